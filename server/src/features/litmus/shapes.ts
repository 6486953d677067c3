/** Which shape two sides make: two accesses on each, of the same two objects in opposite order. */
import type { Site } from '../../model/facts.ts';
import { roleOf } from '../../primitives/roles.ts';
import type { View } from '../view.ts';
import { type Fence, fencesBetween } from './between.ts';
import { compare, type Frame } from './course.ts';
import { isGuarded, isIndexedBy, isReachedThrough } from './dependencies.ts';
import { areApart, isOneStructure } from './same-object.ts';
import { type Access, type Anchor, homeOf, type Side } from './sides.ts';
import { isVoid, valuesOf } from './values.ts';

export type LitmusShape = 'MP' | 'SB' | 'S' | 'R' | 'LB' | '2+2W';

/** Two accesses of one CPU, and what stands between them. */
export interface Step {
  readonly anchor: Anchor;
  readonly first: Access;
  readonly second: Access;
  readonly does: 'WW' | 'WR' | 'RW' | 'RR';
  readonly fences: readonly Fence[];
  /** The second one is made only if the value that the first one has loaded is as it should be. */
  readonly guarded: boolean;
  /** The second one goes through the pointer that the first one has loaded. */
  readonly follows: boolean;
}

export interface Shaped {
  readonly shape: LitmusShape;
  readonly left: Step;
  readonly right: Step;
  /** Every object is accessed beside the barrier of at least one side. */
  readonly isNear: boolean;
  /**
   * The data are all that the published pointer leads to: `unseen` where the code around does not show who initialises it.
   */
  readonly data?: 'whole' | 'unseen';
  /** The right side gives the loaded pointer to others, and does not follow it itself. */
  readonly isHandedOn?: boolean;
}

/** The test of two sides: of those that are possible the one whose accesses are nearest; undefined when none is certain. */
export function shapeOf(view: View, one: Side, other: Side): Shaped | undefined {
  const [sharing, others] = sharedOf(one, other);
  const left = pairsOf(sharing);
  const right = byObjects(pairsOf(others));
  const possible: (Shaped & { cost: number })[] = [];
  const structures = new Map<Pair, boolean | undefined>();
  const isOneOf = (pair: Pair) => {
    if (!structures.has(pair)) structures.set(pair, isOneStructure(view, pair));
    return structures.get(pair);
  };
  for (const a of left) {
    if (a.first.key === a.second.key) continue;
    for (const b of right.get(`${a.second.key} ${a.first.key}`) ?? []) {
      const cost = distance(a) + distance(b);
      if (cost > FARTHEST || (possible.length > 0 && possible[0]!.cost <= cost)) continue;
      if (areApart(view, a.first, b.second) || areApart(view, a.second, b.first)) continue;
      const isOne = isOneOf(a);
      if (isOne === undefined || isOne !== isOneOf(b)) continue;
      for (const [shape, first, second, penalty] of SHAPES) {
        const build = (x: Pair, y: Pair) => {
          if (!can(x, first) || !can(y, second) || (possible.length > 0 && possible[0]!.cost <= cost + penalty)) return;
          // What is looked at first has to be near at least one of the barriers; in store buffering that is both objects.
          if (!isAtHand(x, x.second) && !isHome(y, y.first)) return;
          if (!isAtHand(y, y.first) && !isHome(x, x.second)) return;
          const isNear = isAtHand(x, x.first) || isAtHand(y, y.second);
          if (first[1] === 'R' && !isNear) return;
          // A read-modify-write that a comment speaks of is what others look at, not what they find then.
          if (first === 'WW' && x.first.site?.kind.startsWith('rmw-') && x.first === x.side.own) return;
          if (penalty > 0 && (cost > FARTHEST_OF_RARE || [a, b].some(isPlain))) return;
          if (readsItsOwn(x, first) || readsItsOwn(y, second)) return;
          const steps = [stepOf(view, x, first), stepOf(view, y, second)] as const;
          if (!steps[0] || !steps[1] || steps[0].follows) return;
          if (!isForAnchor(steps[0], x) || !isForAnchor(steps[1], y)) return;
          // What is reached through a pointer is not published by taking the pointer back.
          if (steps[1].follows && valuesOf(steps[0].second).new === '0') return;
          if (isForCompiler(steps[0].fences) && isForCompiler(steps[1].fences) && !isOrdering(x) && !isOrdering(y))
            return;
          possible.unshift({ shape, left: steps[0], right: steps[1], isNear, cost: cost + penalty });
        };
        build(a, b);
        if (first !== second) build(b, a);
      }
    }
  }
  const [best] = possible;
  return best && withValues(view, best);
}

