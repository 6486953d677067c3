/**
 * Bit operations (Documentation/atomic_bitops.txt). The address is that of the bitmap; the bit number is the
 * other argument.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const bitops: readonly Primitive[] = [
  primitive('{set,clear,change}_bit', 'rmw-relaxed', order.none, {
    members: '{,arch_}{set,clear,change}_bit',
    address: 1,
    source: 'Documentation/atomic_bitops.txt §ORDERING; include/asm-generic/bitops/instrumented-atomic.h',
    summary: 'Atomic bit update without a return value: atomic, no barrier implied.',
    gotcha: 'clear_bit() is not an unlock: use clear_bit_unlock() or smp_mb__before_atomic().',
  }),
  primitive('assign_bit', 'rmw-relaxed', order.none, {
    address: 1,
    source: 'include/linux/bitops.h (assign_bit)',
    summary: 'set_bit() or clear_bit() by value: atomic, no barrier implied.',
  }),
  primitive('test_bit', 'load-relaxed', order.none, {
    members: '{,arch_}test_bit',
    address: 1,
    source: 'Documentation/atomic_bitops.txt §ORDERING',
    summary: 'Non-RMW bit test: unordered.',
  }),
  primitive('test_bit_acquire', 'acquire', order.acquire, {
    members: '{,arch_,generic_,_}test_bit_acquire',
    address: 1,
    since: '6.0',
    source: 'Documentation/atomic_bitops.txt §ORDERING',
    summary: 'Bit test with ACQUIRE ordering; pairs with clear_bit_unlock() or smp_mb__before_atomic()+set_bit().',
  }),
  primitive('test_and_{set,clear,change}_bit', 'rmw-full', order.fullRmw, {
    members: '{,arch_}test_and_{set,clear,change}_bit',
    address: 1,
    source:
      'Documentation/atomic_bitops.txt §ORDERING (RMW operations that are conditional are fully ordered); include/asm-generic/bitops/instrumented-atomic.h',
    summary: 'Atomic bit update returning the old bit; fully ordered whether or not the bit changed.',
    gotcha: 'Unlike cmpxchg(), ordering does not depend on success.',
  }),
  primitive('test_and_set_bit_lock', 'rmw-acquire', 'this R -> later{R,W} [returns 0]', {
    members: '{,arch_}test_and_set_bit_lock',
    address: 1,
    condition: 'ACQUIRE only when it returns 0 (lock taken)',
    source: 'Documentation/atomic_bitops.txt §ORDERING; include/asm-generic/bitops/instrumented-lock.h',
    summary: 'Try to take a bit lock: ACQUIRE when the bit was clear before.',
  }),
  primitive('clear_bit_unlock', 'rmw-release', order.release, {
    members: '{,arch_}clear_bit_unlock',
    address: 1,
    source: 'Documentation/atomic_bitops.txt §ORDERING; include/asm-generic/bitops/instrumented-lock.h',
    summary: 'Clear a lock bit with RELEASE ordering.',
    gotcha: 'Needs smp_mb__after_atomic() before wake_up_bit().',
  }),
  primitive('__clear_bit_unlock', 'release', order.release, {
    members: '{,arch_}__clear_bit_unlock',
    address: 1,
    condition: 'only if no other CPU changes other bits of the word',
    source: 'include/asm-generic/bitops/instrumented-lock.h',
    summary: 'Non-atomic bit unlock with RELEASE ordering.',
  }),
  primitive('xor_unlock_is_negative_byte', 'rmw-release', order.release, {
    members: '{,arch_}xor_unlock_is_negative_byte',
    address: 1,
    value: 0,
    since: '6.7',
    source: 'include/asm-generic/bitops/instrumented-lock.h',
    summary: 'Flip lock bits with RELEASE and report bit 7 (waiters).',
  }),
  primitive('__{set,clear,change,test_and_*}_bit', 'other', order.none, {
    members: '{,arch_}__{set,clear,change,test_and_set,test_and_clear,test_and_change}_bit',
    address: 1,
    condition: 'non-atomic',
    scope: 'cpu-local',
    source:
      'Documentation/atomic_bitops.txt §API (All RMW atomic operations have a __ prefixed variant which is non-atomic)',
    summary: 'Non-atomic bit operation: neither atomic nor ordered; needs a lock or private data.',
  }),
  primitive('sync_{set,clear,change}_bit', 'rmw-relaxed', order.none, {
    members: 'sync_{set,clear,change}_bit',
    address: 1,
    source: 'arch/x86/include/asm/sync_bitops.h; Documentation/atomic_bitops.txt',
    summary:
      'Bit update that stays SMP-atomic on uniprocessor kernels, for memory shared with a hypervisor; unordered.',
  }),
  primitive('sync_test_and_{set,clear,change}_bit', 'rmw-full', order.fullRmw, {
    members: 'sync_test_and_{set,clear,change}_bit',
    address: 1,
    source: 'arch/x86/include/asm/sync_bitops.h; Documentation/atomic_bitops.txt',
    summary: 'Bit test-and-update that stays SMP-atomic on uniprocessor kernels; fully ordered.',
  }),
  primitive('sync_test_bit', 'load-relaxed', order.none, {
    address: 1,
    source: 'arch/x86/include/asm/sync_bitops.h; Documentation/atomic_bitops.txt',
    summary: 'test_bit() under the sync_ name.',
  }),
  primitive('{set,clear}_bit_le', 'rmw-relaxed', order.none, {
    members: '{set,clear}_bit_le',
    address: 1,
    source: 'include/asm-generic/bitops/le.h',
    summary: 'Little-endian numbered set_bit()/clear_bit(): unordered.',
  }),
  primitive('test_and_{set,clear}_bit_le', 'rmw-full', order.fullRmw, {
    members: 'test_and_{set,clear}_bit_le',
    address: 1,
    source: 'include/asm-generic/bitops/le.h',
    summary: 'Little-endian numbered test_and_set_bit()/test_and_clear_bit(): fully ordered.',
  }),
];
