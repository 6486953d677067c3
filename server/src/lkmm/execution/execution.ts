/** A candidate execution: events, what each load reads, and the order of stores to each variable. */
import { inter, plus, Relation } from '../relations/relation.ts';
import type { Base } from './base.ts';
import type { Candidate } from './events.ts';
import type { Settled } from './search.ts';

export interface Execution extends Base {
  readonly candidate: Candidate;
  /** Same variable. */
  readonly loc: Relation;
  readonly rf: Relation;
  readonly co: Relation;
  readonly fr: Relation;
}

/** `loc`: events of the same variable; `variables` has -1 for an event of none. */
export function sameVariable(variables: Int32Array): Relation {
  const size = variables.length;
  const loc = new Relation(size);
  for (let from = 0; from < size; from++) {
    if (variables[from]! < 0) continue;
    for (let to = 0; to < size; to++) if (variables[from] === variables[to]) loc.add(from, to);
  }
  return loc;
}

/**
 * From the source of each load and the order of stores, variable by variable. Before all is settled, `pairs` are stores
 * whose order is known nevertheless, and what is not known is left out.
 */
export function executionOf(
  { candidate, base, resolver, orders }: Settled,
  loc: Relation,
  pairs: readonly (readonly [number, number])[] = [],
): Execution {
  const { size } = base;
  const { sources } = resolver;
  let co = new Relation(size);
  for (const order of orders) {
    if (!order) continue;
    for (let at = 0; at < order.length; at++) {
      for (let i = at + 1; i < order.length; i++) co.add(order[at]!, order[i]!);
    }
  }
  if (pairs.length > 0) {
    for (const [earlier, later] of pairs) co.add(earlier, later);
    co = plus(co);
  }
  const rf = new Relation(size);
  // `rf^-1 ; co`, as each load has one source.
  const fr = new Relation(size);
  for (let load = 0; load < size; load++) {
    const source = sources[load]!;
    if (source < 0) continue;
    rf.add(source, load);
    fr.setRow(load, co, source);
  }
  return { ...base, candidate, loc, rf, co, fr };
}

/** The part of a relation within processes, and the part between them. */
export function internal(execution: Pick<Base, 'int'>, relation: Relation): Relation {
  return inter(relation, execution.int);
}

export function external(execution: Pick<Base, 'ext'>, relation: Relation): Relation {
  return inter(relation, execution.ext);
}
