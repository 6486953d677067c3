/** Shortest ways through relations. */
import type { Relation } from '../relations/relation.ts';

/** Events from `from` to `to`, both included, with one step at least; undefined when there is no way. */
export function shortestPath(relation: Relation, from: number, to: number): number[] | undefined {
  const cameFrom = new Map<number, number>();
  let front = [from];
  while (front.length > 0) {
    const next: number[] = [];
    for (const event of front) {
      for (const successor of relation.successors(event)) {
        if (cameFrom.has(successor)) continue;
        cameFrom.set(successor, event);
        if (successor === to) return back(cameFrom, from, to);
        next.push(successor);
      }
    }
    front = next;
  }
  return undefined;
}

function back(cameFrom: ReadonlyMap<number, number>, from: number, to: number): number[] {
  const path = [to];
  let event = cameFrom.get(to)!;
  while (event !== from) {
    path.push(event);
    event = cameFrom.get(event)!;
  }
  return [...path, from].reverse();
}

/** The shortest cycle of a relation, its first event again at the end; undefined when there is none. */
export function shortestCycle(relation: Relation): number[] | undefined {
  let best: number[] | undefined;
  for (let event = 0; event < relation.size; event++) {
    const cycle = shortestPath(relation, event, event);
    if (cycle && (!best || cycle.length < best.length)) best = cycle;
  }
  return best;
}
