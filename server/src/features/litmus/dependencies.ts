/** What the second access of a side owes to the value that the first one has loaded. */
import type { FileFacts } from '../../model/facts.ts';
import type { Flow } from '../../model/flow.ts';
import { flowOf, placesIn } from '../../pairing/ways.ts';
import { type Access, placeAt } from './sides.ts';

/** Whether the second access is run only after a test of what the first one has loaded. */
export function isGuarded(first: Access, second: Access): boolean {
  const { facts, fn } = first;
  const flow = flowOf(facts, fn);
  const from = flow && placeAt(flow, facts, first);
  const to = flow && placeAt(flow, facts, second);
  if (!flow || !from || !to) return first.site?.use?.tested ?? false;
  const names = assignedFrom(flow, facts, first);
  return flow.blocks.some(({ test, next }, block) => {
    if (!test || next.length !== 2 || next[0] === next[1]) return false;
    const isAboutIt =
      (test.start <= first.at && first.at < test.end) || test.names?.some((name) => names.has(name)) === true;
    return isAboutIt && next.some((way) => !canReach(flow, way, to.block, block));
  });
}

/** Whether the address of the second access is made of what the first one has loaded. */
export function isReachedThrough(first: Access, second: Access): boolean {
  const { text } = second.object;
  const at = text.indexOf(first.object.text);
  if (at >= 0 && /^\)*\s*(?:->|\[)/.test(text.slice(at + first.object.text.length))) return true;
  const flow = flowOf(first.facts, first.fn);
  const root = /^[(*&\s]*(\w+)/.exec(text)?.[1];
  return flow !== undefined && root !== undefined && assignedFrom(flow, first.facts, first).has(root);
}

/** Whether the second access is to an element whose index is made of what the first one has loaded. */
export function isIndexedBy(first: Access, second: Access): boolean {
  const flow = flowOf(first.facts, first.fn);
  const index = /\[([^\]]*)\]/.exec(second.object.text)?.[1];
  if (!flow || index === undefined) return false;
  const names = assignedFrom(flow, first.facts, first);
  return index.includes(first.object.text) || [...index.matchAll(/\w+/g)].some(([name]) => names.has(name));
}

/** The local variables that get what an access has loaded. */
function assignedFrom(flow: Flow, facts: FileFacts, { site }: Access): ReadonlySet<string> {
  const names = new Set<string>();
  if (!site) return names;
  for (const [event] of placesIn(flow)) {
    if (event.kind === 'assign' && event.site !== undefined && facts.sites[event.site] === site) names.add(event.name);
  }
  return names;
}

function canReach(flow: Flow, from: number, to: number, without: number): boolean {
  const seen = new Set([without]);
  const pending = [from];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    if (block === to) return true;
    if (seen.has(block)) continue;
    seen.add(block);
    pending.push(...flow.blocks[block]!.next);
  }
  return false;
}
