/**
 * Marked accesses: single-copy atomic and untouched by the compiler, but relaxed. They pair as the flag or the
 * data of a pattern, never as its ordering.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const marked: readonly Primitive[] = [
  primitive('READ_ONCE', 'load-relaxed', order.dependency, {
    address: 0,
    form: 'lvalue',
    since: '3.19 (address-dependency ordering on Alpha: 4.15)',
    source:
      'Documentation/memory-barriers.txt §COMPILER BARRIER, §GUARANTEES; tools/memory-model/Documentation/ordering.txt §Unordered Marked Operations',
    summary:
      'Marked load: no tearing, fusing or reloading, coherent per variable; orders only accesses that depend on its value.',
    gotcha: 'A control dependency from it orders later stores only, never loads.',
  }),
  primitive('WRITE_ONCE', 'store-relaxed', order.none, {
    address: 0,
    form: 'lvalue',
    value: 1,
    since: '4.0',
    source:
      'Documentation/memory-barriers.txt §COMPILER BARRIER; tools/memory-model/Documentation/ordering.txt §Unordered Marked Operations',
    summary: 'Marked store: no tearing, fusing or omission; gives no ordering against other variables.',
  }),
  primitive('__READ_ONCE', 'load-relaxed', order.dependency, {
    address: 0,
    form: 'lvalue',
    source: 'include/asm-generic/rwonce.h',
    summary: 'READ_ONCE() without the size check: the access may tear.',
  }),
  primitive('__WRITE_ONCE', 'store-relaxed', order.none, {
    address: 0,
    form: 'lvalue',
    value: 1,
    source: 'include/asm-generic/rwonce.h',
    summary: 'WRITE_ONCE() without the size check: the access may tear.',
  }),
  primitive('READ_ONCE_NOCHECK', 'load-relaxed', order.dependency, {
    address: 0,
    form: 'lvalue',
    source: 'include/asm-generic/rwonce.h',
    summary: 'READ_ONCE() of a word that KASAN/KCSAN do not look at; for stack unwinders.',
  }),
  primitive('atomic_read', 'load-relaxed', order.dependency, {
    members: '{,raw_,arch_}atomic{,64,_long}_read',
    address: 0,
    source: 'Documentation/atomic_t.txt §SEMANTICS (Non-RMW ops)',
    summary: 'Marked read of an atomic variable, the same as READ_ONCE(): unordered.',
  }),
  primitive('atomic_set', 'store-relaxed', order.none, {
    members: '{,raw_,arch_}atomic{,64,_long}_set',
    address: 0,
    value: 1,
    source: 'Documentation/atomic_t.txt §SEMANTICS (Non-RMW ops)',
    summary:
      'Marked store to an atomic variable, the same as WRITE_ONCE(): unordered, and not an RMW, so smp_mb__{before,after}_atomic() do not apply.',
  }),
];
