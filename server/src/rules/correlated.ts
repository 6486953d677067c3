/** Ways back through a function that can really be run: what one test has decided, the same test doesn't decide otherwise. */
import type { Block, Flow, FlowEvent } from '../model/flow.ts';
import type { Nearest, Place } from '../pairing/ways.ts';

/**
 * The nearest events before a place that `passes` doesn't let by. Ways are left out on which a test came out otherwise
 * than the same test that decides whether the place is come to.
 */
export function waysBefore(flow: Flow, from: Place, passes: (event: FlowEvent) => boolean): Nearest {
  const decided = new Map<string, number>();
  const places: Place[] = [];
  const seen = new Set<number>();
  let open = false;
  const pending: { block: number; index: number }[] = [{ block: from.block, index: from.index - 1 }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    const { events } = flow.blocks[at.block]!;
    let index = at.index;
    while (index >= 0 && passes(events[index]!)) index--;
    if (index >= 0) {
      places.push({ block: at.block, index });
      continue;
    }
    if (at.block === 0) open = true;
    const before = flow.blocks.flatMap(({ next }, block) => (next.includes(at.block) ? [block] : []));
    for (const block of before) {
      const { next, test } = flow.blocks[block]!;
      const outcome = next.indexOf(at.block);
      const key = test ? keyOf(flow.blocks[block]!) : undefined;
      if (key !== undefined && (decided.get(key) ?? outcome) !== outcome) continue;
      if (key !== undefined && before.length === 1) decided.set(key, outcome);
      if (seen.has(block)) continue;
      seen.add(block);
      pending.push({ block, index: flow.blocks[block]!.events.length - 1 });
    }
  }
  return { places, open };
}

/** The same for tests that are written alike: of one object, as long, and at the same place in them. */
function keyOf({ events, test }: Block): string | undefined {
  const last = events.at(-1);
  if (!test || last?.kind !== 'access' || last.at < test.start) return undefined;
  return `${last.object.text} ${last.at - test.start} ${test.end - test.start}`;
}
