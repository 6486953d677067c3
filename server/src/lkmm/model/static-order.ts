/**
 * The part of linux-kernel.cat that program order alone decides, so that it is worked out once for many executions.
 * Each definition names the section of tools/memory-model/linux-kernel.cat (6.1) that it says again in other words.
 */

import type { Base } from '../execution/base.ts';
import { fencerel } from '../execution/base.ts';
import { complement, type EventSet, either, without } from '../relations/event-set.ts';
import { inter, opt, type Relation, seq, union } from '../relations/relation.ts';
import { type Sections, sectionsOf } from './rcu.ts';

export interface StaticOrder {
  readonly poLoc: Relation;
  readonly acqPo: Relation;
  readonly poRel: Relation;
  readonly rmb: Relation;
  readonly wmb: Relation;
  /** `mb`, its last line apart, which needs the order of stores. */
  readonly mb: Relation;
  readonly gp: Relation;
  readonly dep: Relation;
  readonly rwdep: Relation;
  readonly R4rmb: EventSet;
  readonly NotNoreturn: EventSet;
  readonly sections: Sections;
  /** Whether there are grace periods, plain accesses, locks: what is not there need not be looked at. */
  readonly hasGracePeriods: boolean;
  readonly hasPlain: boolean;
  readonly hasLocks: boolean;
  readonly isAfterUnlockLock: boolean;
}

export function staticOrder(base: Base, loc: Relation): StaticOrder {
  const { po, M, R, W, RMW, LKW, UL, Acquire, Release, Noreturn, Plain, addr, data, ctrl, fences } = base;
  const fence = (kind: string) => fencerel(base, fences(kind));
  const syncs = either(fences('sync-rcu'), fences('sync-srcu'));

  // Basic relations: release and acquire.
  const acqPo = seq(Acquire, po, M);
  const poRel = seq(M, po, Release);
  // Basic relations: fences. A void read-modify-write's load is not ordered by rmb.
  const R4rmb = without(R, Noreturn);
  const rmb = seq(R4rmb, fence('rmb'), R4rmb);
  const wmb = seq(W, fence('wmb'), W);
  const mb = union(
    seq(M, fence('mb'), M),
    seq(M, fence('before-atomic'), RMW, opt(po), M),
    seq(M, opt(po), RMW, fence('after-atomic'), M),
    seq(M, opt(po), LKW, fence('after-spinlock'), M),
    seq(M, po, either(fences('srcu-unlock'), fences('srcu-up')), fence('after-srcu-read-unlock'), M),
  );
  const gp = seq(po, syncs, opt(po));
  // Instruction execution ordering: dependencies.
  const dep = union(addr, data);
  const rwdep = seq(union(dep, ctrl), W);
  return {
    poLoc: inter(po, loc),
    ...{ acqPo, poRel, rmb, wmb, mb, gp, dep, rwdep, R4rmb },
    NotNoreturn: complement(Noreturn),
    sections: sectionsOf(base, loc),
    hasGracePeriods: !syncs.isEmpty,
    hasPlain: !Plain.isEmpty,
    hasLocks: !either(LKW, UL, base.LF, base.RU).isEmpty,
    isAfterUnlockLock: !fences('after-unlock-lock').isEmpty && !UL.isEmpty,
  };
}
