/**
 * Primitives that newer kernels no longer have. Comments and out-of-tree code keep naming them,
 * so they are known, with the release that removed them.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const retired: readonly Primitive[] = [
  primitive('ACCESS_ONCE', 'load-relaxed', order.none, {
    address: 0,
    form: 'lvalue',
    removed: '4.15',
    source: 'removed API; successor READ_ONCE()/WRITE_ONCE(), Documentation/memory-barriers.txt §COMPILER BARRIER',
    summary: 'Old volatile cast used for both loads and stores; replaced by READ_ONCE()/WRITE_ONCE().',
  }),
  primitive('ASSIGN_ONCE', 'store-relaxed', order.none, {
    address: 1,
    form: 'lvalue',
    value: 0,
    since: '3.19',
    removed: '4.0',
    source: 'removed API; successor WRITE_ONCE()',
    summary: 'Short-lived predecessor of WRITE_ONCE() with the arguments the other way round.',
  }),
  primitive('smp_read_barrier_depends', 'read', 'prior{R} -> address-dependent{R}', {
    removed: '5.9',
    source: 'Documentation/memory-barriers.txt §ADDRESS-DEPENDENCY BARRIERS (HISTORICAL)',
    summary: 'Explicit address-dependency barrier, a no-op except on Alpha; now implied by READ_ONCE() and friends.',
  }),
  primitive('read_barrier_depends', 'read', 'prior{R} -> address-dependent{R}', {
    scope: 'io',
    removed: '5.9',
    source: 'Documentation/memory-barriers.txt §ADDRESS-DEPENDENCY BARRIERS (HISTORICAL)',
    summary: 'Mandatory form of smp_read_barrier_depends(), gone with it.',
  }),
  primitive('lockless_dereference', 'dependency-load', order.dependency, {
    address: 0,
    form: 'lvalue',
    removed: '4.15',
    source: 'removed API; successor READ_ONCE()',
    summary: 'Pointer load with address-dependency ordering; superseded when READ_ONCE() gained that ordering.',
  }),
  primitive('set_mb', 'full', order.storeThenFull, {
    address: 0,
    form: 'lvalue',
    value: 1,
    removed: '4.2',
    source: 'removed API; successor smp_store_mb()',
    summary: 'Old name of smp_store_mb().',
  }),
  primitive('smp_mb__before_{atomic_inc,atomic_dec,clear_bit}', 'before-atomic', order.beforeAtomic, {
    members: 'smp_mb__before_{atomic_inc,atomic_dec,clear_bit}',
    condition: 'only next to the named operation',
    removed: '3.18',
    source: 'removed API; successors smp_mb__before_atomic()/smp_mb__after_atomic()',
    summary: 'Old per-operation spellings of smp_mb__before_atomic().',
  }),
  primitive('smp_mb__after_{atomic_inc,atomic_dec,clear_bit}', 'after-atomic', order.afterAtomic, {
    members: 'smp_mb__after_{atomic_inc,atomic_dec,clear_bit}',
    condition: 'only next to the named operation',
    removed: '3.18',
    source: 'removed API; successors smp_mb__before_atomic()/smp_mb__after_atomic()',
    summary: 'Old per-operation spellings of smp_mb__after_atomic().',
  }),
  primitive('smp_mb__before_spinlock', 'full', 'prior{R,W} -> later{R,W} [with the following spin_lock()]', {
    condition: 'only before a spinlock acquisition',
    removed: '4.14',
    source: 'removed API; successor smp_mb__after_spinlock()',
    summary: 'Old barrier placed before a spinlock acquisition; replaced by smp_mb__after_spinlock().',
  }),
  primitive('smp_cond_acquire', 'control-acquire', 'loads in the condition -> later{R,W}', {
    since: '4.4',
    removed: '4.8',
    source: 'removed API; successor smp_cond_load_acquire()',
    summary: 'Old spin-until-condition with ACQUIRE; replaced by smp_cond_load_acquire().',
  }),
  primitive('spin_unlock_wait', 'other', 'historically unclear', {
    address: 0,
    removed: '4.14',
    source: 'removed API; successor spin_lock()+spin_unlock()',
    summary: 'Waited for the current holder to drop a spinlock; removed because its ordering was never agreed on.',
  }),
  primitive('rcu_swap_protected', 'publish', order.release, {
    address: 0,
    form: 'lvalue',
    value: 1,
    removed: '5.5',
    source: 'removed API; successor rcu_replace_pointer()',
    summary: 'Old macro swapping an RCU pointer under the update lock.',
  }),
  primitive('synchronize_{sched,rcu_bh}', 'rcu-gp', order.gracePeriod, {
    members: 'synchronize_{sched,rcu_bh}{,_expedited}',
    removed: '5.1',
    source: 'include/linux/rcupdate.h (comments on pre-v5.0 flavours)',
    summary: 'Grace periods of the old sched and bh flavours, folded into synchronize_rcu().',
  }),
  primitive('cmpxchg_double', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,arch_}cmpxchg_double{,_local}',
    address: 0,
    value: 4,
    condition: 'only on success',
    removed: '6.5',
    source: 'include/linux/atomic/atomic-instrumented.h (6.1 tree)',
    summary: 'Two-word compare-and-exchange; replaced by cmpxchg128().',
  }),
  primitive('clear_bit_unlock_is_negative_byte', 'rmw-release', order.release, {
    members: '{,arch_}clear_bit_unlock_is_negative_byte',
    address: 1,
    since: '4.10',
    removed: '6.7',
    source: 'include/asm-generic/bitops/instrumented-lock.h (6.1 tree)',
    summary: 'Clear a lock bit with RELEASE and report bit 7 (waiters); replaced by xor_unlock_is_negative_byte().',
  }),
];
