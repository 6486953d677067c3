/** The section "Plain accesses and data races" of linux-kernel.cat. */
import { fencerel } from '../execution/base.ts';
import { type Execution, internal } from '../execution/execution.ts';
import { both, either, without } from '../relations/event-set.ts';
import { cross, inter, inverse, minus, opt, seq, star, union } from '../relations/relation.ts';
import type { Order } from './linux-kernel.ts';
import type { StaticOrder } from './static-order.ts';

export interface PlainOutcome {
  /** Whether plain accesses are coherent where they are ordered; otherwise the execution is impossible. */
  readonly isCoherent: boolean;
  readonly flags: readonly string[];
  /** Two accesses that race, when some do. */
  readonly race?: readonly [number, number];
}

export function checkPlain(x: Execution, s: StaticOrder, order: Order): PlainOutcome {
  const { po, ext, rf, co, fr, Marked, Plain, M, W, IW, addr } = x;
  const { rfe, nonrwFence, cumulFence, hb, pb, rcu } = order;
  const flags: string[] = [];

  // Fences, with what grace periods add to them.
  const fence = rcu ? union(order.fence, rcu.rcuFence) : order.fence;
  const strongFence = rcu ? union(order.strongFence, rcu.rcuFence) : order.strongFence;

  // Warn about plain writes and marked accesses in the same region.
  const apart = minus(s.poLoc, barrier(x));
  const plainW = both(Plain, W);
  if (!union(seq(plainW, apart, Marked), seq(Marked, apart, plainW)).isEmpty) flags.push('mixed-accesses');

  // Executes-before and visibility.
  const xbstar = star(rcu ? union(hb, pb, rcu.rb) : union(hb, pb));
  const vis = seq(star(cumulFence), opt(rfe), Marked, union(seq(strongFence, Marked, xbstar), internal(x, xbstar)));

  // Boundaries for lifetimes of plain accesses.
  const rmbFence = fencerel(x, x.fences('rmb'));
  const wPreBounded = seq(Marked, opt(union(addr, fence)));
  const rPreBounded = seq(Marked, opt(union(addr, nonrwFence, seq(s.R4rmb, rmbFence, s.NotNoreturn))));
  const wPostBounded = seq(opt(fence), Marked);
  const rPostBounded = seq(opt(union(nonrwFence, seq(s.NotNoreturn, rmbFence, s.R4rmb))), Marked);

  // Visibility and executes-before for plain accesses.
  const wwVis = union(fence, seq(strongFence, xbstar, wPreBounded), seq(wPostBounded, vis, wPreBounded));
  const wrVis = union(fence, seq(strongFence, xbstar, rPreBounded), seq(wPostBounded, vis, rPreBounded));
  const rwXbstar = union(fence, seq(rPostBounded, xbstar, wPreBounded));

  // Potential races.
  const preRace = inter(ext, union(cross(Plain, M), cross(without(M, IW), Plain)));

  // Coherence requirements for plain accesses.
  const wrIncoh = inter(inter(preRace, rf), inverse(rwXbstar));
  const rwIncoh = inter(inter(preRace, fr), inverse(wrVis));
  const wwIncoh = inter(inter(preRace, co), inverse(wwVis));
  if (!union(wrIncoh, rwIncoh, wwIncoh).isEmpty) return { isCoherent: false, flags: [] };

  // Actual races.
  const wwNonrace = inter(inter(wwVis, union(cross(Marked, W), rwXbstar)), union(cross(W, Marked), wrVis));
  const wwRace = minus(inter(preRace, co), wwNonrace);
  const wrRace = minus(minus(inter(preRace, seq(opt(co), rf)), wrVis), inverse(rwXbstar));
  const rwRace = minus(inter(preRace, fr), rwXbstar);
  const [race] = union(wwRace, wrRace, rwRace).pairs();
  return race ? { isCoherent: true, flags: [...flags, 'data-race'], race } : { isCoherent: true, flags };

  /** `barrier`: what the compiler does not move accesses across. */
  function barrier(e: Execution) {
    const kinds = ['barrier', 'rmb', 'wmb', 'mb', 'sync-rcu', 'sync-srcu', 'before-atomic', 'after-atomic'];
    const sections = ['rcu-lock', 'rcu-unlock', 'srcu-lock', 'srcu-unlock', 'srcu-down', 'srcu-up'];
    const sets = [...kinds, ...sections].map((kind) => e.fences(kind));
    const around = fencerel(e, either(e.Acquire, e.Release, ...sets));
    return union(around, seq(po, e.Release), seq(e.Acquire, po));
  }
}
