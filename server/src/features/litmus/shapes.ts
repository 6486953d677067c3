/** Which shape two sides make: two accesses on each, of the same two objects in opposite order. */
import type { Snapshot } from '../../index/snapshot.ts';
import type { Site } from '../../model/facts.ts';
import { roleOf } from '../../primitives/roles.ts';
import type { View } from '../view.ts';
import { fencesBetween } from './between.ts';
import { isGuarded, isIndexedBy, isReachedThrough } from './dependencies.ts';
import { publication } from './publication.ts';
import { areApart, isOneStructure } from './same-object.ts';
import type { Access, Side } from './sides.ts';
import { isVoid, valuesOf } from './values.ts';

export type LitmusShape = 'MP' | 'SB' | 'S' | 'R' | 'LB' | '2+2W';

/** Two accesses of one CPU, and what stands between them. */
export interface Step {
  readonly first: Access;
  readonly second: Access;
  readonly does: 'WW' | 'WR' | 'RW' | 'RR';
  readonly fences: readonly Site[];
  /** The second one is made only if the value that the first one has loaded is as it should be. */
  readonly guarded: boolean;
  /** The second one goes through the pointer that the first one has loaded. */
  readonly follows: boolean;
}

export interface Shaped {
  readonly shape: LitmusShape;
  readonly left: Step;
  readonly right: Step;
  /**
   * The data are all that the published pointer leads to: `unseen` where the code around does not show who initialises it.
   */
  readonly data?: 'whole' | 'unseen';
}

/** The test of two sides: of those that are possible the one whose accesses are nearest; undefined when none is certain. */
export function shapeOf(view: View, one: Side, other: Side): Shaped | undefined {
  const { snapshot } = view;
  const left = pairsOf(one);
  const right = byObjects(pairsOf(other));
  const possible: (Shaped & { cost: number })[] = [];
  for (const a of left) {
    if (a.first.key === a.second.key) continue;
    for (const b of right.get(`${a.second.key} ${a.first.key}`) ?? []) {
      if (areApart(view, a.first, b.second) || areApart(view, a.second, b.first)) continue;
      if (isOneStructure(a) !== isOneStructure(b)) continue;
      const cost = distance(a) + distance(b);
      if (cost > FARTHEST) continue;
      for (const [shape, first, second, penalty] of SHAPES) {
        const build = (x: Pair, y: Pair) => {
          if (penalty > 0 && (cost > FARTHEST_OF_RARE || [a, b].some(isPlain))) return;
          if (readsItsOwn(x, first) || readsItsOwn(y, second)) return;
          if (!can(x, first) || !can(y, second) || (possible.length > 0 && possible[0]!.cost <= cost + penalty)) return;
          const steps = [stepOf(snapshot, x, first), stepOf(snapshot, y, second)] as const;
          if (!steps[0] || !steps[1] || steps[0].follows) return;
          if (!isForAnchor(steps[0], x) || !isForAnchor(steps[1], y)) return;
          // What is reached through a pointer is not published by taking the pointer back.
          if (steps[1].follows && valuesOf(steps[0].second).new === '0') return;
          possible.unshift({ shape, left: steps[0], right: steps[1], cost: cost + penalty });
        };
        build(a, b);
        if (first !== second) build(b, a);
      }
    }
  }
  const [best] = possible;
  if (best) return withValues(view, best);
  return publication(snapshot, one, other) ?? publication(snapshot, other, one);
}

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

function stepOf(snapshot: Snapshot, { side, first, second }: Pair, does: Step['does']): Step | undefined {
  const fences = fencesBetween(snapshot, side, first, second);
  if (!fences) return undefined;
  const isLoad = does[0] === 'R';
  // An index makes an address dependency, too, which a test without arrays can't have.
  if (isLoad && fences.length === 0 && first.site?.kind === 'load-relaxed' && isIndexedBy(first, second)) return;
  const follows = isLoad && isReachedThrough(first, second);
  return { first, second, does, fences, follows, guarded: isLoad && isGuarded(first, second) };
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
        ({ at, object, loads }) =>
          !loads && at < access.at && object.text === access.object.text && at > access.at - NEAR,
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
  return !ordered || ordered.includes(does) || !fences.some((fence) => fence !== site && roleOf(fence.kind).full);
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
  const at = 'site' in side.anchor ? side.anchor.site.at : side.anchor.access.at;
  return Math.abs(first.at - at) + Math.abs(second.at - at);
}
