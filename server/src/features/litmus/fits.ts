/** Whether two accesses of a side are what its barrier is for, and in which way they depend on each other. */
import type { Site } from '../../model/facts.ts';
import { roleOf } from '../../primitives/roles.ts';
import type { View } from '../view.ts';
import { type Fence, fencesBetween, fencesByAnchor } from './between.ts';
import type { Pair } from './candidates.ts';
import { compare, type Frame } from './course.ts';
import { guardOf, isIndexedBy, isReachedThrough } from './dependencies.ts';
import type { Step } from './shapes.ts';
import { type Access, type Anchor, distanceFrom, homeOf } from './sides.ts';
import { isVoid } from './values.ts';

/** Whether an access stands in the anchor's function, or in a short one that is called there. */
export function isAtHand({ side: { anchor } }: Pair, { spot }: Access): boolean {
  if (!spot || isIn(spot.frame, anchor)) return true;
  const { facts, fn, caller } = spot.frame;
  const { body } = facts.functions[fn]!;
  return caller !== undefined && isIn(caller.frame, anchor) && body.end - body.start < SHORT;
}

/** The same, or a caller's next lines. */
export function isClose(pair: Pair, access: Access): boolean {
  return isAtHand(pair, access) || distanceFrom(pair.side.anchor, access) < CLOSE;
}

const CLOSE = 700;

export function isHome({ side: { anchor } }: Pair, { spot }: Access): boolean {
  return !spot || isIn(spot.frame, anchor);
}

function isIn(frame: Frame, anchor: Anchor): boolean {
  const { facts, fn } = homeOf(anchor);
  return frame.facts === facts && frame.fn === fn;
}

/** barrier() alone is for code that runs on one CPU. */
export function isForCompiler(fences: readonly Fence[]): boolean {
  return fences.length > 0 && fences.every(({ site }) => site.primitive === 'barrier');
}

/** Whether the anchor orders something for other CPUs. */
export function isOrdering({ side: { anchor } }: Pair): boolean {
  if (!('site' in anchor)) return false;
  const { release, acquire } = roleOf(anchor.site.kind);
  return release || acquire;
}

/** Accessors are shorter. */
const SHORT = 500;

export function can({ first, second }: Pair, does: Step['does']): boolean {
  return can1(first, does[0]!) && can1(second, does[1]!);
}

function can1(access: Access, what: string): boolean {
  // A read-modify-write that gives no value can not be seen to have loaded anything.
  if (what === 'R') return access.loads && !(access.stores && (!access.site || isVoid(access.site)));
  return access.stores;
}

export function stepOf(view: View, { side, first, second }: Pair, does: Step['does']): Step | undefined {
  const isLoad = does[0] === 'R';
  const guard = isLoad ? guardOf(view, side, first, second) : undefined;
  const fences =
    fencesBetween(view.snapshot, side, first, second) ?? (guard ? fencesByAnchor(side, first, second) : undefined);
  if (!fences) return undefined;
  // An index makes an address dependency, too, which a test without arrays can't have.
  if (isLoad && fences.length === 0 && first.site?.kind === 'load-relaxed' && isIndexedBy(view, side, first, second))
    return;
  const follows = isLoad && isReachedThrough(view, side, first, second);
  const isSet = guard?.isSet === undefined ? {} : { isSet: guard.isSet };
  return { anchor: side.anchor, first, second, does, fences, follows, guarded: guard !== undefined, ...isSet };
}

export function isPlain({ first, second }: Pair): boolean {
  return first.site === null || second.site === null;
}

/** Whether a load finds what its own side has stored just before, rather than what the other one has. */
export function readsItsOwn({ side, first, second }: Pair, does: Step['does']): boolean {
  const stores = [...side.before, ...side.after].filter(({ stores, site }) => stores && site === null);
  return [first, second].some(
    (access, i) =>
      does[i] === 'R' &&
      stores.some(
        (store) =>
          !store.loads &&
          store.key === access.key &&
          isBefore(store, access) &&
          distanceFrom(side.anchor, store) < NEAR,
      ),
  );
}

/** As far as this, in characters, what was stored before matters. */
const NEAR = 1500;

/**
 * Whether the step is what the side's primitive may be there for. One that orders nothing itself has its order from a
 * fence or a dependency; a weak fence beside a stronger one is there for other accesses.
 */
export function isForAnchor({ does, fences, follows }: Step, { side: { anchor } }: Pair): boolean {
  if (!('site' in anchor)) return follows;
  const { site } = anchor;
  if (/-relaxed$|^dependency-load$/.test(site.kind)) return follows || fences.length > 0;
  const ordered = ORDERED[site.kind];
  return (
    !ordered || ordered.includes(does) || !fences.some((fence) => fence.site !== site && roleOf(fence.site.kind).full)
  );
}

const ORDERED: Partial<Record<Site['kind'], readonly string[]>> = { write: ['WW'], read: ['RR'] };

export function distance({ side, first, second }: Pair): number {
  return distanceFrom(side.anchor, first) + distanceFrom(side.anchor, second);
}

function isBefore(one: Access, other: Access): boolean {
  return one.spot && other.spot ? compare(one.spot.path, other.spot.path) < 0 : one.at < other.at;
}

/** Whether what a reader looks for in what it has loaded first is not what the writer leaves there. */
export function isWrongBranch({ isSet }: Step, { site, value }: Access): boolean {
  const literal = /^(?:(\d+)[UL]*|true|false|NULL)$/.exec(value ?? '');
  if (isSet === undefined || !(literal || site?.pointer)) return false;
  return isSet !== (literal ? Number(literal[1] ?? (value === 'true' ? 1 : 0)) !== 0 : true);
}
