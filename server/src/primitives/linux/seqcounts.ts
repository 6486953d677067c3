/**
 * Sequence counters and locks. Their barriers are inside: the write section has two smp_wmb(), the read
 * section an acquire or smp_rmb() at the start and an smp_rmb() before the check.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const seqcounts: readonly Primitive[] = [
  primitive('read_seqcount_begin', 'seq-read-begin', order.acquire, {
    members: '{,raw_}read_seqcount_begin',
    address: 0,
    source: 'include/linux/seqlock.h; Documentation/locking/seqlock.rst',
    summary: 'Opens a lockless read section: waits for an even count, and the count is read before the protected data.',
    gotcha: '6.1: READ_ONCE()+smp_rmb() (loads only); 6.12.117: smp_load_acquire().',
  }),
  primitive('__read_seqcount_begin', 'seq-read-begin', 'this R -> later{R,W} (6.12.117); none (6.1.192)', {
    address: 0,
    condition: '6.1.192: no barrier, the caller must supply smp_rmb()',
    since: 'barrier included since the tree 6.12.117',
    source: 'include/linux/seqlock.h (6.1 and 6.12 differ)',
    summary: 'Opens a read section without lockdep; whether it contains the barrier depends on the kernel.',
    gotcha: 'Same name, different ordering in 6.1.192 and 6.12.117.',
  }),
  primitive('raw_read_seqcount', 'seq-read-begin', order.acquire, {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Reads the raw count, odd values included, before the protected data.',
  }),
  primitive('raw_seqcount_begin', 'seq-read-begin', order.acquire, {
    members: 'raw_seqcount_{begin,try_begin}',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Opens a read section without waiting for an even count; a running writer makes the retry check fail.',
  }),
  primitive('read_seqcount_retry', 'seq-read-retry', order.seqReadRetry, {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Closes a read section: the protected reads come before the count is read again (smp_rmb()).',
  }),
  primitive('__read_seqcount_retry', 'seq-read-retry', order.none, {
    address: 0,
    condition: 'the caller must supply smp_rmb()',
    source: 'include/linux/seqlock.h (kernel-doc)',
    summary: 'Closes a read section without the read barrier.',
    gotcha: 'Has no barrier in either kernel.',
  }),
  primitive('write_seqcount_begin', 'seq-write-begin', 'this W -> later{W}', {
    members: '{,raw_}write_seqcount_begin{,_nested}',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Opens a write section: count made odd, then smp_wmb(); writers must be serialised and non-preemptible.',
    gotcha: 'Orders stores only; loads in the section may be hoisted above it.',
  }),
  primitive('write_seqcount_end', 'seq-write-end', 'prior{W} -> this W', {
    members: '{,raw_}write_seqcount_end',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Closes a write section: smp_wmb(), then count made even.',
  }),
  primitive('raw_write_seqcount_barrier', 'write', 'prior{W} -> later{W} [for readers of this seqcount]', {
    address: 0,
    condition: 'surrounding stores must be WRITE_ONCE()',
    source: 'include/linux/seqlock.h (kernel-doc)',
    summary:
      'Bumps the count twice around one smp_wmb(): readers see stores before it and after it in order, not atomically.',
  }),
  primitive('write_seqcount_invalidate', 'seq-write-end', 'prior{W} -> this W', {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Makes running readers retry: smp_wmb(), then the count advances by two.',
  }),
  primitive('read_seqcount_latch', 'seq-read-begin', order.dependency, {
    members: '{,raw_}read_seqcount_latch',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Reads a latch count; the dependent index (count & 1) into the data copies carries the ordering.',
    gotcha: 'Address dependency only: index the copies with the value returned.',
  }),
  primitive('read_seqcount_latch_retry', 'seq-read-retry', order.seqReadRetry, {
    members: '{,raw_}read_seqcount_latch_retry',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Closes a latch read section: smp_rmb() then re-read.',
  }),
  primitive('raw_write_seqcount_latch', 'write', 'prior{W} -> this W; this W -> later{W}', {
    members: '{raw_write_seqcount_latch,write_seqcount_latch{,_begin}}',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Switches latch readers to the other copy: smp_wmb(), increment, smp_wmb().',
  }),
  primitive('write_seqcount_latch_end', 'other', order.none, {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Marks the end of a latch write section for KCSAN; emits no barrier.',
  }),
  primitive('read_seqbegin', 'seq-read-begin', order.acquire, {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Opens a lockless read section of a seqlock.',
  }),
  primitive('read_seqretry', 'seq-read-retry', order.seqReadRetry, {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Closes a lockless read section of a seqlock.',
  }),
  primitive(
    'write_seqlock',
    'seq-write-begin',
    'this R -> later{R,W}; same lock: earlier section{R,W} -> this section{R,W}; this W -> later{W}',
    {
      members: 'write_seqlock{,_irq,_irqsave,_bh}',
      address: 0,
      source: 'include/linux/seqlock.h',
      summary: 'Takes the spinlock of a seqlock and opens the write section.',
    },
  ),
  primitive('write_sequnlock', 'seq-write-end', 'prior{W} -> this W; prior{R,W} -> this W', {
    members: 'write_sequnlock{,_irq,_irqrestore,_bh}',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Closes the write section of a seqlock and drops its spinlock.',
  }),
  primitive('read_seqlock_excl', 'lock', order.lock, {
    members: 'read_seqlock_excl{,_irq,_irqsave,_bh}',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Locking reader: takes the spinlock of a seqlock without touching the count.',
  }),
  primitive('read_sequnlock_excl', 'unlock', order.release, {
    members: 'read_sequnlock_excl{,_irq,_irqrestore,_bh}',
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Drops the lock taken by read_seqlock_excl().',
  }),
  primitive('read_seqbegin_or_lock', 'seq-read-begin', order.acquire, {
    members: 'read_seqbegin_or_lock{,_irqsave}',
    address: 0,
    condition: 'even *seq: lockless; odd: takes the lock',
    source: 'include/linux/seqlock.h',
    summary: 'Opens a read section locklessly first and with the lock on the second try.',
  }),
  primitive('need_seqretry', 'seq-read-retry', 'prior{R} -> this R [lockless pass]', {
    address: 0,
    source: 'include/linux/seqlock.h',
    summary: 'Checks whether a read_seqbegin_or_lock() section must be redone.',
  }),
  primitive('done_seqretry', 'unlock', 'prior{R,W} -> this W [locking pass]', {
    members: 'done_seqretry{,_irqrestore}',
    address: 0,
    condition: 'only when the lock was taken',
    source: 'include/linux/seqlock.h',
    summary: 'Ends a read_seqbegin_or_lock() section, dropping the lock if held.',
  }),
  primitive('scoped_seqlock_read', 'seq-read-begin', 'this R -> later{R,W}; prior{R} -> next count read', {
    address: 0,
    source: 'include/linux/seqlock.h (6.12 tree)',
    summary: 'Loop form of a seqlock read section, lockless first and locked on retry if asked.',
  }),
  primitive('u64_stats_update_begin', 'seq-write-begin', 'this W -> later{W} [32-bit only]', {
    members: '{,__}u64_stats_update_begin{,_irqsave}',
    address: 0,
    condition: 'a no-op on 64-bit kernels',
    source: 'include/linux/u64_stats_sync.h',
    summary: 'Opens a statistics update: a seqcount write section on 32-bit, nothing on 64-bit.',
    gotcha: 'No ordering at all on 64-bit.',
  }),
  primitive('u64_stats_update_end', 'seq-write-end', 'prior{W} -> this W [32-bit only]', {
    members: '{,__}u64_stats_update_end{,_irqrestore}',
    address: 0,
    condition: 'a no-op on 64-bit kernels',
    source: 'include/linux/u64_stats_sync.h',
    summary: 'Closes a statistics update.',
  }),
  primitive('u64_stats_fetch_begin', 'seq-read-begin', 'this R -> later{R,W} [32-bit only]', {
    members: '{,__}u64_stats_fetch_begin{,_irq}',
    address: 0,
    condition: 'a no-op on 64-bit kernels',
    source: 'include/linux/u64_stats_sync.h',
    summary: 'Opens a statistics read.',
  }),
  primitive('u64_stats_fetch_retry', 'seq-read-retry', 'prior{R} -> this R [32-bit only]', {
    members: '{,__}u64_stats_fetch_retry{,_irq}',
    address: 0,
    condition: 'a no-op on 64-bit kernels',
    source: 'include/linux/u64_stats_sync.h',
    summary: 'Closes a statistics read; true means retry.',
  }),
];