/** The two sides with nothing but the accesses to what both have, the nearest of each sort. */
function sharedOf(one: Side, other: Side): [Side, Side] {
  const keysOf = ({ own, before, after }: Side) =>
    new Set([...(own ? [own] : []), ...before, ...after].map(({ key }) => key));
  const [keys, otherKeys] = [keysOf(one), keysOf(other)];
  const cut = (side: Side, shared: ReadonlySet<string>): Side => ({
    ...side,
    before: fewOfEach(side.before.filter(({ key }) => shared.has(key))),
    after: fewOfEach(side.after.filter(({ key }) => shared.has(key))),
  });
  return [cut(one, otherKeys), cut(other, keys)];
}

/** Of accesses, nearest first, no more than two of one kind to one object. */
function fewOfEach(accesses: readonly Access[]): Access[] {
  const counts = new Map<string, number>();
  const kept = accesses.filter(({ key, loads, stores, site }) => {
    const kind = `${loads} ${stores} ${site?.kind} ${key}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= 2;
  });
  return kept.slice(0, MOST_ACCESSES);
}

const MOST_ACCESSES = 20;

/** Which accesses each shape has, and how much nearer a rarer one must be than what people write barriers for. */
const SHAPES = [
  ['MP', 'WW', 'RR', 0],
  ['SB', 'WR', 'WR', 0],
  ['S', 'WW', 'RW', 10_000],
  ['LB', 'RW', 'RW', 20_000],
  ['R', 'WW', 'WR', 30_000],
  ['2+2W', 'WW', 'WW', 40_000],
] as const satisfies readonly (readonly [LitmusShape, Step['does'], Step['does'], number])[];

interface Pair {
  readonly side: Side;
  readonly first: Access;
  readonly second: Access;
}

/** Whether an access stands in the anchor's function, or in a short one that is called there. */
function isAtHand({ side: { anchor } }: Pair, { spot }: Access): boolean {
  if (!spot || isIn(spot.frame, anchor)) return true;
  const { facts, fn, caller } = spot.frame;
  const { body } = facts.functions[fn]!;
  return caller !== undefined && isIn(caller.frame, anchor) && body.end - body.start < SHORT;
}

function isHome({ side: { anchor } }: Pair, { spot }: Access): boolean {
  return !spot || isIn(spot.frame, anchor);
}

function isIn(frame: Frame, anchor: Anchor): boolean {
  const { facts, fn } = homeOf(anchor);
  return frame.facts === facts && frame.fn === fn;
}

/** barrier() alone is for code that runs on one CPU. */
function isForCompiler(fences: readonly Fence[]): boolean {
  return fences.length > 0 && fences.every(({ site }) => site.primitive === 'barrier');
}

/** Whether the anchor orders something for other CPUs. */
function isOrdering({ side: { anchor } }: Pair): boolean {
  if (!('site' in anchor)) return false;
  const { release, acquire } = roleOf(anchor.site.kind);
  return release || acquire;
}

/** Accessors are shorter. */
const SHORT = 500;

function byObjects(pairs: readonly Pair[]): ReadonlyMap<string, readonly Pair[]> {
  const table = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = `${pair.first.key} ${pair.second.key}`;
    const list = table.get(key);
    if (list) list.push(pair);
    else table.set(key, [pair]);
  }
  return table;
}

/** The pairs of accesses that the anchor of a side may be there for. */
function pairsOf(side: Side): Pair[] {
  const { anchor, own, before, after } = side;
  const pairs: Pair[] = [];
  const add = (firsts: readonly Access[], seconds: readonly Access[]) => {
    for (const first of firsts) for (const second of seconds) pairs.push({ side, first, second });
  };
  if (!('site' in anchor)) {
    if (own) add([own], after);
    return pairs;
  }
  const { fence, full, release, acquire } = roleOf(anchor.site.kind);
  if (own) {
    const isStore = release || anchor.site.kind === 'store-relaxed' || anchor.site.kind === 'rmw-relaxed';
    if (isStore) add(before, [own]);
    if (acquire || anchor.site.kind === 'load-relaxed') add([own], after);
  }
  if (fence || full) add(before, after);
  return pairs;
}

function can({ first, second }: Pair, does: Step['does']): boolean {
  return can1(first, does[0]!) && can1(second, does[1]!);
}

function can1(access: Access, what: string): boolean {
  // A read-modify-write that gives no value can not be seen to have loaded anything.
  if (what === 'R') return access.loads && !(access.stores && (!access.site || isVoid(access.site)));
  return access.stores;
}

function stepOf(view: View, { side, first, second }: Pair, does: Step['does']): Step | undefined {
  const fences = fencesBetween(view.snapshot, side, first, second);
  if (!fences) return undefined;
  const isLoad = does[0] === 'R';
  // An index makes an address dependency, too, which a test without arrays can't have.
  if (isLoad && fences.length === 0 && first.site?.kind === 'load-relaxed' && isIndexedBy(view, side, first, second))
    return;
  const follows = isLoad && isReachedThrough(view, side, first, second);
  return {
    anchor: side.anchor,
    first,
    second,
    does,
    fences,
    follows,
    guarded: isLoad && isGuarded(view, side, first, second),
  };
}

/** Farther from their barriers, in characters, four accesses tell nothing; those of rare shapes must be nearer. */
const FARTHEST = 4000;
const FARTHEST_OF_RARE = 600;

function isPlain({ first, second }: Pair): boolean {
  return first.site === null || second.site === null;
}

/** Whether a load finds what its own side has stored just before, rather than what the other one has. */
function readsItsOwn({ side, first, second }: Pair, does: Step['does']): boolean {
  const stores = [...side.before, ...side.after].filter(({ stores, site }) => stores && site === null);
  return [first, second].some(
    (access, i) =>
      does[i] === 'R' &&
      stores.some(
        (store) => !store.loads && store.key === access.key && isBefore(store, access) && side.distance(store) < NEAR,
      ),
  );
}

/** As far as this, in characters, what was stored before matters. */
const NEAR = 1500;

/**
 * Whether the step is what the side's primitive may be there for. One that orders nothing itself has its order from a
 * fence or a dependency; a weak fence beside a stronger one is there for other accesses.
 */
function isForAnchor({ does, fences, follows }: Step, { side: { anchor } }: Pair): boolean {
  if (!('site' in anchor)) return follows;
  const { site } = anchor;
  if (/-relaxed$/.test(site.kind)) return follows || fences.length > 0;
  const ordered = ORDERED[site.kind];
  return (
    !ordered || ordered.includes(does) || !fences.some((fence) => fence.site !== site && roleOf(fence.site.kind).full)
  );
}

const ORDERED: Partial<Record<Site['kind'], readonly string[]>> = { write: ['WW'], read: ['RR'] };

/** What the code does to the values, where the facts do not say. */
function withValues({ source }: View, shaped: Shaped): Shaped {
  const look = (access: Access): Access => {
    if (access.site || !access.stores || !access.loads) return access;
    const { text } = source(access.facts);
    const end = access.at + access.object.text.length;
    const isDown =
      /--\s*$/.test(text.slice(access.at - 3, access.at)) || /^\s*(?:--|-=|&=)/.test(text.slice(end, end + 4));
    return isDown ? { ...access, isDown } : access;
  };
  const step = (one: Step): Step => ({ ...one, first: look(one.first), second: look(one.second) });
  return { ...shaped, left: step(shaped.left), right: step(shaped.right) };
}

function distance({ side, first, second }: Pair): number {
  return side.distance(first) + side.distance(second);
}

function isBefore(one: Access, other: Access): boolean {
  return one.spot && other.spot ? compare(one.spot.path, other.spot.path) < 0 : one.at < other.at;
}
