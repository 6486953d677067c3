/** The verdict on a pair as it stands on a page: shape and verdict in a line and, where the order fails, how. */
import { litmusOf, type PairTest, verdictInBrief } from '../litmus.ts';
import { type Block, text } from '../page.ts';
import { prose } from '../prose.ts';
import type { View } from '../view.ts';
import type { Anchor } from './sides.ts';

/** Nothing where the code does not show what both sides share, or a lock may rule the data race out. */
export function verdictBlocks(view: View, one: Anchor, other: Anchor): Block[] {
  const test = litmusOf(view, one, other);
  if (!test || !isCertain(test)) return [];
  const line = text(...prose(verdictInBrief(test)));
  const { picture } = test.verdict;
  return picture ? [line, { kind: 'picture', lines: picture }] : [line];
}

/** A test has no locks in it, so that its data race may be none. */
export function isCertain({ verdict }: PairTest): boolean {
  return !(verdict.hasRace && verdict.isLocked);
}
