/** A candidate execution: events, what each load reads, and the order of stores to each variable. */
import { inter, inverse, Relation, seq } from '../relations/relation.ts';
import type { Base } from './base.ts';
import type { Candidate } from './events.ts';

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

/** From the source of each load and the order of stores, variable by variable. */
export function executionOf(
  candidate: Candidate,
  base: Base,
  loc: Relation,
  sources: Int32Array,
  orders: readonly (readonly number[])[],
): Execution {
  const { size } = base;
  const rf = new Relation(size);
  for (let load = 0; load < size; load++) if (sources[load]! >= 0) rf.add(sources[load]!, load);
  const co = new Relation(size);
  for (const order of orders) {
    order.forEach((earlier, at) => {
      for (let i = at + 1; i < order.length; i++) co.add(earlier, order[i]!);
    });
  }
  const fr = seq(inverse(rf), co);
  return { ...base, candidate, loc, rf, co, fr };
}

/** The part of a relation within processes, and the part between them. */
export function internal(execution: Pick<Base, 'int'>, relation: Relation): Relation {
  return inter(relation, execution.int);
}

export function external(execution: Pick<Base, 'ext'>, relation: Relation): Relation {
  return inter(relation, execution.ext);
}
