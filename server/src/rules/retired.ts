/** What has taken the place of primitives that are gone. The removing releases are in primitives/linux/retired.ts. */

export interface Retired {
  /** What to use today, as the end of a sentence. */
  readonly instead: string;
  /** The new name, where nothing else changes. */
  readonly rename?: string;
}

/** Of a primitive that no maintained kernel has; undefined for all others. */
export function retiredFor(name: string): Retired | undefined {
  return RETIRED.get(name);
}

function renamed(rename: string, why = ''): Retired {
  return { instead: `it is ${rename}() today${why}`, rename };
}

const IMPLIED = { instead: 'READ_ONCE() and rcu_dereference() order dependent loads by themselves, so that it can go' };
const GRACE_PERIOD = ', for there is one kind of grace period left';

const RETIRED: ReadonlyMap<string, Retired> = new Map<string, Retired>([
  ['ACCESS_ONCE', { instead: 'READ_ONCE() loads and WRITE_ONCE() stores' }],
  ['ASSIGN_ONCE', { instead: 'WRITE_ONCE() does it, with the arguments the other way round' }],
  ['smp_read_barrier_depends', IMPLIED],
  ['read_barrier_depends', IMPLIED],
  ['lockless_dereference', renamed('READ_ONCE', ', which orders dependent loads as well')],
  ['set_mb', renamed('smp_store_mb')],
  ...['atomic_inc', 'atomic_dec', 'clear_bit'].flatMap((operation): [string, Retired][] => [
    [`smp_mb__before_${operation}`, renamed('smp_mb__before_atomic')],
    [`smp_mb__after_${operation}`, renamed('smp_mb__after_atomic')],
  ]),
  ['smp_mb__before_spinlock', { instead: 'smp_mb__after_spinlock() behind the lock gives a full barrier' }],
  ['smp_cond_acquire', { instead: 'smp_cond_load_acquire() waits for a condition on the loaded value' }],
  ['spin_unlock_wait', { instead: 'spin_lock() with spin_unlock() waits for the holder, and is known to order' }],
  ['rcu_swap_protected', { instead: 'rcu_replace_pointer() returns the old pointer' }],
  ['synchronize_sched', renamed('synchronize_rcu', GRACE_PERIOD)],
  ['synchronize_rcu_bh', renamed('synchronize_rcu', GRACE_PERIOD)],
  ['synchronize_sched_expedited', renamed('synchronize_rcu_expedited', GRACE_PERIOD)],
  ['synchronize_rcu_bh_expedited', renamed('synchronize_rcu_expedited', GRACE_PERIOD)],
]);
