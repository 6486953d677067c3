/**
 * Locks that spin, and what keeps a CPU to itself: interrupt and preemption control, which are compiler
 * barriers only.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const spinlocks: readonly Primitive[] = [
  primitive('spin_lock', 'lock', order.lock, {
    members: '{,raw_}spin_lock{,_irq,_irqsave,_bh,_nested,_bh_nested,_irqsave_nested,_nest_lock}',
    address: 0,
    source:
      'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS; tools/memory-model/lock.cat; tools/memory-model/Documentation/locking.txt',
    summary:
      'Spinlock acquisition: ACQUIRE towards later accesses, and sees everything done in or before earlier sections of the same lock.',
    gotcha: 'Not a full barrier: earlier accesses may enter the section; add smp_mb__after_spinlock().',
  }),
  primitive('spin_trylock', 'lock', order.lockOnSuccess, {
    members: '{,raw_}spin_trylock{,_irq,_irqsave,_bh}',
    address: 0,
    condition: 'ACQUIRE only when it returns true; a failed trylock orders nothing',
    source:
      'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (5); tools/memory-model/Documentation/herd-representation.txt',
    summary: 'Spinlock acquisition attempt.',
  }),
  primitive('spin_unlock', 'unlock', order.release, {
    members: '{,raw_}spin_unlock{,_irq,_irqrestore,_bh}',
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS; tools/memory-model/lock.cat',
    summary: 'Spinlock release: RELEASE, nothing earlier moves past it; later accesses may move in.',
    gotcha: 'Not a full barrier: do not rely on it before waitqueue_active()/wake_up_bit().',
  }),
  primitive('spin_is_locked', 'load-relaxed', order.none, {
    members: '{,raw_}spin_is_{locked,contended}',
    address: 0,
    source:
      'include/linux/spinlock.h (kernel-doc of spin_is_locked); tools/memory-model/lock.cat (RL/RU have no ordering)',
    summary: 'Reports whether a spinlock is held; explicitly gives no ordering.',
  }),
  primitive('arch_spin_{lock,trylock}', 'lock', order.lock, {
    members: 'arch_spin_{lock,trylock}',
    address: 0,
    condition: 'trylock: only on success',
    source: 'include/asm-generic/qspinlock.h',
    summary: 'Architecture spinlock acquisition: ACQUIRE.',
  }),
  primitive('arch_spin_unlock', 'unlock', order.release, {
    address: 0,
    source: 'include/asm-generic/qspinlock.h (unlock() needs release semantics)',
    summary: 'Architecture spinlock release: RELEASE.',
  }),
  primitive('raw_spin_lock_rcu_node', 'lock', `${order.lock}; ${order.full} [after the UNLOCK before it]`, {
    members: 'raw_spin_{lock{,_irq,_irqsave},trylock}_rcu_node',
    address: 0,
    form: 'pointer to the rcu_node',
    condition: 'trylock: only on success',
    source: 'kernel/rcu/rcu.h (raw_spin_lock_rcu_node)',
    summary: "Takes RCU's node lock and follows up with smp_mb__after_unlock_lock(), so UNLOCK+LOCK is a full barrier.",
  }),
  primitive('raw_spin_unlock_rcu_node', 'unlock', order.release, {
    members: 'raw_spin_unlock{,_irq,_irqrestore}_rcu_node',
    address: 0,
    form: 'pointer to the rcu_node',
    source: 'kernel/rcu/rcu.h (raw_spin_unlock_rcu_node)',
    summary: "Drops RCU's node lock: RELEASE.",
  }),
  primitive('{read,write}_lock', 'lock', order.lock, {
    members: '{read,write}_lock{,_irq,_irqsave,_bh,_nested}',
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (R/W spin locks)',
    summary: 'Reader-writer spinlock acquisition: ACQUIRE.',
    gotcha: 'Readers are not ordered against one another.',
  }),
  primitive('{read,write}_trylock', 'lock', order.lockOnSuccess, {
    members: '{read_trylock,write_trylock{,_irqsave}}',
    address: 0,
    condition: 'ACQUIRE only on success',
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (5)',
    summary: 'Reader-writer spinlock attempt.',
  }),
  primitive('{read,write}_unlock', 'unlock', order.release, {
    members: '{read,write}_unlock{,_irq,_irqrestore,_bh}',
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (R/W spin locks)',
    summary: 'Reader-writer spinlock release: RELEASE.',
  }),
  primitive('bit_spin_lock', 'lock', order.lock, {
    address: 1,
    value: 0,
    source: 'include/linux/bit_spinlock.h (test_and_set_bit_lock)',
    summary: 'Bit spinlock acquisition: ACQUIRE.',
  }),
  primitive('bit_spin_trylock', 'lock', order.lockOnSuccess, {
    address: 1,
    value: 0,
    condition: 'ACQUIRE only on success',
    source: 'include/linux/bit_spinlock.h',
    summary: 'Bit spinlock attempt.',
  }),
  primitive('bit_spin_unlock', 'unlock', order.release, {
    members: '{,__}bit_spin_unlock',
    address: 1,
    value: 0,
    source: 'include/linux/bit_spinlock.h (clear_bit_unlock)',
    summary: 'Bit spinlock release: RELEASE.',
  }),
  primitive('hlist_bl_lock', 'lock', order.lock, {
    address: 0,
    source: 'include/linux/list_bl.h (bit_spin_lock on bit 0 of the head)',
    summary: 'Takes the bit spinlock of a hash bucket head: ACQUIRE.',
  }),
  primitive('hlist_bl_unlock', 'unlock', order.release, {
    address: 0,
    source: 'include/linux/list_bl.h (bit_spin_lock on bit 0 of the head)',
    summary: 'Drops the bit spinlock of a hash bucket head: RELEASE.',
  }),
  primitive('local_lock', 'lock', order.compiler, {
    members: 'local_lock{,_irq,_irqsave,_nested_bh}',
    address: 0,
    scope: 'cpu-local',
    source: 'include/linux/local_lock.h; Documentation/locking/locktypes.rst §local_lock',
    summary:
      'Per-CPU lock: preemption or interrupt disabling on non-RT kernels, so a compiler barrier and no SMP ordering there.',
  }),
  primitive('local_unlock', 'unlock', order.compiler, {
    members: 'local_unlock{,_irq,_irqrestore,_nested_bh}',
    address: 0,
    scope: 'cpu-local',
    source: 'include/linux/local_lock.h; Documentation/locking/locktypes.rst §local_lock',
    summary: 'Per-CPU unlock: a compiler barrier on non-RT kernels, no SMP ordering.',
  }),
  primitive('local_irq_{disable,enable,save,restore}', 'compiler', order.compiler, {
    members: '{,raw_,arch_}local_irq_{disable,enable,save,restore}',
    scope: 'cpu-local',
    source: 'Documentation/memory-barriers.txt §INTERRUPT DISABLING FUNCTIONS',
    summary: 'Interrupt masking acts as a compiler barrier only; memory or I/O ordering must come from elsewhere.',
  }),
  primitive('local_bh_{disable,enable}', 'compiler', order.compiler, {
    members: 'local_bh_{disable,enable}',
    scope: 'cpu-local',
    source: 'Documentation/memory-barriers.txt §INTERRUPT DISABLING FUNCTIONS; include/linux/bottom_half.h',
    summary: 'Softirq masking: a compiler barrier only (and an RCU reader since 5.0).',
  }),
  primitive('preempt_{disable,enable}', 'compiler', order.compiler, {
    members: 'preempt_{disable,enable}{,_notrace,_no_resched,_no_resched_notrace,_nested}',
    scope: 'cpu-local',
    source: 'include/linux/preempt.h',
    summary: 'Preemption control: a compiler barrier, no CPU ordering.',
  }),
];
