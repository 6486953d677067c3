/**
 * What constrains the compiler alone, and what is there for race detectors. None of it orders anything
 * between CPUs; it is listed so that nobody takes it for a partner.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const compiler: readonly Primitive[] = [
  primitive('barrier', 'compiler', order.compiler, {
    scope: 'compiler',
    source: 'Documentation/memory-barriers.txt §COMPILER BARRIER; include/linux/compiler.h',
    summary: 'Stops the compiler moving any memory access across this point; the CPU may still reorder freely.',
  }),
  primitive('barrier_data', 'compiler', 'compiler: prior{R,W} -> later{R,W} (and *ptr treated as observed)', {
    address: 0,
    scope: 'compiler',
    source: 'include/linux/compiler.h (barrier_data)',
    summary:
      'Compiler barrier that also makes the compiler treat the object behind ptr as read and written, so dead stores to it survive.',
  }),
  primitive('OPTIMIZER_HIDE_VAR', 'compiler', order.none, {
    address: 0,
    form: 'lvalue',
    scope: 'compiler',
    source: 'include/linux/compiler.h (OPTIMIZER_HIDE_VAR)',
    summary: 'Hides the value of a variable from the optimizer; it is not a memory barrier and has no memory clobber.',
  }),
  primitive('RELOC_HIDE', 'compiler', order.none, {
    address: 0,
    form: 'lvalue',
    scope: 'compiler',
    source: 'include/linux/compiler.h (RELOC_HIDE)',
    summary: 'Pointer arithmetic laundered through asm so the compiler loses its origin; no memory ordering.',
  }),
  primitive('cpu_relax', 'compiler', order.compiler, {
    scope: 'compiler',
    source: 'Documentation/process/volatile-considered-harmful.rst; kernel/locking/mutex.c comment on cpu_relax()',
    summary:
      'Spin-loop hint that also acts as a compiler barrier, so the loop condition is reloaded; gives no CPU ordering.',
  }),
  primitive('data_race', 'other', order.none, {
    address: 0,
    form: 'expression',
    scope: 'compiler',
    since: '5.8',
    source:
      'tools/memory-model/Documentation/access-marking.txt §Use of the data_race() Macro; include/linux/compiler.h',
    summary: 'Tells KCSAN that the racy plain access inside is intended; changes neither generated code nor ordering.',
    gotcha: 'Not a substitute for READ_ONCE(): loads inside may still be fused, torn or invented.',
  }),
  primitive('__data_racy', 'other', order.none, {
    scope: 'compiler',
    since: '6.10',
    source: 'tools/memory-model/Documentation/access-marking.txt §Use of __data_racy',
    summary:
      'Type qualifier that makes KCSAN ignore every access to the variable; no effect on the compiler or on ordering.',
  }),
  primitive('ASSERT_EXCLUSIVE_{WRITER,ACCESS}', 'other', order.none, {
    members: 'ASSERT_EXCLUSIVE_{WRITER,ACCESS,BITS}{,_SCOPED}',
    address: 0,
    form: 'lvalue',
    scope: 'compiler',
    source: 'tools/memory-model/Documentation/access-marking.txt §ACCESS-DOCUMENTATION OPTIONS',
    summary: 'KCSAN assertion that nobody else writes (or touches) the variable concurrently; no ordering.',
  }),
  primitive('kcsan_{mb,wmb,rmb,release}', 'other', order.none, {
    members: '{,__}kcsan_{mb,wmb,rmb,release}',
    scope: 'compiler',
    source: 'include/linux/kcsan-checks.h (__kcsan_mb and friends)',
    summary: 'KCSAN instrumentation that reports a barrier to the sanitizer; emits no barrier itself.',
  }),
  primitive('barrier_nospec / array_index_nospec', 'other', order.none, {
    members: '{barrier_nospec,array_index_nospec,array_index_mask_nospec}',
    scope: 'cpu-local',
    source: 'include/linux/nospec.h; Documentation/staging/speculation.rst',
    summary: 'Speculation hardening (Spectre): limits speculative execution, not a memory barrier.',
  }),
];
