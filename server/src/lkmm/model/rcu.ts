/** Grace periods: the section "RCU" of linux-kernel.cat, and the matching of critical sections of linux-kernel.bell. */
import type { Base } from '../execution/base.ts';
import type { Execution } from '../execution/execution.ts';
import { type EventSet, either, without } from '../relations/event-set.ts';
import { domain, id, inter, inverse, isEqual, minus, opt, Relation, range, seq, union } from '../relations/relation.ts';

export interface RcuOrder {
  readonly rcuLink: Relation;
  readonly rcuOrder: Relation;
  readonly rcuFence: Relation;
  readonly rb: Relation;
}

/**
 * linux-kernel.bell, `rcu-rscs` and `srcu-rscs`: each lock with its unlock, innermost first. `within` confines what can
 * nest to the same SRCU domain.
 */
export function criticalSections(
  { po }: Pick<Base, 'po'>,
  locks: EventSet,
  unlocks: EventSet,
  within?: Relation,
): Relation {
  const confined = (relation: Relation) => (within ? inter(relation, within) : relation);
  let matched = new Relation(po.size);
  for (;;) {
    const openLocks = without(locks, domain(matched));
    const openUnlocks = without(unlocks, range(matched));
    const open = either(openLocks, openUnlocks);
    const openPo = confined(seq(open, po, open));
    const pairs = minus(confined(seq(openLocks, po, openUnlocks)), seq(openPo, openPo));
    if (pairs.isEmpty) return matched;
    matched = union(matched, pairs);
  }
}

/** What program order says of grace periods and critical sections. */
export interface Sections {
  /** `rcu-rscs` and `srcu-rscs`. */
  readonly rcuRscs: Relation;
  readonly srcuRscs: Relation;
  /** What the bell file warns of: sections that do not match, and waiting inside of one. */
  readonly flags: readonly string[];
}

export function sectionsOf(x: Base, loc: Relation): Sections {
  const { fences, po } = x;
  const flags: string[] = [];
  const isOpen = (locks: EventSet, unlocks: EventSet, sections: Relation) =>
    !without(locks, domain(sections)).isEmpty || !without(unlocks, range(sections)).isEmpty;
  const rcuRscs = criticalSections(x, fences('rcu-lock'), fences('rcu-unlock'));
  if (isOpen(fences('rcu-lock'), fences('rcu-unlock'), rcuRscs)) flags.push('unbalanced-rcu-locking');
  const srcuRscs = criticalSections(x, fences('srcu-lock'), fences('srcu-unlock'), loc);
  if (isOpen(fences('srcu-lock'), fences('srcu-unlock'), srcuRscs)) flags.push('unbalanced-srcu-locking');
  if (!inter(rcuRscs, seq(po, fences('sync-srcu'), po)).isEmpty) flags.push('invalid-sleep');
  return { rcuRscs, srcuRscs, flags };
}

/**
 * The sections, and those that one process begins and another may end: linux-kernel.bell of Linux 6.4 follows the index
 * from srcu_down_read() to srcu_up_read(). Each beginning has an index of its own, so it is known by it.
 */
export function withHandedOver(sections: Sections, x: Execution, sameIndex: SameIndex): Sections {
  const downs = x.fences('srcu-down');
  const ups = x.fences('srcu-up');
  if (downs.isEmpty && ups.isEmpty) return sections;
  const matched = new Relation(x.size);
  for (const down of downs.members()) {
    for (const up of ups.members()) if (x.loc.has(down, up) && sameIndex(down, up)) matched.add(down, up);
  }
  const flags = [...sections.flags];
  if (!without(downs, domain(matched)).isEmpty) flags.push('unmatched-srcu-lock');
  if (!without(ups, range(matched)).isEmpty) flags.push('unmatched-srcu-unlock');
  if (matched.pairs().length > range(inverse(matched)).members().length) flags.push('multiple-srcu-matches');
  return { ...sections, srcuRscs: union(sections.srcuRscs, matched), flags };
}

/** Whether the beginning and the end of an SRCU section have the same index. */
export type SameIndex = (lock: number, unlock: number) => boolean;

/** What grace periods order, given `hb*` and `pb*`. */
export function gracePeriods(
  x: Execution,
  { rcuRscs, srcuRscs }: Sections,
  prop: Relation,
  hbStar: Relation,
  pbStar: Relation,
): RcuOrder {
  const { po, loc, fences, Marked } = x;
  const rcuGp = id(fences('sync-rcu'));
  const srcuGp = id(fences('sync-srcu'));
  const rcuRscsi = inverse(rcuRscs);
  const srcuRscsi = inverse(srcuRscs);
  const rcuLink = seq(opt(po), hbStar, pbStar, prop, po);

  let rcuOrder = union(
    rcuGp,
    srcuGp,
    seq(rcuGp, rcuLink, rcuRscsi),
    inter(seq(srcuGp, rcuLink, srcuRscsi), loc),
    seq(rcuRscsi, rcuLink, rcuGp),
    inter(seq(srcuRscsi, rcuLink, srcuGp), loc),
  );
  for (;;) {
    const linked = seq(rcuLink, rcuOrder, rcuLink);
    const more = union(
      rcuOrder,
      seq(rcuGp, linked, rcuRscsi),
      inter(seq(srcuGp, linked, srcuRscsi), loc),
      seq(rcuRscsi, linked, rcuGp),
      inter(seq(srcuRscsi, linked, srcuGp), loc),
      seq(rcuOrder, rcuLink, rcuOrder),
    );
    if (isEqual(more, rcuOrder)) break;
    rcuOrder = more;
  }
  const rcuFence = seq(po, rcuOrder, opt(po));
  const rb = seq(prop, rcuFence, hbStar, pbStar, Marked);
  return { rcuLink, rcuOrder, rcuFence, rb };
}
