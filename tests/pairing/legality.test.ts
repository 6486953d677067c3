import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canPair, forbids, type Order, type Shape } from '../../server/src/pairing/legality.ts';

interface Verdict {
  readonly pattern: Shape;
  readonly left: Order | null;
  readonly mid: Order | null;
  readonly right: Order;
  readonly forbidden: boolean;
}

const TABLE = new URL('../../../shared/semantics/pairing.legality.jsonl', import.meta.url);

const hasTable = existsSync(TABLE);
if (!hasTable) console.warn('tests/pairing/legality: the comparison with herd7 is skipped, ../shared is not there');

describe('legality', () => {
  it('knows message passing', () => {
    expect(forbids('MP', 'smp_wmb', 'smp_rmb')).toBe(true);
    expect(forbids('MP', 'store_release', 'addr dep')).toBe(true);
    expect(forbids('MP', 'store_release', 'ctrl')).toBe(false);
    expect(forbids('MP', 'smp_rmb', 'smp_wmb')).toBe(false);
  });

  it('asks for full barriers on both sides of store buffering', () => {
    expect(forbids('SB', 'smp_mb', 'smp_mb')).toBe(true);
    expect(forbids('SB', 'smp_mb', 'smp_wmb+smp_rmb')).toBe(false);
    expect(forbids('SB', 'store_release, load_acquire', 'store_release, load_acquire')).toBe(false);
  });

  it('says which kinds can order nothing together', () => {
    expect(canPair('smp_wmb', 'smp_wmb')).toBe(false);
    expect(canPair('smp_rmb', 'smp_rmb')).toBe(false);
    expect(canPair('smp_rmb', 'load_acquire')).toBe(false);
    expect(canPair('smp_rmb', 'smp_wmb')).toBe(true);
    expect(canPair('smp_mb', 'smp_rmb')).toBe(true);
    expect(canPair('store_release', 'store_release')).toBe(true);
  });

  it.skipIf(!hasTable)('agrees with herd7 on every combination', () => {
    const verdicts = readFileSync(TABLE, 'utf8')
      .trim()
      .split('\n')
      .map((line): Verdict => JSON.parse(line));
    const different = verdicts.filter(
      ({ pattern, left, mid, right, forbidden }) =>
        forbids(pattern, left ?? 'none', right, mid ?? 'none') !== forbidden,
    );
    expect(verdicts.length).toBeGreaterThan(1800);
    expect(different).toEqual([]);
  });
});
