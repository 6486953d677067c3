/** Why an execution is impossible: the cycle that a rule forbids, taken apart into the steps that people reason in. */
import { type Execution, external, internal } from '../execution/execution.ts';
import type { Judgement } from '../model/judge.ts';
import type { Order } from '../model/linux-kernel.ts';
import type { StaticOrder } from '../model/static-order.ts';
import { complement } from '../relations/event-set.ts';
import { opt, plus, type Relation, seq, star, union } from '../relations/relation.ts';
import { shortestCycle, shortestPath } from './paths.ts';

/** From one event to the next, by a relation of the model. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly relation: string;
}

/** The steps end where they begin. There are none where a rule is not about a cycle. */
export function forbiddenCycle(x: Execution, s: StaticOrder, { broken, order }: Judgement): Step[] {
  const guide = new Guide(x, s, order);
  switch (broken) {
    case 'coherence':
      return guide.coherence();
    case 'atomic':
      return guide.atomic();
    case 'happens-before':
      return guide.around(shortestCycle(order!.hb), (from, to) => guide.hb(from, to));
    case 'propagation':
      return guide.around(shortestCycle(order!.pb), (from, to) => guide.pb(from, to));
    case 'rcu':
      return guide.rcu();
    default:
      return [];
  }
}

class Guide {
  constructor(
    private readonly x: Execution,
    private readonly s: StaticOrder,
    private readonly order: Order | undefined,
  ) {}

  around(cycle: readonly number[] | undefined, expand: (from: number, to: number) => Step[]): Step[] {
    return (cycle ?? []).slice(1).flatMap((to, i) => expand(cycle![i]!, to));
  }

  coherence(): Step[] {
    const { rf, co, fr } = this.x;
    const all = union(this.s.poLoc, rf, co, fr);
    return this.around(shortestCycle(all), (from, to) => [
      { from, to, relation: this.communication(from, to) ?? 'po-loc' },
    ]);
  }

  atomic(): Step[] {
    const { x } = this;
    for (const [load, store] of x.rmw.pairs()) {
      for (const between of external(x, x.fr).successors(load)) {
        if (!external(x, x.co).has(between, store)) continue;
        return [
          { from: load, to: between, relation: 'fre' },
          { from: between, to: store, relation: 'coe' },
          { from: store, to: load, relation: 'rmw^-1' },
        ];
      }
    }
    return [];
  }

  hb(from: number, to: number): Step[] {
    if (this.order!.rfe.has(from, to)) return [{ from, to, relation: 'rfe' }];
    if (this.order!.ppo.has(from, to)) return [{ from, to, relation: this.preserved(from, to) }];
    return this.prop(from, to);
  }

  pb(from: number, to: number): Step[] {
    const { prop, strongFence, hb } = this.order!;
    const hbStar = star(hb);
    for (const middle of prop.successors(from)) {
      for (const after of strongFence.successors(middle)) {
        if (!hbStar.has(after, to)) continue;
        const strong = { from: middle, to: after, relation: this.strong(middle, after) };
        return [...this.prop(from, middle), strong, ...this.path(hb, after, to, (a, b) => this.hb(a, b))];
      }
    }
    return [];
  }

  rcu(): Step[] {
    const { prop, hb, pb, rcu } = this.order!;
    const rest = seq(star(hb), star(pb));
    // A cycle that begins at a memory access says more than one that begins at a barrier.
    for (const event of [...this.x.M.members(), ...complement(this.x.M).members()]) {
      if (!rcu!.rb.has(event, event)) continue;
      for (const middle of prop.successors(event)) {
        for (const after of rcu!.rcuFence.successors(middle)) {
          if (!rest.has(after, event)) continue;
          const fence = { from: middle, to: after, relation: 'rcu-fence' };
          return [...this.prop(event, middle), fence, ...this.hbThenPb(after, event)];
        }
      }
    }
    return [];
  }

  private hbThenPb(from: number, to: number): Step[] {
    const { hb, pb } = this.order!;
    const pbStar = star(pb);
    for (const middle of opt(plus(hb)).successors(from)) {
      if (!pbStar.has(middle, to)) continue;
      const first = this.path(hb, from, middle, (a, b) => this.hb(a, b));
      return [...first, ...this.path(pb, middle, to, (a, b) => this.pb(a, b))];
    }
    return [];
  }

  /** `prop`: an overwrite of another process, fences that carry it on, and someone who reads it. */
  private prop(from: number, to: number): Step[] {
    const { overwriteExt, cumulFence, rfe } = this.order!;
    let best: Step[] | undefined;
    for (const start of [from, ...overwriteExt.successors(from)]) {
      for (let end = 0; end < this.x.size; end++) {
        if (end !== to && !rfe.has(end, to)) continue;
        const path = start === end ? [start] : shortestPath(cumulFence, start, end);
        if (!path) continue;
        const steps = this.around(path, (a, b) => this.cumulative(a, b));
        if (start !== from) steps.unshift({ from, to: start, relation: this.communication(from, start)! });
        if (end !== to) steps.push({ from: end, to, relation: 'rfe' });
        if (!best || steps.length < best.length) best = steps;
      }
    }
    return best ?? [];
  }

  private cumulative(from: number, to: number): Step[] {
    const { strongFence, poUnlockLockPo, rfe } = this.order!;
    const { wmb, poRel } = this.s;
    const direct = (a: number, b: number) =>
      strongFence.has(a, b) ? this.strong(a, b) : poRel.has(a, b) ? 'po-rel' : undefined;
    const relation =
      direct(from, to) ?? (wmb.has(from, to) ? 'wmb' : poUnlockLockPo.has(from, to) ? 'po-unlock-lock-po' : undefined);
    if (relation !== undefined) return [{ from, to, relation }];
    for (const reader of rfe.successors(from)) {
      const onward = direct(reader, to);
      if (onward === undefined) continue;
      return [
        { from, to: reader, relation: 'rfe' },
        { from: reader, to, relation: onward },
      ];
    }
    return [{ from, to, relation: 'cumul-fence' }];
  }

  private preserved(from: number, to: number): string {
    const { x, s } = this;
    const named: readonly (readonly [string, Relation])[] = [
      ['addr', x.addr],
      ['data', x.data],
      ['acq-po', s.acqPo],
      ['po-rel', s.poRel],
      ['rmb', s.rmb],
      ['wmb', s.wmb],
    ];
    const found = named.find(([, relation]) => relation.has(from, to));
    if (found) return found[0];
    if (this.order!.strongFence.has(from, to)) return this.strong(from, to);
    if (x.ctrl.has(from, to)) return 'ctrl';
    if (this.order!.poUnlockLockPo.has(from, to)) return 'po-unlock-lock-po';
    return this.communication(from, to) ?? (seq(s.dep, internal(x, x.rf)).has(from, to) ? 'dep;rfi' : 'ppo');
  }

  private strong(from: number, to: number): string {
    return this.s.gp.has(from, to) ? 'gp' : 'mb';
  }

  /** `rf`, `co` or `fr`, with `e` between processes and `i` within one. */
  private communication(from: number, to: number): string | undefined {
    const { x } = this;
    const where = x.int.has(from, to) ? 'i' : 'e';
    if (x.rf.has(from, to)) return `rf${where}`;
    if (x.co.has(from, to)) return `co${where}`;
    return x.fr.has(from, to) ? `fr${where}` : undefined;
  }

  private path(relation: Relation, from: number, to: number, expand: (from: number, to: number) => Step[]): Step[] {
    return from === to ? [] : this.around(shortestPath(relation, from, to), expand);
  }
}
