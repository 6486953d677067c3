/**
 * The barriers between CPUs (smp_*) and their mandatory forms, which also hold on uniprocessor kernels.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const barriers: readonly Primitive[] = [
  primitive('mb', 'full', order.full, {
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (MANDATORY column)',
    summary:
      'Mandatory full barrier: orders all earlier against all later accesses, also on uniprocessor builds, for talking to devices.',
    gotcha: 'Overkill for CPU-to-CPU ordering: smp_mb() is meant for that.',
  }),
  primitive('rmb', 'read', order.read, {
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (MANDATORY column)',
    summary: 'Mandatory read barrier: earlier loads before later loads, also on uniprocessor builds.',
  }),
  primitive('wmb', 'write', order.write, {
    scope: 'io',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (MANDATORY column)',
    summary: 'Mandatory write barrier: earlier stores before later stores, also on uniprocessor builds.',
  }),
  primitive('smp_mb', 'full', order.full, {
    source:
      'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS; tools/memory-model/Documentation/ordering.txt §Full Memory Barriers',
    summary:
      'Full SMP barrier: everything before is ordered against everything after, including an earlier store against a later load; only a compiler barrier when CONFIG_SMP=n.',
  }),
  primitive('smp_rmb', 'read', order.read, {
    source:
      'Documentation/memory-barriers.txt §VARIETIES OF MEMORY BARRIER (3); tools/memory-model/Documentation/ordering.txt §Read Memory Barrier',
    summary: 'Orders earlier loads against later loads on this CPU; says nothing about stores.',
    gotcha: 'LKMM excludes the read half of void RMW ops such as atomic_inc() (R4rmb = R \\ Noreturn).',
  }),
  primitive('smp_wmb', 'write', order.write, {
    source:
      'Documentation/memory-barriers.txt §VARIETIES OF MEMORY BARRIER (1); tools/memory-model/Documentation/ordering.txt §Write Memory Barrier',
    summary:
      'Orders earlier stores against later stores on this CPU; does not order loads, so a prior load may still slip past a later store.',
    gotcha: "Not A-cumulative: it orders this CPU's own stores, unlike smp_store_release().",
  }),
  primitive('__smp_mb', 'full', order.full, {
    source: 'include/asm-generic/barrier.h (#ifndef __smp_mb ...)',
    summary: 'Architecture back end of smp_mb().',
  }),
  primitive('__smp_rmb', 'read', order.read, {
    source: 'include/asm-generic/barrier.h (#ifndef __smp_mb ...)',
    summary: 'Architecture back end of smp_rmb().',
  }),
  primitive('__smp_wmb', 'write', order.write, {
    source: 'include/asm-generic/barrier.h (#ifndef __smp_mb ...)',
    summary: 'Architecture back end of smp_wmb().',
  }),
  primitive('__mb', 'full', order.full, {
    scope: 'io',
    source: 'include/asm-generic/barrier.h (#ifdef __mb ...)',
    summary: 'Architecture back end of mb().',
  }),
  primitive('__rmb', 'read', order.read, {
    scope: 'io',
    source: 'include/asm-generic/barrier.h (#ifdef __mb ...)',
    summary: 'Architecture back end of rmb().',
  }),
  primitive('__wmb', 'write', order.write, {
    scope: 'io',
    source: 'include/asm-generic/barrier.h (#ifdef __mb ...)',
    summary: 'Architecture back end of wmb().',
  }),
  primitive('smp_store_mb', 'full', order.storeThenFull, {
    address: 0,
    form: 'lvalue',
    value: 1,
    since: '4.2 (as set_mb before)',
    source:
      'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (smp_store_mb); tools/memory-model/linux-kernel.def',
    summary: 'Marked store followed by a full barrier: the store and everything earlier come before everything later.',
    gotcha: 'Nothing orders earlier accesses before the store itself.',
  }),
  primitive('__smp_store_mb', 'full', order.storeThenFull, {
    address: 0,
    form: 'lvalue',
    value: 1,
    source: 'include/asm-generic/barrier.h (__smp_store_mb)',
    summary: 'Architecture back end of smp_store_mb().',
  }),
  primitive('smp_mb__before_atomic', 'before-atomic', order.beforeAtomic, {
    condition: 'only together with a following atomic RMW or bitop',
    since: '3.16',
    source: 'Documentation/atomic_t.txt §ORDERING (The barriers); tools/memory-model/linux-kernel.cat (mb)',
    summary:
      'Orders everything earlier against the next atomic RMW and all that follows it; put it right next to that op.',
    gotcha: 'Does not apply to atomic_read()/atomic_set(); accesses between it and the RMW stay unordered.',
  }),
  primitive('smp_mb__after_atomic', 'after-atomic', order.afterAtomic, {
    condition: 'only together with a preceding atomic RMW or bitop (a failed cmpxchg counts)',
    since: '3.16',
    source:
      'Documentation/atomic_t.txt §ORDERING (The barriers); Documentation/litmus-tests/atomic/cmpxchg-fail-ordered-1.litmus',
    summary: 'Orders the preceding atomic RMW, and all before it, against everything later.',
    gotcha: 'Not valid after atomic_set() or WRITE_ONCE(); use smp_mb() there.',
  }),
  primitive('__smp_mb__before_atomic', 'before-atomic', order.beforeAtomic, {
    condition: 'only next to an atomic RMW',
    source: 'include/asm-generic/barrier.h (__smp_mb__before_atomic)',
    summary: 'Architecture back end of smp_mb__before_atomic().',
  }),
  primitive('__smp_mb__after_atomic', 'after-atomic', order.afterAtomic, {
    condition: 'only next to an atomic RMW',
    source: 'include/asm-generic/barrier.h (__smp_mb__before_atomic)',
    summary: 'Architecture back end of smp_mb__after_atomic().',
  }),
  primitive('smp_mb__after_spinlock', 'full', 'prior{R,W} and previous lock acquisition -> later{R,W}', {
    condition: 'only after a spinlock acquisition on the same CPU',
    since: '4.14',
    source: 'include/linux/spinlock.h (comment on smp_mb__after_spinlock); tools/memory-model/linux-kernel.cat (mb)',
    summary:
      'Upgrades the spin_lock() just taken to a full barrier towards later accesses (RCsc lock), so CPUs not holding the lock agree on the order.',
  }),
  primitive(
    'smp_mb__after_unlock_lock',
    'full',
    'prior{R,W} [before an UNLOCK] -> later{R,W} [after the following LOCK and this fence]',
    {
      condition: 'only after a lock acquisition; UNLOCK+LOCK on the same CPU, or on the same lock variable',
      since: '3.14',
      source: 'include/linux/rcupdate.h (smp_mb__after_unlock_lock); tools/memory-model/linux-kernel.cat',
      summary: 'Placed after a lock acquisition it makes the preceding UNLOCK plus this LOCK behave as a full barrier.',
      gotcha: 'Without it UNLOCK+LOCK is not a full barrier (powerpc).',
    },
  ),
  primitive(
    'smp_mb__after_srcu_read_unlock',
    'full',
    'prior{R,W} -> later{R,W} [around the preceding srcu_read_unlock()]',
    {
      condition: 'only after srcu_read_unlock()',
      since: '3.14',
      source: 'include/linux/srcu.h (smp_mb__after_srcu_read_unlock); tools/memory-model/linux-kernel.cat',
      summary: 'Makes the preceding srcu_read_unlock() a two-way full barrier.',
    },
  ),
  primitive(
    'smp_mb__after_srcu_read_lock',
    'full',
    'prior{R,W} -> later{R,W} [around the preceding srcu_read_lock()]',
    {
      condition: 'only after srcu_read_lock()',
      source: 'include/linux/srcu.h (smp_mb__after_srcu_read_lock)',
      summary: 'Makes the preceding srcu_read_lock() a two-way full barrier.',
    },
  ),
  primitive('smp_mb__after_mmgrab', 'after-atomic', order.afterAtomic, {
    condition: 'only after mmgrab()',
    source: 'include/linux/sched/mm.h (smp_mb__after_mmgrab)',
    summary: 'smp_mb__after_atomic() under a name that says it belongs to a preceding mmgrab().',
  }),
  primitive('smp_mb__after_switch_mm', 'full', order.full, {
    condition: 'only after switch_mm()',
    source: 'include/asm-generic/barrier.h (smp_mb__after_switch_mm)',
    summary: 'Full barrier after an mm switch, dropped on architectures whose switch_mm() already implies one.',
  }),
];
