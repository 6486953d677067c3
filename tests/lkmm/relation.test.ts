/** The algebra against its definitions, on random relations of sizes below and above one word. */
import { describe, expect, it } from 'vitest';
import { both, complement, EventSet, either, without } from '../../server/src/lkmm/relations/event-set.ts';
import {
  cross,
  domain,
  id,
  inter,
  inverse,
  irreflexivePart,
  isAcyclic,
  isEqual,
  isIrreflexive,
  minus,
  opt,
  plus,
  Relation,
  range,
  seq,
  star,
  union,
} from '../../server/src/lkmm/relations/relation.ts';

describe.each([5, 32, 33, 70])('over %i events', (size) => {
  const all = Array.from({ length: size }, (_, event) => event);
  const r = sample(size, 3);
  const s = sample(size, 7);
  const A = EventSet.of(
    size,
    all.filter((event) => event % 3 === 0),
  );
  const B = EventSet.of(
    size,
    all.filter((event) => event % 2 === 0),
  );

  /** The relation of all pairs that satisfy a predicate. */
  const where = (holds: (from: number, to: number) => boolean) =>
    Relation.of(
      size,
      all.flatMap((from) => all.filter((to) => holds(from, to)).map((to) => [from, to] as const)),
    );

  it('union, intersection, difference, inverse', () => {
    expect(
      isEqual(
        union(r, s),
        where((a, b) => r.has(a, b) || s.has(a, b)),
      ),
    ).toBe(true);
    expect(
      isEqual(
        inter(r, s),
        where((a, b) => r.has(a, b) && s.has(a, b)),
      ),
    ).toBe(true);
    expect(
      isEqual(
        minus(r, s),
        where((a, b) => r.has(a, b) && !s.has(a, b)),
      ),
    ).toBe(true);
    expect(
      isEqual(
        inverse(r),
        where((a, b) => r.has(b, a)),
      ),
    ).toBe(true);
    expect(
      isEqual(
        irreflexivePart(opt(r)),
        where((a, b) => a !== b && r.has(a, b)),
      ),
    ).toBe(true);
  });

  it('sequences, with sets for the identity on them', () => {
    const composed = where((a, c) => all.some((b) => r.has(a, b) && s.has(b, c)));
    expect(isEqual(seq(r, s), composed)).toBe(true);
    expect(
      isEqual(
        seq(A, r, s, B),
        where((a, b) => A.has(a) && B.has(b) && composed.has(a, b)),
      ),
    ).toBe(true);
    expect(
      isEqual(
        seq(r, A, s),
        where((a, c) => all.some((b) => A.has(b) && r.has(a, b) && s.has(b, c))),
      ),
    ).toBe(true);
    expect(isEqual(seq(A, B), id(both(A, B)))).toBe(true);
  });

  it('closures are what can be reached', () => {
    const reach = where((a, b) => reachable(r, a).has(b));
    expect(isEqual(plus(r), reach)).toBe(true);
    expect(isEqual(star(r), opt(reach))).toBe(true);
    expect(isAcyclic(r)).toBe(all.every((event) => !reachable(r, event).has(event)));
    expect(isIrreflexive(r)).toBe(all.every((event) => !r.has(event, event)));
    expect(isAcyclic(where((a, b) => a < b))).toBe(true);
  });

  it('sets', () => {
    const members = (holds: (event: number) => boolean) => all.filter(holds);
    expect(either(A, B).members()).toEqual(members((event) => A.has(event) || B.has(event)));
    expect(without(A, B).members()).toEqual(members((event) => A.has(event) && !B.has(event)));
    expect(complement(A).members()).toEqual(members((event) => !A.has(event)));
    expect(domain(r).members()).toEqual(members((event) => r.successors(event).length > 0));
    expect(range(r).members()).toEqual(members((event) => all.some((from) => r.has(from, event))));
    expect(
      isEqual(
        cross(A, B),
        where((a, b) => A.has(a) && B.has(b)),
      ),
    ).toBe(true);
    expect(new EventSet(size).isEmpty && !A.isEmpty && new Relation(size).isEmpty && !r.isEmpty).toBe(true);
  });

  it('leaves its operands as they are', () => {
    const before = r.bits.slice();
    for (const operation of [union, inter, minus, seq]) operation(r, s);
    seq(A, r, B);
    for (const operation of [plus, star, opt, inverse]) operation(r);
    expect(r.bits).toEqual(before);
  });
});

function sample(size: number, seed: number): Relation {
  const relation = new Relation(size);
  for (let i = 0; i < size * 1.2; i++) relation.add((i * seed * 31 + seed) % size, (i * i * 17 + seed * 13) % size);
  return relation;
}

function reachable(relation: Relation, from: number): Set<number> {
  const reached = new Set<number>();
  const open = [from];
  for (let event = open.pop(); event !== undefined; event = open.pop()) {
    for (const next of relation.successors(event)) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}
