/**
 * Loads and stores with one-sided ordering (memory-barriers.txt, "VARIETIES", 5 and 6), and the spin loops
 * that end in one.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const acquireRelease: readonly Primitive[] = [
  primitive('smp_load_acquire', 'acquire', order.acquire, {
    address: 0,
    since: '3.14',
    source:
      'Documentation/memory-barriers.txt §VARIETIES (5) ACQUIRE; tools/memory-model/Documentation/ordering.txt §Acquire Operations',
    summary:
      'Marked load that comes before every later load and store of this CPU; pairs with a release to the same variable.',
    gotcha: 'One-way: earlier accesses may drift past it.',
  }),
  primitive('smp_store_release', 'release', order.release, {
    address: 0,
    value: 1,
    since: '3.14',
    source:
      'Documentation/memory-barriers.txt §VARIETIES (6) RELEASE; tools/memory-model/Documentation/ordering.txt §Release Operations',
    summary:
      'Marked store that comes after every earlier load and store of this CPU, and carries along the stores this CPU had seen (A-cumulative).',
    gotcha: 'One-way: later accesses may move before it; release then acquire is not a full barrier.',
  }),
  primitive('__smp_store_release', 'release', order.release, {
    address: 0,
    value: 1,
    source: 'include/asm-generic/barrier.h (__smp_store_release)',
    summary: 'Architecture back end of smp_store_release(); also used by virt_store_release().',
  }),
  primitive('__smp_load_acquire', 'acquire', order.acquire, {
    address: 0,
    source: 'include/asm-generic/barrier.h (__smp_load_acquire)',
    summary: 'Architecture back end of smp_load_acquire(); also used by virt_load_acquire().',
  }),
  primitive('smp_acquire__after_ctrl_dep', 'control-acquire', 'earlier R feeding the branch -> later{R,W}', {
    condition: 'only after a conditional branch on a load',
    since: '4.8',
    source: 'include/asm-generic/barrier.h (smp_acquire__after_ctrl_dep)',
    summary:
      'Upgrades a control dependency (load then branch, which orders stores only) to ACQUIRE by adding load-load order.',
    gotcha: 'Meaningless without a real run-time branch on the load.',
  }),
  primitive('smp_cond_load_relaxed', 'load-relaxed', order.dependency, {
    address: 0,
    since: '4.18',
    source: 'include/asm-generic/barrier.h (smp_cond_load_relaxed)',
    summary: 'Spins until the condition on VAL holds, with READ_ONCE() strength only.',
  }),
  primitive('smp_cond_load_acquire', 'acquire', order.acquireOnCondition, {
    address: 0,
    since: '4.8',
    source: 'include/asm-generic/barrier.h (smp_cond_load_acquire); Documentation/memory-barriers.txt §VARIETIES (5)',
    summary: 'Spins until the condition on VAL holds; the load that satisfied it is an ACQUIRE.',
  }),
  primitive('atomic_cond_read_acquire', 'acquire', order.acquireOnCondition, {
    members: 'atomic{,64,_long}_cond_read_acquire',
    address: 0,
    source: 'include/linux/atomic.h (atomic_cond_read_acquire)',
    summary: 'Spins on an atomic counter until the condition holds; the satisfying read is an ACQUIRE.',
  }),
  primitive('atomic_cond_read_relaxed', 'load-relaxed', order.dependency, {
    members: 'atomic{,64,_long}_cond_read_relaxed',
    address: 0,
    source: 'include/linux/atomic.h (atomic_cond_read_acquire)',
    summary: 'Spins on an atomic counter until the condition holds, unordered.',
  }),
  primitive('atomic_read_acquire', 'acquire', order.acquire, {
    members: '{,raw_,arch_}atomic{,64,_long}_read_acquire',
    address: 0,
    source: 'Documentation/atomic_t.txt §ORDERING',
    summary: 'Atomic read with ACQUIRE ordering, the same as smp_load_acquire().',
  }),
  primitive('atomic_set_release', 'release', order.release, {
    members: '{,raw_,arch_}atomic{,64,_long}_set_release',
    address: 0,
    value: 1,
    source: 'Documentation/atomic_t.txt §ORDERING',
    summary: 'Atomic store with RELEASE ordering, the same as smp_store_release().',
  }),
];
