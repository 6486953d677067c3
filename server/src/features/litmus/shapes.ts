/** Which shape two sides make: two accesses on each, of the same two objects in opposite order. */
import type { Snapshot } from '../../index/snapshot.ts';
import type { Site } from '../../model/facts.ts';
import { roleOf } from '../../primitives/roles.ts';
import { type Access, fencesBetween, isGuarded, isIndexedBy, isReachedThrough, type Side } from './sides.ts';
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
export function shapeOf(snapshot: Snapshot, one: Side, other: Side): Shaped | undefined {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  const possible: (Shaped & { cost: number })[] = [];
  for (const a of left) {
    for (const b of right) {
      if (a.first.key !== b.second.key || a.second.key !== b.first.key || a.first.key === a.second.key) continue;
      if (areApart(a.first, b.second) || areApart(a.second, b.first)) continue;
      const cost = distance(a) + distance(b);
      for (const [shape, first, second, penalty] of SHAPES) {
        const build = (x: Pair, y: Pair) => {
          if (!can(x, first) || !can(y, second) || (possible.length > 0 && possible[0]!.cost <= cost + penalty)) return;
          const steps = [stepOf(snapshot, x, first), stepOf(snapshot, y, second)] as const;
          if (!steps[0] || !steps[1] || steps[0].follows) return;
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
  if (best) return best;
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

/**
 * A pointer is published and followed, and the code around does not show who initialises what it points to: that it is
 * initialised before is what the publication is for.
 */
function publication(snapshot: Snapshot, writer: Side, reader: Side): Shaped | undefined {
  const [flag, load] = [writer.own, reader.own];
  if (!flag || !load || flag.key !== load.key || !flag.stores || !load.loads || load.stores) return undefined;
  if (!('site' in writer.anchor) || !/^(?:release|publish)$/.test(writer.anchor.site.kind)) return undefined;
  if (!/^&?\w+$/.test(flag.value ?? '') || /^(?:NULL|\d+|true|false)$/.test(flag.value!)) return undefined;
  if (!(load.site?.use?.dereferenced ?? load.isFollowed)) return undefined;
  const name = flag.value!.replace('&', '');
  const data = { key: `*${name}`, object: { base: '', members: [], text: `*${name}` }, site: null };
  const at = load.site?.use?.dereferenceAt ?? load.at;
  const filled = writer.before.find(({ stores, object }) => stores && object.text.startsWith(`${name}->`));
  const at0 = filled?.at ?? flag.at;
  const written: Access = { ...data, facts: flag.facts, fn: flag.fn, at: at0, loads: false, stores: true };
  const read: Access = { ...data, facts: load.facts, fn: load.fn, at, loads: true, stores: false };
  const between = snapshot
    .sitesIn({ facts: load.facts, fn: load.fn })
    .filter(({ at, kind }) => at > load.at && at < read.at && /^(?:full|read|control-acquire)$/.test(kind));
  const guarded = load.site?.use?.tested ?? false;
  return {
    shape: 'MP',
    left: { first: written, second: flag, does: 'WW', fences: [], guarded: false, follows: false },
    right: { first: load, second: read, does: 'RR', fences: between, guarded, follows: true },
    data: filled ? 'whole' : 'unseen',
  };
}

/** `rings->sq.head` and `rings->cq.head` are the same member of one structure, and two objects. */
function areApart(one: Access, other: Access): boolean {
  const [a, b] = [one, other].map(({ object }) => /(\w+)\.\w+$/.exec(object.text)?.[1]);
  return a !== undefined && b !== undefined && a !== b;
}

function distance({ side, first, second }: Pair): number {
  const at = 'site' in side.anchor ? side.anchor.site.at : side.anchor.access.at;
  return Math.abs(first.at - at) + Math.abs(second.at - at);
}
