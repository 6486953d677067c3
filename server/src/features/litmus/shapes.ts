/** Which shape two sides make: two accesses on each, of the same two objects in opposite order. */
import type { View } from '../view.ts';
import type { Fence } from './between.ts';
import { byObjects, type Pair, pairsOf, sharedOf } from './candidates.ts';
import {
  can,
  distance,
  isAtHand,
  isClose,
  isForAnchor,
  isForCompiler,
  isHome,
  isOrdering,
  isPlain,
  isWrongBranch,
  readsItsOwn,
  stepOf,
} from './fits.ts';
import { type LeftOut, leftOut } from './left-out.ts';
import { areApart, isOneStructure } from './same-object.ts';
import type { Access, Anchor, Side } from './sides.ts';
import { valuesOf } from './values.ts';

export type LitmusShape = 'MP' | 'SB' | 'S' | 'R' | 'LB' | '2+2W' | 'WRC' | 'ISA2';

/** Two accesses of one CPU, and what stands between them; both are the same one where it makes one alone. */
export interface Step {
  readonly anchor: Anchor;
  readonly first: Access;
  readonly second: Access;
  readonly does: 'WW' | 'WR' | 'RW' | 'RR';
  readonly fences: readonly Fence[];
  /** The second one is made only if the value that the first one has loaded is as it should be. */
  readonly guarded: boolean;
  /** What that value is then: not zero, or zero; absent where the test is about more. */
  readonly isSet?: boolean;
  /** The second one goes through the pointer that the first one has loaded. */
  readonly follows: boolean;
  readonly leftOut?: readonly LeftOut[];
}

export interface Shaped {
  readonly shape: LitmusShape;
  /**
   * One for each CPU. Of each the second access is to the object that the next one accesses first, and of the last one to
   * what the first one accesses first: the outcome that should not be goes round this ring.
   */
  readonly steps: readonly Step[];
  /**
   * What is accessed near the barriers: on both sides what is looked at first and, on one at least, every object; or only
   * what is looked at first.
   */
  readonly near: 'all' | 'flag' | 'none';
  /**
   * The data are all that the published pointer leads to: `unseen` where the code around does not show who initialises it.
   */
  readonly data?: 'whole' | 'unseen';
  /** The last one gives the loaded pointer to others, and does not follow it itself. */
  readonly isHandedOn?: boolean;
}

/** The test of two sides: of those that are possible the one whose accesses are nearest; undefined when none is certain. */
export function shapeOf(view: View, one: Side, other: Side): Shaped | undefined {
  const [sharing, others] = sharedOf(one, other);
  const left = pairsOf(sharing);
  const right = byObjects(pairsOf(others));
  const possible: (Shaped & { readonly cost: number; readonly sides: readonly Side[] })[] = [];
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
      for (const { shape, left: first, right: second, penalty, marked } of SHAPES) {
        const build = (x: Pair, y: Pair) => {
          if (!can(x, first) || !can(y, second) || (possible.length > 0 && possible[0]!.cost <= cost + penalty)) return;
          // What is looked at first has to be near at least one of the barriers; in store buffering that is both objects.
          if (!isAtHand(x, x.second) && !isHome(y, y.first)) return;
          if (!isAtHand(y, y.first) && !isHome(x, x.second)) return;
          const isNear = isAtHand(x, x.first) || isAtHand(y, y.second);
          if (first[1] === 'R' && !isNear) return;
          const near = !isClose(x, x.second) || !isClose(y, y.first) ? 'none' : isNear ? 'all' : 'flag';
          // A read-modify-write that a comment speaks of is what others look at, not what they find then.
          if (first === 'WW' && x.first.site?.kind.startsWith('rmw-') && x.first === x.side.own) return;
          if (penalty > 0 && cost > FARTHEST_OF_RARE) return;
          if (marked === 'all' && (isPlain(x) || isPlain(y))) return;
          if (marked === 'flag' && !(x.second.site && y.first.site && isHome(x, x.first) && isHome(y, y.second)))
            return;
          if (readsItsOwn(x, first) || readsItsOwn(y, second)) return;
          const steps = [stepOf(view, x, first), stepOf(view, y, second)] as const;
          if (!steps[0] || !steps[1] || steps[0].follows) return;
          if (!isForAnchor(steps[0], x) || !isForAnchor(steps[1], y)) return;
          if (second[0] === 'R' && isWrongBranch(steps[1], steps[0].second)) return;
          // What is reached through a pointer is not published by taking the pointer back.
          if (steps[1].follows && valuesOf(steps[0].second).new === '0') return;
          if (isForCompiler(steps[0].fences) && isForCompiler(steps[1].fences) && !isOrdering(x) && !isOrdering(y))
            return;
          possible.unshift({ shape, steps: [steps[0], steps[1]], near, cost: cost + penalty, sides: [x.side, y.side] });
        };
        build(a, b);
        if (first !== second) build(b, a);
      }
    }
  }
  const [best] = possible;
  if (!best) return undefined;
  const { sides, shape, near } = best;
  const steps = best.steps.map((step, i) => ({ ...step, leftOut: leftOut(sides[i]!, step) }));
  return withValues(view, { shape, near, steps });
}

interface ShapeRow {
  readonly shape: LitmusShape;
  readonly left: Step['does'];
  readonly right: Step['does'];
  /** How much nearer the accesses of a rarer shape must be than those of what people write barriers for. */
  readonly penalty: number;
  /** Which accesses have to be marked. */
  readonly marked: 'none' | 'flag' | 'all';
}

/** Consumers that free what they have read, and producers that overwrite it, make LB; both writing, S. */
const SHAPES: readonly ShapeRow[] = [
  { shape: 'MP', left: 'WW', right: 'RR', penalty: 0, marked: 'none' },
  { shape: 'SB', left: 'WR', right: 'WR', penalty: 0, marked: 'none' },
  { shape: 'S', left: 'WW', right: 'RW', penalty: 10_000, marked: 'flag' },
  { shape: 'LB', left: 'RW', right: 'RW', penalty: 20_000, marked: 'flag' },
  { shape: 'R', left: 'WW', right: 'WR', penalty: 30_000, marked: 'all' },
  { shape: '2+2W', left: 'WW', right: 'WW', penalty: 40_000, marked: 'all' },
];

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
  return { ...shaped, steps: shaped.steps.map(step) };
}

/** Farther from their barriers, in characters, four accesses tell nothing; those of rare shapes must be nearer. */
const FARTHEST = 4000;
const FARTHEST_OF_RARE = 600;
