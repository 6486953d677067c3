/**
 * Atomic read-modify-writes that have no _relaxed, _acquire and _release forms: void ones, which are
 * unordered, tests, which are fully ordered, and conditional ones, fully ordered when they succeed.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const atomics: readonly Primitive[] = [
  primitive('atomic_{add,sub,and,or,xor,andnot}', 'rmw-relaxed', order.none, {
    members: '{,raw_,arch_}atomic{,64,_long}_{add,sub,and,or,xor,andnot}',
    address: 1,
    value: 0,
    source: 'Documentation/atomic_t.txt §ORDERING (RMW operations that have no return value are unordered)',
    summary: 'Void atomic update: atomic but unordered on every other location.',
    gotcha: 'x86 happens to make it a full barrier; portable code needs smp_mb__{before,after}_atomic().',
  }),
  primitive('atomic_{inc,dec}', 'rmw-relaxed', order.none, {
    members: '{,raw_,arch_}atomic{,64,_long}_{inc,dec}',
    address: 0,
    source: 'Documentation/atomic_t.txt §ORDERING (RMW operations that have no return value are unordered)',
    summary: 'Void atomic increment or decrement: atomic but unordered on every other location.',
    gotcha: 'Its read half is not ordered by smp_rmb() in LKMM (Noreturn).',
  }),
  primitive('atomic_sub_and_test', 'rmw-full', order.fullRmw, {
    members: '{,raw_,arch_}atomic{,64,_long}_sub_and_test',
    address: 1,
    value: 0,
    source: 'Documentation/atomic_t.txt §ORDERING; tools/memory-model/linux-kernel.def',
    summary: 'Atomic subtract and report whether the result is zero; unconditional RMW, so fully ordered either way.',
  }),
  primitive('atomic_{dec,inc}_and_test', 'rmw-full', order.fullRmw, {
    members: '{,raw_,arch_}atomic{,64,_long}_{dec,inc}_and_test',
    address: 0,
    source: 'Documentation/atomic_t.txt §ORDERING; tools/memory-model/linux-kernel.def',
    summary: 'Atomic decrement or increment and report whether the result is zero; fully ordered either way.',
  }),
  primitive('atomic_add_unless', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}atomic{,64,_long}_add_unless',
    address: 0,
    value: 1,
    condition: 'fully ordered only when the update happens; otherwise unordered',
    source:
      'include/linux/atomic/atomic-arch-fallback.h (kernel-doc of raw_atomic_add_unless); Documentation/atomic_t.txt §ORDERING',
    summary:
      'Atomic add unless the value equals u, returning whether it added; full ordering on success, none on failure.',
  }),
  primitive('atomic_fetch_add_unless', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}atomic{,64,_long}_fetch_add_unless',
    address: 0,
    value: 1,
    condition: 'fully ordered only when the update happens; otherwise unordered',
    source:
      'include/linux/atomic/atomic-arch-fallback.h (kernel-doc of raw_atomic_fetch_add_unless); Documentation/atomic_t.txt §ORDERING',
    summary:
      'Atomic add unless the value equals u, returning the old value; full ordering on success, none on failure.',
  }),
  primitive('atomic_inc_not_zero', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}atomic{,64,_long}_inc_not_zero',
    address: 0,
    condition: 'fully ordered only when the update happens; otherwise unordered',
    source:
      'include/linux/atomic/atomic-arch-fallback.h (kernel-doc of raw_atomic_inc_not_zero); Documentation/atomic_t.txt §ORDERING',
    summary: 'Atomic increment unless zero; full ordering on success, none on failure.',
  }),
  primitive('atomic_inc_unless_negative', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}atomic{,64,_long}_inc_unless_negative',
    address: 0,
    condition: 'fully ordered only when the update happens; otherwise unordered',
    source:
      'include/linux/atomic/atomic-arch-fallback.h (kernel-doc of raw_atomic_inc_unless_negative); Documentation/atomic_t.txt §ORDERING',
    summary: 'Atomic increment unless negative; full ordering on success, none on failure.',
  }),
  primitive('atomic_dec_unless_positive', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}atomic{,64,_long}_dec_unless_positive',
    address: 0,
    condition: 'fully ordered only when the update happens; otherwise unordered',
    source:
      'include/linux/atomic/atomic-arch-fallback.h (kernel-doc of raw_atomic_dec_unless_positive); Documentation/atomic_t.txt §ORDERING',
    summary: 'Atomic decrement unless positive; full ordering on success, none on failure.',
  }),
  primitive('atomic_dec_if_positive', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}atomic{,64,_long}_dec_if_positive',
    address: 0,
    condition: 'fully ordered only when the update happens; otherwise unordered',
    source:
      'include/linux/atomic/atomic-arch-fallback.h (kernel-doc of raw_atomic_dec_if_positive); Documentation/atomic_t.txt §ORDERING',
    summary: 'Atomic decrement if the result stays non-negative; full ordering on success, none on failure.',
  }),
  primitive(
    'atomic_dec_and_{lock,raw_lock}',
    'rmw-conditional-full',
    'prior{R,W} -> later{R,W} [returns true, lock held]; otherwise as atomic_add_unless(v,-1,1)',
    {
      members: 'atomic_dec_and_{,raw_}lock{,_irqsave}',
      address: 0,
      condition: 'takes the lock only when the count reaches zero',
      source: 'lib/dec_and_lock.c; Documentation/core-api/refcount-vs-atomic.rst case lock-based RMW',
      summary:
        'Decrement; if it hits zero return true holding the spinlock, fully ordered then (lock plus atomic_dec_and_test()).',
    },
  ),
  primitive(
    'atomic_dec_and_mutex_lock',
    'rmw-conditional-full',
    'prior{R,W} -> later{R,W} [returns true, mutex held]; otherwise as atomic_add_unless(v,-1,1)',
    {
      address: 0,
      condition: 'takes the mutex only when the count reaches zero',
      source: 'include/linux/mutex.h; kernel/locking/mutex.c; Documentation/core-api/refcount-vs-atomic.rst',
      summary: 'Decrement; if it hits zero return true holding the mutex.',
    },
  ),
  primitive('{try_,}cmpxchg{,64,128}_local', 'rmw-relaxed', order.none, {
    members: '{,raw_,arch_}{,try_}cmpxchg{,64,128}_local',
    address: 0,
    value: 2,
    condition: 'no ordering towards other CPUs',
    scope: 'cpu-local',
    source: 'Documentation/core-api/local_ops.rst; include/linux/atomic/atomic-instrumented.h',
    summary: 'Compare-and-exchange that is atomic only against this CPU (interrupts); not SMP-safe and no barrier.',
  }),
  primitive('sync_cmpxchg', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    members: '{,raw_,arch_}sync_{,try_}cmpxchg',
    address: 0,
    value: 2,
    condition: 'only on success (same as cmpxchg)',
    source: 'include/linux/atomic/atomic-instrumented.h',
    summary: 'cmpxchg() that stays LOCK-prefixed on uniprocessor builds, for memory shared with a hypervisor.',
  }),
  primitive('set_mask_bits', 'rmw-full', order.fullRmw, {
    address: 0,
    value: 2,
    incidental: true,
    source: 'include/linux/bitops.h (set_mask_bits uses try_cmpxchg)',
    summary: 'Atomically clear the mask bits and set others with a cmpxchg loop, so fully ordered.',
  }),
  primitive('bit_clear_unless', 'rmw-conditional-full', order.fullRmwOnSuccess, {
    address: 0,
    value: 1,
    condition: 'only when it updates',
    incidental: true,
    source: 'include/linux/bitops.h (bit_clear_unless uses try_cmpxchg)',
    summary: 'Atomically clear bits unless others are set, with a cmpxchg loop: fully ordered when it updates.',
  }),
];
