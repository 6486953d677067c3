/**
 * Orders in which the stores to one variable can take place: the initial store first, as program order and what loads
 * read demand it (the `obsco` of herd's cos-opt.cat), and nothing between a read-modify-write and the store it reads.
 */
import type { Budget } from '../budget.ts';
import type { Relation } from '../relations/relation.ts';
import type { Base } from './base.ts';
import type { Candidate } from './events.ts';

/** The accesses of one variable. */
export interface Accesses {
  readonly initial: number;
  readonly loads: readonly number[];
  /** Stores and takings of a lock. */
  readonly stores: readonly number[];
  /** Releases of a lock, each right behind the taking that it belongs to. */
  readonly releases: readonly number[];
}

/** Calls `found` with every order; there are none where coherence cannot be had. */
export function forEachOrder(
  accesses: Accesses,
  sources: Int32Array,
  { po }: Base,
  { events }: Candidate,
  budget: Budget,
  found: (order: readonly number[]) => void,
): void {
  const release = releasesOf(accesses, po, events);
  const before = release && requiredOrder(accesses, sources, po, release.unmatched);
  if (!before) return;
  const directlyAfter = new Map<number, number>();
  for (const store of accesses.stores) {
    const { load } = events[store]!;
    if (load >= 0) directlyAfter.set(store, sources[load]!);
  }
  extend(accesses, { before, directlyAfter, releaseOf: release.of }, budget, found);
}

/** Calls `found` with every order, coherent or not, in which locks are taken and released in turn. */
export function forAnyOrder(
  accesses: Accesses,
  { po }: Base,
  { events }: Candidate,
  budget: Budget,
  found: (order: readonly number[]) => void,
): void {
  const release = releasesOf(accesses, po, events);
  const free = { before: new Set<number>(), directlyAfter: new Map<number, number>() };
  if (release) extend(accesses, { ...free, releaseOf: release.of }, budget, found);
}

interface Rules {
  /** Keys of pairs in this order. */
  readonly before: ReadonlySet<number>;
  /** Stores with what they stand right behind. */
  readonly directlyAfter: ReadonlyMap<number, number>;
  readonly releaseOf: ReadonlyMap<number, number>;
}

function extend(
  { initial, stores }: Accesses,
  { before, directlyAfter, releaseOf }: Rules,
  budget: Budget,
  found: (order: readonly number[]) => void,
): void {
  step([initial], stores);

  function step(order: readonly number[], rest: readonly number[]): void {
    budget.spend(1);
    const last = order.at(-1)!;
    if (rest.length === 0) {
      found(order);
      return;
    }
    // A read-modify-write that reads the last store has to be next.
    const claimant = rest.find((store) => directlyAfter.get(store) === last);
    for (const store of claimant === undefined ? rest : [claimant]) {
      const source = directlyAfter.get(store);
      if (source !== undefined && source !== last) continue;
      if (rest.some((other) => other !== store && before.has(key(other, store)))) continue;
      const freed = releaseOf.get(store);
      step(
        freed === undefined ? [...order, store] : [...order, store, freed],
        rest.filter((other) => other !== store),
      );
    }
  }
}

/** lock.cat: which release ends which taking (`critical`), and the one taking that nothing ends. */
function releasesOf(
  { stores, releases }: Accesses,
  po: Relation,
  events: Candidate['events'],
): { readonly of: ReadonlyMap<number, number>; readonly unmatched: number | undefined } | undefined {
  const of = new Map<number, number>();
  const takes = stores.filter((store) => events[store]!.kind === 'LKW');
  const lockEvents = [...takes, ...releases];
  for (const take of takes) {
    const release = releases.find(
      (one) => po.has(take, one) && !lockEvents.some((other) => po.has(take, other) && po.has(other, one)),
    );
    if (release !== undefined) of.set(take, release);
    // `lock-nest`: taking it again before it is released never ends.
    const isNested = takes.some(
      (again) => po.has(take, again) && !releases.some((one) => po.has(take, one) && po.has(one, again)),
    );
    if (isNested) return undefined;
  }
  // `unmatched-locks`: of two that are never released one waits for ever.
  const unmatched = takes.filter((take) => !of.has(take));
  return unmatched.length > 1 ? undefined : { of, unmatched: unmatched[0] };
}

/** Pairs of stores of a variable whose order follows from what loads read; undefined when they contradict each other. */
export function requiredPairs(
  accesses: Accesses,
  sources: Int32Array,
  { po }: Base,
): (readonly [number, number])[] | undefined {
  const required = requiredOrder(accesses, sources, po, undefined);
  if (!required) return undefined;
  const fromInitial = [...accesses.stores, ...accesses.releases].map((store) => [accesses.initial, store] as const);
  return [...fromInitial, ...[...required].map((pair) => [pair >>> 16, pair & 0xffff] as const)];
}

/** Pairs of stores whose order is settled, as keys; undefined when they contradict each other. */
function requiredOrder(
  { initial, loads, stores }: Accesses,
  sources: Int32Array,
  po: Relation,
  unmatched: number | undefined,
): ReadonlySet<number> | undefined {
  const before = new Set<number>();
  let isPossible = true;
  const require = (earlier: number, later: number): void => {
    if (later === initial) isPossible = false;
    else if (earlier !== initial) before.add(key(earlier, later));
  };
  for (const store of stores) {
    for (const other of stores) if (po.has(store, other)) require(store, other);
    if (unmatched !== undefined && store !== unmatched) require(store, unmatched);
    for (const load of loads) {
      const source = sources[load]!;
      if (source < 0) continue;
      if (po.has(load, store)) {
        if (source === store) isPossible = false;
        else require(source, store);
      }
      if (po.has(store, load) && source !== store) require(store, source);
    }
  }
  for (const first of loads) {
    for (const second of loads) {
      const [from, to] = [sources[first]!, sources[second]!];
      if (from >= 0 && to >= 0 && from !== to && po.has(first, second)) require(from, to);
    }
  }
  return isPossible ? before : undefined;
}

function key(earlier: number, later: number): number {
  return earlier * 65536 + later;
}
