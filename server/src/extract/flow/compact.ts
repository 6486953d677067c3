/** From the blocks that were drafted to those that are kept. */
import type { Block } from '../../model/flow.ts';
import type { Draft } from './drafts.ts';

/**
 * Leaves out blocks that nothing leads to or that do nothing, joins those that can only follow each other, and numbers
 * the rest in the order in which they are come to, ways for true first.
 */
export function compact(drafts: readonly Draft[]): Block[] {
  const start = target(drafts, 0);
  const entries = new Map<number, number>([[start, 1]]);
  const seen = new Set<number>();
  for (const pending = [start]; pending.length > 0; ) {
    const block = pending.pop()!;
    if (seen.has(block)) continue;
    seen.add(block);
    const draft = drafts[block]!;
    draft.next = draft.next.map((next) => target(drafts, next));
    for (const next of draft.next) entries.set(next, (entries.get(next) ?? 0) + 1);
    pending.push(...draft.next.toReversed());
  }
  const joined = new Set<number>();
  for (const block of seen) if (!joined.has(block)) joinFollowers(drafts, block, entries, joined);
  const kept = [...seen].filter((block) => !joined.has(block));
  const indices = new Map(kept.map((block, index) => [block, index]));
  return kept.map((block) => {
    const { events, next, test } = drafts[block]!;
    return { events, next: next.map((one) => indices.get(one)!), ...(test && { test }) };
  });
}

/** The first block from `block` on that does something or decides where to go. */
function target(drafts: readonly Draft[], block: number): number {
  let at = block;
  for (let steps = 0; steps < drafts.length; steps++) {
    const { events, next } = drafts[at]!;
    if (events.length > 0 || next.length !== 1) return at;
    at = next[0]!;
  }
  return at;
}

function joinFollowers(
  drafts: readonly Draft[],
  block: number,
  entries: ReadonlyMap<number, number>,
  joined: Set<number>,
): void {
  const draft = drafts[block]!;
  while (draft.next.length === 1) {
    const next = draft.next[0]!;
    if (next === block || entries.get(next) !== 1) return;
    const follower = drafts[next]!;
    draft.events.push(...follower.events);
    draft.next = follower.next;
    if (follower.test) draft.test = follower.test;
    joined.add(next);
  }
}
