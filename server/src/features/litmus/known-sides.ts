/** The sides that were looked at last, as one is a side of many pairs: as its function shows it, and inside of its callers. */
import type { Snapshot } from '../../index/snapshot.ts';
import type { View } from '../view.ts';
import { type Anchor, atOf, type Side, sideOf, widerSidesOf } from './sides.ts';

export interface KnownSide {
  readonly atHand: Side;
  /** That, and inside of each of some callers. */
  all(): readonly Side[];
}

export function knownSide(view: View, anchor: Anchor): KnownSide {
  let known = bySnapshot.get(view.snapshot);
  if (!known) bySnapshot.set(view.snapshot, (known = new Map()));
  const key = `${'site' in anchor ? 's' : 'a'}${atOf(anchor)} ${anchor.facts.file}`;
  const found = known.get(key);
  if (found) return found;
  const atHand = sideOf(view, anchor);
  let all: readonly Side[] | undefined;
  const made: KnownSide = { atHand, all: () => (all ??= [atHand, ...widerSidesOf(view, anchor)]) };
  // A map gives its oldest key first.
  if (known.size >= MOST_SIDES) known.delete(known.keys().next().value!);
  known.set(key, made);
  return made;
}

/** Whether both access the same two objects, so that they may make a shape. */
export function haveTwoInCommon(one: Side, other: Side): boolean {
  let common = 0;
  for (const key of one.keys) if (other.keys.has(key) && ++common === 2) return true;
  return false;
}

/** A side may hold thousands of events. */
const MOST_SIDES = 64;

/** Snapshots never change, so what is made of one is made once. */
const bySnapshot = new WeakMap<Snapshot, Map<string, KnownSide>>();
