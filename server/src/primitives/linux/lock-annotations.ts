/**
 * Annotations for lockdep and sparse that are named like ACQUIRE and RELEASE operations and are none.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const lockAnnotations: readonly Primitive[] = [
  primitive('lockdep {lock,mutex,rwsem,...}_{acquire,release}', 'other', order.none, {
    members:
      '{lock,lock_map,spin,rwlock,mutex,rwsem,rcu_lock,rcu_try_lock,srcu_lock,seqcount,local_lock,percpu_rwsem,complete,fs_reclaim}_{acquire,release}{,_read,_exclusive,_shared,_shared_recursive,_tryread,_try}',
    address: 0,
    scope: 'compiler',
    source: 'include/linux/lockdep.h',
    summary: 'Lockdep annotation: checks lock order only, no memory ordering in spite of the name.',
    gotcha: 'Not an ACQUIRE or RELEASE.',
  }),
  primitive('sparse __acquire/__release/__acquires/__releases/__must_hold', 'other', order.none, {
    members: '__{acquire,release,acquires,releases,must_hold,cond_acquires,cond_lock}',
    address: 0,
    scope: 'compiler',
    source: 'include/linux/compiler_types.h',
    summary: 'Sparse context annotation, no code at all.',
  }),
];
