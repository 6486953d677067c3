import { describe, expect, it } from 'vitest';
import type { PrimitiveRef } from '../../server/src/model/claim.ts';
import { linux } from '../../server/src/primitives/linux.ts';
import { matches } from '../../server/src/primitives/match.ts';

const ref = (name: string | null, generic: PrimitiveRef['generic'] = null): PrimitiveRef => ({
  span: { start: 0, end: 0 },
  text: name ?? '',
  name,
  generic,
  misspelt: false,
  implied: false,
  argument: null,
});
const stands = (named: PrimitiveRef, site: string) => matches(named, site, linux.lookup(site)!.kind);

describe('matches', () => {
  it.each([
    ['smp_wmb', 'smp_wmb', true],
    ['wmb', 'smp_wmb', true],
    ['smp_wmb', 'smp_rmb', false],
    ['smp_mb_*', 'smp_mb', true],
    ['smp_mb__*', 'smp_mb__before_atomic', true],
    ['smp_mb_*', 'smp_store_mb', false],
    ['smp_store_release', 'smp_load_acquire', false],
    ['atomic_dec_and_test', 'atomic_long_dec_and_test', true],
  ])('%s for %s: %s', (named, site, expected) => {
    expect(stands(ref(named), site)).toBe(expected);
  });

  it('takes a class for its members', () => {
    expect(stands(ref(null, 'read'), 'smp_load_acquire')).toBe(true);
    expect(stands(ref(null, 'read'), 'smp_wmb')).toBe(false);
    expect(stands(ref(null), 'smp_wmb')).toBe(false);
  });
});
