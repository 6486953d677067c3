/**
 * Barriers of single architectures that drivers and architecture code call by name, for what the generic ones
 * are made of there.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const architectures: readonly Primitive[] = [
  primitive('eieio', 'write', 'prior{W} -> later{W}; prior{MMIO R,W} -> later{MMIO R,W}', {
    scope: 'io',
    source: 'arch/powerpc/include/asm/barrier.h (comment on the ordering instructions); asm/synch.h',
    summary:
      'powerpc: orders stores to memory among themselves, and accesses to devices among themselves, but not the two against each other.',
  }),
  primitive('__lwsync', 'other', 'prior{R} -> later{R,W}; prior{W} -> later{W}', {
    members: '{__lwsync,__smp_lwsync}',
    source: 'arch/powerpc/include/asm/barrier.h (__smp_rmb, __smp_store_release)',
    summary: 'powerpc: orders everything except an earlier store against a later load.',
  }),
  primitive('__iormb', 'read', order.read, {
    scope: 'io',
    source: 'arch/arm/include/asm/io.h; arch/arc/include/asm/io.h; arch/arm64/include/asm/io.h (as __io_ar)',
    summary: 'arm, arm64, arc: the rmb() that readl() ends with.',
  }),
  primitive('__iowmb', 'write', order.write, {
    scope: 'io',
    source: 'arch/arm/include/asm/io.h; arch/arc/include/asm/io.h; arch/arm64/include/asm/io.h (as __io_bw)',
    summary: 'arm, arm64, arc: the wmb() that writel() begins with.',
  }),
  primitive('smp_mb__before_llsc', 'before-atomic', order.beforeAtomic, {
    members: '{,__}smp_mb__before_llsc',
    condition: 'only right before an LL/SC sequence',
    source: 'arch/mips/include/asm/barrier.h (smp_mb__before_llsc)',
    summary: 'mips: the barrier in front of the LL/SC loop that makes an atomic fully ordered.',
  }),
  primitive('smp_llsc_mb', 'after-atomic', order.afterAtomic, {
    condition: 'only right after an LL/SC sequence',
    source: 'arch/mips/include/asm/barrier.h (smp_llsc_mb, __smp_mb__after_atomic)',
    summary: 'mips: the barrier after the LL/SC loop that makes an atomic fully ordered.',
  }),
];
