import { describe, expect, it } from 'vitest';
import { canPair, forbids } from '../../server/src/pairing/legality.ts';

// That the answers agree with herd7 on 1,803 combinations is tested where they come from: tests/lkmm/legality.test.ts.
describe('legality', () => {
  it('knows message passing', () => {
    expect(forbids('MP', 'smp_wmb', 'smp_rmb')).toBe(true);
    expect(forbids('MP', 'smp_store_release', 'addr')).toBe(true);
    expect(forbids('MP', 'smp_store_release', 'none')).toBe(false);
    expect(forbids('MP', 'smp_rmb', 'smp_wmb')).toBe(false);
  });

  it('does not order what an operation can not stand at: two loads have no release, two stores no acquire', () => {
    expect(forbids('MP', 'smp_wmb', 'smp_store_release')).toBe(false);
    expect(forbids('MP', 'smp_load_acquire', 'smp_rmb')).toBe(false);
  });

  it('asks for full barriers on both sides of store buffering', () => {
    expect(forbids('SB', 'smp_mb', 'smp_mb')).toBe(true);
    expect(forbids('SB', 'smp_mb', 'xchg')).toBe(true);
    expect(forbids('SB', 'smp_mb', 'smp_wmb')).toBe(false);
    expect(forbids('SB', 'smp_store_release', 'smp_store_release')).toBe(false);
  });

  it('says which kinds can order nothing together', () => {
    expect(canPair('smp_wmb', 'smp_wmb')).toBe(false);
    expect(canPair('smp_rmb', 'smp_rmb')).toBe(false);
    expect(canPair('smp_rmb', 'smp_load_acquire')).toBe(false);
    expect(canPair('smp_rmb', 'smp_wmb')).toBe(true);
    expect(canPair('smp_mb', 'smp_rmb')).toBe(true);
    expect(canPair('smp_store_release', 'smp_store_release')).toBe(true);
  });
});
