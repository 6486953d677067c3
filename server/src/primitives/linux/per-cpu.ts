/**
 * local_t and per-CPU operations: atomic against interrupts of this CPU only, and no ordering between CPUs.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const perCpu: readonly Primitive[] = [
  primitive('local_read', 'load-relaxed', order.none, {
    members: 'local{,64}_read',
    address: 0,
    scope: 'cpu-local',
    source: 'Documentation/core-api/local_ops.rst',
    summary: 'Reads a per-CPU local_t; from another CPU the value may appear out of order.',
  }),
  primitive('local_set', 'store-relaxed', order.none, {
    members: 'local{,64}_set',
    address: 0,
    value: 1,
    scope: 'cpu-local',
    source: 'Documentation/core-api/local_ops.rst',
    summary: 'Sets a per-CPU local_t: unordered.',
  }),
  primitive('local_{inc,dec,add,sub,...}', 'rmw-relaxed', order.none, {
    members:
      'local{,64}_{inc,dec,add,sub,{inc,dec,add,sub}_return,{inc,dec,sub}_and_test,add_negative,xchg,cmpxchg,try_cmpxchg,add_unless,inc_not_zero}',
    condition: 'writes only by the owning CPU',
    scope: 'cpu-local',
    source: 'Documentation/core-api/local_ops.rst',
    summary: 'Per-CPU atomic update, atomic against interrupts on this CPU only and without SMP barriers.',
  }),
  primitive('{this_cpu,raw_cpu,__this_cpu}_read', 'load-relaxed', order.none, {
    members: '{this_cpu,raw_cpu,__this_cpu}_read',
    address: 0,
    form: 'lvalue',
    scope: 'cpu-local',
    source: 'Documentation/core-api/this_cpu_ops.rst',
    summary: "Reads this CPU's copy of a per-CPU variable, without SMP ordering.",
  }),
  primitive('{this_cpu,raw_cpu,__this_cpu}_write', 'store-relaxed', order.none, {
    members: '{this_cpu,raw_cpu,__this_cpu}_write',
    address: 0,
    form: 'lvalue',
    value: 1,
    scope: 'cpu-local',
    source: 'Documentation/core-api/this_cpu_ops.rst',
    summary: "Writes this CPU's copy of a per-CPU variable, without SMP ordering.",
  }),
  primitive('{this_cpu,raw_cpu,__this_cpu}_{add,inc,cmpxchg,...}', 'rmw-relaxed', order.none, {
    members:
      '{this_cpu,raw_cpu,__this_cpu}_{add,sub,inc,dec,and,or,{add,sub,inc,dec}_return,xchg,cmpxchg,try_cmpxchg,cmpxchg64,cmpxchg128,cmpxchg_double}',
    address: 0,
    form: 'lvalue',
    value: 1,
    scope: 'cpu-local',
    source: 'Documentation/core-api/this_cpu_ops.rst',
    summary:
      "Operation on this CPU's copy of a per-CPU variable, safe against preemption or interrupts but without SMP ordering.",
  }),
];
