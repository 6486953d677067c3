import { describe, expect, it } from 'vitest';
import { Ring } from '../../client/src/pairs/ring.ts';

const place = (uri: string, line: number) => ({ uri, line, character: 0 });
const [a, b, c] = [place('a.c', 1), place('b.c', 2), place('c.c', 3)];

describe('the sides of a pair', () => {
  it('are gone round, back to where it began', () => {
    const ring = new Ring();
    expect(ring.start(a, [b, c])).toBe(b);
    expect(ring.next(b)).toBe(c);
    expect(ring.next(c)).toBe(a);
    expect(ring.next(a)).toBe(b);
  });

  it('are counted as they are reached', () => {
    const ring = new Ring();
    ring.start(a, [b, c]);
    expect(ring.position).toEqual({ number: 2, count: 3 });
    ring.next(b);
    expect(ring.position).toEqual({ number: 3, count: 3 });
  });

  it('are asked for anew when the cursor was moved', () => {
    const ring = new Ring();
    ring.start(a, [b, c]);
    expect(ring.next(place('b.c', 5))).toBeUndefined();
    expect(ring.next(c)).toBeUndefined();
  });

  it('are those of another place after that', () => {
    const ring = new Ring();
    ring.start(a, [b]);
    expect(ring.start(c, [a, b])).toBe(a);
    expect(ring.next(a)).toBe(b);
    expect(ring.next(b)).toBe(c);
  });

  it('are each visited once, whoever names them twice', () => {
    const ring = new Ring();
    expect(ring.start(a, [a, b, { ...b }])).toBe(b);
    expect(ring.next(b)).toBe(a);
  });

  it('lead nowhere when there are none, and leave the last ring as it is', () => {
    const ring = new Ring();
    expect(ring.next(a)).toBeUndefined();
    ring.start(a, [b, c]);
    expect(ring.start(b, [])).toBeUndefined();
    expect(ring.start(b, [b])).toBeUndefined();
    expect(ring.next(b)).toBe(c);
  });
});
