/**
 * The Linux-kernel memory model, tools/memory-model/linux-kernel.cat of Linux 6.1, said again in relation algebra:
 * which executions are possible. The names are those of the cat file, which explanation.txt beside it explains.
 */
import { fencerel } from '../execution/base.ts';
import { type Execution, external, internal } from '../execution/execution.ts';
import {
  inter,
  irreflexivePart,
  isAcyclic,
  isIrreflexive,
  opt,
  plus,
  Relation,
  seq,
  star,
  union,
} from '../relations/relation.ts';
import { gracePeriods, type RcuOrder } from './rcu.ts';
import type { StaticOrder } from './static-order.ts';

/** The rules that an execution can break, by their names in the cat file. */
export type Axiom = 'coherence' | 'atomic' | 'happens-before' | 'propagation' | 'rcu' | 'plain-coherence';

/** The relations that the rules are about. */
export interface Order {
  readonly rfe: Relation;
  readonly strongFence: Relation;
  readonly nonrwFence: Relation;
  readonly fence: Relation;
  readonly poUnlockLockPo: Relation;
  readonly ppo: Relation;
  readonly cumulFence: Relation;
  readonly overwriteExt: Relation;
  readonly prop: Relation;
  readonly hb: Relation;
  readonly pb: Relation;
  /** Where there are grace periods. */
  readonly rcu?: RcuOrder;
}

/** The first rule that is broken, in the order of the cat file, and the relations as far as they were needed. */
export interface Outcome {
  readonly broken?: Axiom;
  readonly order?: Order;
}

/** Coherence and atomicity: "Fundamental coherence ordering". */
export function checkCoherence(x: Execution, { poLoc }: StaticOrder): Axiom | undefined {
  const com = union(x.rf, x.co, x.fr);
  if (!isAcyclic(union(poLoc, com))) return 'coherence';
  const between = seq(external(x, x.fr), external(x, x.co));
  return inter(x.rmw, between).isEmpty ? undefined : 'atomic';
}

/** "Instruction execution ordering", "Write and fence propagation ordering" and "RCU". */
export function checkOrdering(x: Execution, s: StaticOrder, withGracePeriods = s.hasGracePeriods): Outcome {
  const { po, rf, co, fr, Marked, Plain, addr } = x;
  const none = new Relation(x.size);
  const { acqPo, poRel, rmb, wmb, dep, rwdep } = s;
  const rfe = external(x, rf);
  const rfi = internal(x, rf);

  const poUnlockLockPo = s.hasLocks ? seq(po, x.UL, union(po, rf), x.LKR, po) : none;
  const mb = s.isAfterUnlockLock ? union(s.mb, afterUnlockLock(x)) : s.mb;
  const strongFence = union(mb, s.gp);
  const nonrwFence = union(strongFence, poRel, acqPo);
  const fence = union(nonrwFence, wmb, rmb);

  const overwrite = union(co, fr);
  const toW = union(rwdep, internal(x, overwrite), s.hasPlain ? seq(addr, Plain, wmb) : none);
  const toR = union(addr, seq(dep, Marked, rfi));
  const ppo = union(toR, toW, fence, internal(x, poUnlockLockPo));

  const cumulative = union(strongFence, poRel);
  const cumulFence = seq(Marked, union(cumulative, seq(rfe, Marked, cumulative), wmb, poUnlockLockPo), Marked);
  const overwriteExt = external(x, overwrite);
  const prop = seq(Marked, opt(overwriteExt), star(cumulFence), Marked, opt(rfe), Marked);

  const hb = seq(Marked, union(ppo, rfe, internal(x, irreflexivePart(prop))), Marked);
  const hbPlus = plus(hb);
  const pb = seq(prop, strongFence, opt(hbPlus), Marked);
  const order: Order = {
    ...{ rfe, strongFence, nonrwFence, fence, poUnlockLockPo, ppo, cumulFence, overwriteExt, prop, hb, pb },
  };
  if (!isIrreflexive(hbPlus)) return { broken: 'happens-before', order };
  if (!isAcyclic(pb)) return { broken: 'propagation', order };
  if (!withGracePeriods) return { order };
  const rcu = gracePeriods(x, s.sections, prop, opt(hbPlus), star(pb));
  const withRcu = { ...order, rcu };
  return isIrreflexive(rcu.rb) ? { order: withRcu } : { broken: 'rcu', order: withRcu };

  function afterUnlockLock(e: Execution): Relation {
    return seq(e.M, po, e.UL, union(co, po), e.LKW, fencerel(e, e.fences('after-unlock-lock')), e.M);
  }
}
