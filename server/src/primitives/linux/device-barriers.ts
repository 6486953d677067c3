/**
 * Barriers towards something other than a CPU of this kernel: DMA devices, hypervisors and hosts,
 * persistent memory, MMIO; and the ARM instructions that drivers and architecture code use directly.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const deviceBarriers: readonly Primitive[] = [
  primitive('virt_mb', 'full', order.full, {
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_mb() for a guest talking to a possibly-SMP host: same code on uniprocessor guest kernels.',
  }),
  primitive('virt_rmb', 'read', order.read, {
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_rmb() that stays a real barrier in a uniprocessor guest.',
  }),
  primitive('virt_wmb', 'write', order.write, {
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_wmb() that stays a real barrier in a uniprocessor guest.',
  }),
  primitive('virt_store_mb', 'full', order.storeThenFull, {
    address: 0,
    form: 'lvalue',
    value: 1,
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_store_mb() that stays a real barrier in a uniprocessor guest.',
  }),
  primitive('virt_mb__before_atomic', 'before-atomic', order.beforeAtomic, {
    condition: 'only together with a following atomic RMW',
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_mb__before_atomic() for host/guest communication.',
  }),
  primitive('virt_mb__after_atomic', 'after-atomic', order.afterAtomic, {
    condition: 'only together with a preceding atomic RMW',
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_mb__after_atomic() for host/guest communication.',
  }),
  primitive('virt_store_release', 'release', order.release, {
    address: 0,
    value: 1,
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_store_release() for host/guest communication.',
  }),
  primitive('virt_load_acquire', 'acquire', order.acquire, {
    address: 0,
    since: '4.5',
    source: 'Documentation/memory-barriers.txt §VIRTUAL MACHINE GUESTS; include/asm-generic/barrier.h',
    summary: 'smp_load_acquire() for host/guest communication.',
  }),
  primitive('dma_mb', 'full', order.full, {
    scope: 'dma',
    since: '6.0',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (dma_wmb/dma_rmb/dma_mb)',
    summary: 'Full barrier for memory shared with a coherent DMA device; implies dma_rmb() and dma_wmb().',
    gotcha: 'Gives no ordering against MMIO.',
  }),
  primitive('dma_rmb', 'read', order.read, {
    scope: 'dma',
    since: '3.19',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (dma_wmb/dma_rmb/dma_mb)',
    summary: 'Orders reads of coherent DMA memory, e.g. the ownership flag before the descriptor contents.',
    gotcha: 'Gives no ordering against MMIO.',
  }),
  primitive('dma_wmb', 'write', order.write, {
    scope: 'dma',
    since: '3.19',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (dma_wmb/dma_rmb/dma_mb)',
    summary: 'Orders writes to coherent DMA memory, e.g. descriptor contents before handing over ownership.',
    gotcha: 'Not enough before writel_relaxed(); writel() itself orders prior memory writes.',
  }),
  primitive('__dma_mb', 'full', order.full, {
    scope: 'dma',
    source: 'include/asm-generic/barrier.h (#ifdef __dma_mb ...)',
    summary: 'Architecture back end of dma_mb().',
  }),
  primitive('__dma_rmb', 'read', order.read, {
    scope: 'dma',
    source: 'include/asm-generic/barrier.h (#ifdef __dma_mb ...)',
    summary: 'Architecture back end of dma_rmb().',
  }),
  primitive('__dma_wmb', 'write', order.write, {
    scope: 'dma',
    source: 'include/asm-generic/barrier.h (#ifdef __dma_mb ...)',
    summary: 'Architecture back end of dma_wmb().',
  }),
  primitive('pmem_wmb', 'write', 'prior{W to pmem} reach durability -> later{R,W}', {
    scope: 'io',
    since: '5.9',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (pmem_wmb)',
    summary:
      'Waits until earlier stores to persistent memory have reached the durability domain before later data accesses; adds to wmb().',
  }),
  primitive('io_stop_wc', 'other', 'prior{write-combining} not merged with later{write-combining}', {
    scope: 'io',
    since: '5.17',
    source: 'Documentation/memory-barriers.txt §CPU MEMORY BARRIERS (io_stop_wc)',
    summary:
      'Stops the CPU merging write-combining accesses before this point with those after it; a performance tool, not a memory barrier.',
  }),
  primitive('mmiowb', 'io-write', 'prior{MMIO W} under a spinlock -> MMIO W by the next lock holder', {
    scope: 'io',
    removed: '5.2 as a driver API',
    source: 'include/asm-generic/mmiowb.h',
    summary:
      'Keeps MMIO writes issued under a spinlock ordered with those of the next holder; today spin_unlock() issues it, drivers no longer do.',
  }),
  primitive('mmiowb_{set_pending,spin_lock,spin_unlock}', 'other', order.none, {
    members: 'mmiowb_{set_pending,spin_lock,spin_unlock}',
    scope: 'io',
    source: 'include/asm-generic/mmiowb.h',
    summary: 'Bookkeeping that lets spin_unlock() decide whether an mmiowb() is due.',
  }),
  primitive('virtio_mb', 'full', order.full, {
    condition: 'argument weak_barriers: true = virt_* (host CPU), false = mb()/dma_rmb()/dma_wmb() (real device)',
    scope: 'dma',
    source: 'include/linux/virtio_ring.h',
    summary: 'Full barrier between a virtio driver and its device: virt_mb() or mb().',
  }),
  primitive('virtio_rmb', 'read', order.read, {
    condition: 'argument weak_barriers: true = virt_* (host CPU), false = mb()/dma_rmb()/dma_wmb() (real device)',
    scope: 'dma',
    source: 'include/linux/virtio_ring.h',
    summary: 'Read barrier between a virtio driver and its device: virt_rmb() or dma_rmb().',
  }),
  primitive('virtio_wmb', 'write', order.write, {
    condition: 'argument weak_barriers: true = virt_* (host CPU), false = mb()/dma_rmb()/dma_wmb() (real device)',
    scope: 'dma',
    source: 'include/linux/virtio_ring.h',
    summary: 'Write barrier between a virtio driver and its device: virt_wmb() or dma_wmb().',
  }),
  primitive('virtio_store_mb', 'full', order.storeThenFull, {
    address: 1,
    value: 2,
    condition: 'argument weak_barriers as for virtio_mb()',
    scope: 'dma',
    source: 'include/linux/virtio_ring.h',
    summary: 'Store followed by a full barrier towards a virtio device.',
  }),
  primitive(
    'dmb',
    'full',
    'per the option: prior{R,W} -> later{R,W} (ish, sy); prior{R} -> later{R,W} (ishld); prior{W} -> later{W} (ishst)',
    {
      condition: 'arm and arm64 only; the option argument selects the kind',
      source: 'arch/arm64/include/asm/barrier.h',
      summary: 'Arm data memory barrier instruction; portable code uses smp_*() or dma_*().',
    },
  ),
  primitive('dsb', 'full', 'per the option, and waits for completion', {
    condition: 'arm and arm64 only',
    source: 'arch/arm64/include/asm/barrier.h',
    summary: 'Arm data synchronisation barrier instruction: waits until earlier accesses complete.',
  }),
  primitive('isb', 'other', 'instruction stream synchronisation', {
    condition: 'arm and arm64 only',
    source: 'arch/arm64/include/asm/barrier.h',
    summary: 'Arm instruction barrier; not a data fence.',
  }),
];
