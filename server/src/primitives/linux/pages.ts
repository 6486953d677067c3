/**
 * Page and buffer flags that publish contents, their locks, and i_size.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const pages: readonly Primitive[] = [
  primitive('i_size_read', 'acquire', order.acquire, {
    address: 0,
    form: 'pointer to the inode',
    condition: 'acquire on 64-bit in 6.12.117 only; 32-bit SMP uses a seqcount',
    source: 'include/linux/fs.h (i_size_read)',
    summary: 'Reads the file size; pairs with the smp_store_release() of i_size_write().',
    gotcha: '6.1.192: a plain read on 64-bit.',
  }),
  primitive('i_size_write', 'release', order.release, {
    address: 0,
    form: 'pointer to the inode',
    value: 1,
    condition: 'release on 64-bit in 6.12.117 only; 32-bit SMP uses a seqcount',
    source: 'include/linux/fs.h (i_size_write)',
    summary: 'Writes the file size with RELEASE, so data written before is visible to whoever sees the new size.',
    gotcha: '6.1.192: a plain store on 64-bit.',
  }),
  primitive('folio_mark_uptodate', 'write', 'prior{W} -> flag{W}', {
    members: '{{,__}folio_mark_uptodate,{,__}SetPageUptodate}',
    address: 0,
    form: 'pointer to the folio',
    source: 'include/linux/page-flags.h (folio_mark_uptodate)',
    summary: 'smp_wmb() then set the uptodate bit, so the contents are visible before the flag.',
  }),
  primitive('folio_test_uptodate', 'read', 'flag{R} -> later{R} [if set]', {
    members: '{folio_test_uptodate,PageUptodate}',
    address: 0,
    form: 'pointer to the folio',
    condition: 'smp_rmb() only if the bit was set',
    source: 'include/linux/page-flags.h (folio_test_uptodate)',
    summary: 'Tests the uptodate bit; smp_rmb() orders later reads of the contents when it is set.',
  }),
  primitive('set_buffer_uptodate', 'release', 'prior{R,W} -> flag{RMW}', {
    address: 0,
    form: 'pointer to the buffer head',
    condition: 'skipped if the bit is already set',
    source: 'include/linux/buffer_head.h (set_buffer_uptodate)',
    summary: 'smp_mb__before_atomic() then set_bit(): contents visible before the flag.',
  }),
  primitive('buffer_uptodate', 'acquire', order.acquire, {
    address: 0,
    form: 'pointer to the buffer head',
    source: 'include/linux/buffer_head.h (buffer_uptodate uses test_bit_acquire)',
    summary: 'Tests the uptodate bit with ACQUIRE.',
  }),
  primitive('lock_buffer / trylock_buffer', 'lock', order.lock, {
    members: '{,try}lock_buffer',
    address: 0,
    form: 'pointer to the buffer head',
    condition: 'trylock only on success',
    source: 'include/linux/buffer_head.h (test_and_set_bit_lock)',
    summary: 'Buffer lock acquisition: ACQUIRE.',
  }),
  primitive('unlock_buffer', 'unlock', 'prior{R,W} -> this W; this W -> waiter check{R}', {
    address: 0,
    form: 'pointer to the buffer head',
    source: 'fs/buffer.c (clear_bit_unlock + smp_mb__after_atomic + wake_up_bit)',
    summary: 'Buffer unlock: RELEASE, full barrier, wakeup.',
  }),
  primitive('folio_lock / lock_page', 'lock', order.lock, {
    members: '{folio_lock,folio_trylock,folio_lock_killable,lock_page,trylock_page,lock_page_killable}',
    address: 0,
    form: 'pointer to the folio',
    condition: 'trylock, killable and retry forms only on success',
    source: 'include/linux/pagemap.h (folio_trylock uses test_and_set_bit_lock)',
    summary: 'Page lock acquisition: ACQUIRE.',
  }),
  primitive('folio_unlock / unlock_page', 'unlock', order.release, {
    members: '{folio_unlock,unlock_page}',
    address: 0,
    form: 'pointer to the folio',
    source: 'mm/filemap.c (folio_unlock); include/asm-generic/bitops/instrumented-lock.h',
    summary: 'Page unlock with RELEASE, waking waiters.',
  }),
];
