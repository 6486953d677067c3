/**
 * The structures of a file: which member has which structure, so that the index can follow `a->b->c`.
 */
import type { StructFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import { readDeclarations } from './declarations.ts';

/**
 * One fact per structure that has a name and members of nameable types. Members of anonymous inner structures
 * and unions belong to the outer one, as in C; scalars and function pointers are left out, and so are the generic
 * parts that structures are built of: `struct list_head::next` would be every list there is.
 */
export function extractStructs(lexed: Lexed): StructFact[] {
  const facts: StructFact[] = [];
  for (const struct of lexed.structs) {
    if (struct.name === '') continue;
    const members: Record<string, string> = {};
    for (const member of readDeclarations(lexed.code, struct.body)) {
      if (member.type.name !== '' && !BUILDING_BLOCKS.test(member.type.name)) members[member.name] = member.type.name;
    }
    if (Object.keys(members).length > 0) facts.push({ name: struct.name, at: struct.at, members });
  }
  return facts;
}

const BUILDING_BLOCKS =
  /^struct (?:list_head|l?hlist(?:_\w+)?|llist_(?:head|node)|plist_\w+|rb_(?:node|root|root_cached)|wait_queue_(?:head|entry)|swait_queue_head|rcuwait|work_struct|delayed_work|rcu_work|timer_list|hrtimer|tasklet_struct|completion|mutex|rt_mutex|rw_semaphore|semaphore|percpu_rw_semaphore|rcu_head|callback_head|kref|percpu_ref|xarray|idr|ida|lockdep_map|lock_class_key|u64_stats_sync|static_key(?:_\w+)?|irq_work|srcu_struct)$|^wait_queue_head_t$/;
