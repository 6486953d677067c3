/**
 * Lists that are read without a lock: RCU variants of the list types, which publish and dereference the
 * next pointers, and the _careful forms.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const rcuLists: readonly Primitive[] = [
  primitive('INIT_LIST_HEAD_RCU', 'store-relaxed', order.none, {
    address: 0,
    source: 'include/linux/rculist.h',
    summary: 'Initialises a list head that readers may already look at, with WRITE_ONCE().',
  }),
  primitive('list_add_rcu', 'publish', order.release, {
    members: '{,__}list_add{,_tail}_rcu',
    address: 1,
    value: 0,
    source: 'include/linux/rculist.h',
    summary: 'Adds an entry; linking it in is an rcu_assign_pointer(), so readers see it initialised.',
  }),
  primitive('list_del_rcu', 'store-relaxed', order.none, {
    address: 0,
    source: 'include/linux/rculist.h',
    summary: 'Unlinks an entry while readers may still be on it; free it only after a grace period.',
  }),
  primitive('list_replace_rcu', 'publish', order.release, {
    address: 0,
    value: 1,
    source: 'include/linux/rculist.h',
    summary: 'Replaces an entry in one publish.',
  }),
  primitive('list_splice_init_rcu', 'publish', order.release, {
    members: '{,__}list_splice{_rcu,_init_rcu,_tail_init_rcu}',
    address: 1,
    value: 0,
    condition: 'list_splice_init_rcu() calls the passed sync() in between',
    source: 'include/linux/rculist.h',
    summary: 'Splices a list into another one readers may traverse; publishes at the end.',
  }),
  primitive('list_for_each_entry_rcu', 'dependency-load', order.nextPointers, {
    members: '{list_for_each_entry{,_continue,_from}_{rcu,srcu,lockless},list_for_each_rcu}',
    address: 1,
    form: 'expression',
    source: 'include/linux/rculist.h',
    summary: 'Traverses an RCU list: every next pointer is loaded like rcu_dereference().',
  }),
  primitive('list_entry_rcu', 'dependency-load', order.dependency, {
    members: 'list_{entry_rcu,entry_lockless,first_or_null_rcu,next_or_null_rcu}',
    address: 0,
    form: 'lvalue',
    source: 'include/linux/rculist.h',
    summary: 'Loads a list pointer with READ_ONCE() and converts it to its entry.',
  }),
  primitive('hlist_add_*_rcu', 'publish', order.release, {
    members: 'hlist_add_{head,tail,before,behind}_rcu',
    address: 1,
    value: 0,
    source: 'include/linux/rculist.h',
    summary: 'Adds an entry to a hash list that readers traverse; linking it in is an rcu_assign_pointer().',
  }),
  primitive('hlist_del_rcu', 'store-relaxed', order.none, {
    members: 'hlist_del{,_init}_rcu',
    address: 0,
    source: 'include/linux/rculist.h',
    summary: 'Unlinks a hash-list entry while readers may still be on it.',
  }),
  primitive('hlist_replace_rcu', 'publish', order.release, {
    members: '{hlist_replace_rcu,hlists_swap_heads_rcu}',
    address: 0,
    value: 1,
    source: 'include/linux/rculist.h',
    summary: 'Replaces a hash-list entry in one publish.',
  }),
  primitive('hlist_for_each_entry_rcu', 'dependency-load', order.nextPointers, {
    members: '{,__}hlist_for_each{,_entry}{,_continue,_from}_{rcu,srcu}{,_bh,_notrace}',
    address: 1,
    form: 'expression',
    source: 'include/linux/rculist.h',
    summary: 'Traverses an RCU hash list: every pointer is loaded like rcu_dereference().',
  }),
  primitive('hlist_nulls_*_rcu (add)', 'publish', order.release, {
    members:
      '{hlist_nulls_add_{head,tail}_rcu,__sk_nulls_add_node_rcu,__sk_nulls_add_node_tail_rcu,sk_nulls_add_node_rcu,hlist_nulls_replace{,_init}_rcu}',
    address: 1,
    value: 0,
    source: 'include/linux/rculist_nulls.h',
    summary: 'Adds to a nulls hash list with rcu_assign_pointer().',
  }),
  primitive('hlist_nulls_for_each_entry_rcu', 'dependency-load', order.nextPointers, {
    members: 'hlist_nulls_for_each_entry{_rcu,_safe}',
    address: 2,
    form: 'expression',
    source: 'include/linux/rculist_nulls.h',
    summary: 'Traverses a nulls hash list like rcu_dereference(); check the end marker and restart on a chain change.',
  }),
  primitive('hlist_nulls_del_rcu', 'store-relaxed', order.none, {
    members: 'hlist_nulls_del{,_init}_rcu',
    address: 0,
    source: 'include/linux/rculist_nulls.h',
    summary: 'Unlinks a nulls hash-list entry while readers may still be on it.',
  }),
  primitive('hlist_bl_add_head_rcu', 'publish', order.release, {
    members: 'hlist_bl_{add_head_rcu,set_first_rcu}',
    address: 1,
    value: 0,
    source: 'include/linux/rculist_bl.h',
    summary: 'Adds to a bit-locked hash list with rcu_assign_pointer().',
  }),
  primitive('hlist_bl_del_rcu', 'store-relaxed', order.none, {
    address: 0,
    source: 'include/linux/rculist_bl.h',
    summary: 'Unlinks a bit-locked hash-list entry while readers may still be on it.',
  }),
  primitive('hlist_bl_for_each_entry_rcu', 'dependency-load', order.nextPointers, {
    members: 'hlist_bl_{for_each_entry_rcu,first_rcu}',
    address: 2,
    form: 'expression',
    source: 'include/linux/rculist_bl.h',
    summary: 'Traverses a bit-locked hash list like rcu_dereference().',
  }),
  primitive('hlist_unhashed_lockless', 'load-relaxed', order.none, {
    address: 0,
    source: 'include/linux/list.h (hlist_unhashed_lockless)',
    summary: 'Marked check that a node is on no list; pairs with WRITE_ONCE() of pprev, no ordering.',
  }),
  primitive('list_empty', 'load-relaxed', order.none, {
    address: 0,
    source: 'include/linux/list.h; include/linux/rculist.h (why list_empty_rcu() does not exist)',
    summary: 'Marked check of head->next: unordered.',
  }),
  primitive('list_empty_careful', 'acquire', order.acquire, {
    address: 0,
    condition: 'only against list_del_init_careful()',
    source: 'include/linux/list.h (list_empty_careful)',
    summary: 'Lockless emptiness test; an ACQUIRE pairing with list_del_init_careful().',
  }),
  primitive('list_del_init_careful', 'release', order.release, {
    address: 0,
    source: 'include/linux/list.h (list_del_init_careful)',
    summary: 'Removes and reinitialises an entry with a final RELEASE, pairing with list_empty_careful().',
  }),
];
