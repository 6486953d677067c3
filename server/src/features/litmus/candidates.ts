/** The pairs of accesses that two sides may be there for: what both access, the nearest of each sort. */
import { roleOf } from '../../primitives/roles.ts';
import type { Access, Side } from './sides.ts';

/** Two accesses of a side, in the order in which they are made. */
export interface Pair {
  readonly side: Side;
  readonly first: Access;
  readonly second: Access;
}

/** The two sides with nothing but the accesses to what both have, the nearest of each sort. */
export function sharedOf(one: Side, other: Side): [Side, Side] {
  const cut = (side: Side, shared: ReadonlySet<string>): Side => ({
    ...side,
    before: fewOfEach(side.before.filter(({ key }) => shared.has(key))),
    after: fewOfEach(side.after.filter(({ key }) => shared.has(key))),
  });
  return [cut(one, other.keys), cut(other, one.keys)];
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

/** By the objects of both. */
export function byObjects(pairs: readonly Pair[]): ReadonlyMap<string, readonly Pair[]> {
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
export function pairsOf(side: Side): Pair[] {
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
