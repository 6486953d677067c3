/** Whether an execution is possible, and what to warn of: the parts of the model in the order of the cat file. */
import type { Execution } from '../execution/execution.ts';
import { either, without } from '../relations/event-set.ts';
import { seq } from '../relations/relation.ts';
import { type Axiom, checkCoherence, checkOrdering, type Order } from './linux-kernel.ts';
import { checkPlain } from './plain.ts';
import { type SameIndex, type Sections, withHandedOver } from './rcu.ts';
import type { StaticOrder } from './static-order.ts';

export interface Judgement {
  /** The rule that rules it out; undefined when it is possible. */
  readonly broken?: Axiom;
  readonly flags: readonly string[];
  /** Two accesses that race, when some do. */
  readonly race?: readonly [number, number];
  readonly order?: Order;
}

export function judge(x: Execution, s: StaticOrder, sameIndex: SameIndex): Judgement {
  const incoherent = checkCoherence(x, s);
  if (incoherent) return { broken: incoherent, flags: [] };
  const sections = withHandedOver(s.sections, x, sameIndex);
  const { broken, order } = checkOrdering(x, sections === s.sections ? s : { ...s, sections });
  if (broken) return { broken, flags: [], ...(order ? { order } : {}) };
  const flags = [...sectionFlags(sections, sameIndex), ...(s.hasLocks ? lockFlags(x) : [])];
  if (!s.hasPlain) return { flags, order: order! };
  const plain = checkPlain(x, s, order!);
  if (!plain.isCoherent) return { broken: 'plain-coherence', flags: [], order: order! };
  return { flags: [...flags, ...plain.flags], ...(plain.race ? { race: plain.race } : {}), order: order! };
}

/** Critical sections that do not match. */
function sectionFlags(sections: Sections, sameIndex: SameIndex): string[] {
  const isBad =
    !sections.srcuRscs.isEmpty && sections.srcuRscs.pairs().some(([lock, unlock]) => !sameIndex(lock, unlock));
  return isBad ? [...sections.flags, 'srcu-bad-nesting'] : [...sections.flags];
}

/** The warnings of lock.cat. */
function lockFlags(x: Execution): string[] {
  const { LKR, LKW, UL, LF, RU, M, IW, loc, po } = x;
  const locks = either(LKR, LKW, UL, LF, RU);
  const flags: string[] = [];
  if (!seq(without(without(M, IW), locks), loc, locks).isEmpty) flags.push('mixed-lock-accesses');
  const unmatched = UL.members().some((release) => !LKW.members().some((take) => isCritical(take, release)));
  if (unmatched) flags.push('unmatched-unlock');
  return flags;

  /** `critical`: nothing else of the lock stands between the two. */
  function isCritical(take: number, release: number): boolean {
    if (!po.has(take, release) || !loc.has(take, release)) return false;
    return !either(LKW, UL)
      .members()
      .some((other) => loc.has(take, other) && po.has(take, other) && po.has(other, release));
  }
}
