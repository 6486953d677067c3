import { describe, expect, it } from 'vitest';
import { whatIf } from '../../../server/src/features/litmus/what-if.ts';
import { forbids, type Order, type Shape } from '../../../server/src/pairing/legality.ts';

/** `forbidden`, `allowed`, `allowed (data race)`, or what is wrong with the question. */
function answer(shape: string, sides: string): string {
  const found = whatIf(shape, sides);
  if ('problem' in found) return found.problem;
  const { observation, flags } = found.verdict;
  const race = flags.includes('data-race');
  return observation === 'Never' && !race ? 'forbidden' : `allowed${race ? ' (data race)' : ''}`;
}

describe('what if', () => {
  it.each([
    ['MP', 'smp_wmb,READ_ONCE+addr', 'forbidden'],
    ['MP', 'smp_wmb,ctrl', 'allowed'],
    ['MP', 'smp_wmb,ctrl+smp_rmb', 'forbidden'],
    ['MP', 'smp_store_release(),smp_load_acquire()', 'forbidden'],
    ['MP', 'smp_store_mb,smp_rmb', 'allowed'],
    ['MP', 'smp_mb__before_atomic+atomic_inc,smp_rmb', 'forbidden'],
    ['MP', 'plain,plain', 'allowed (data race)'],
    ['SB', 'smp_mb,smp_mb', 'forbidden'],
    ['SB', 'smp_wmb,smp_mb', 'allowed'],
    ['lb', 'data,ctrl', 'forbidden'],
    ['2+2W', 'smp_wmb,smp_wmb', 'allowed'],
  ])('%s with %s', (shape, sides, expected) => {
    expect(answer(shape, sides)).toBe(expected);
  });

  it('agrees with the table of legal pairs', () => {
    const words: readonly (readonly [Order, string])[] = [
      ['none', 'none'],
      ['smp_rmb', 'smp_rmb'],
      ['smp_wmb', 'smp_wmb'],
      ['smp_mb', 'smp_mb'],
      ['synchronize_rcu', 'synchronize_rcu'],
      ['addr dep', 'addr'],
      ['ctrl', 'ctrl'],
      ['ctrl+smp_rmb', 'ctrl+smp_rmb'],
    ];
    for (const shape of ['MP', 'SB', 'LB', 'S', 'R', '2+2W'] as const satisfies readonly Shape[]) {
      for (const [left, one] of words) {
        for (const [right, other] of words) {
          const found = answer(shape, `${one},${other}`);
          if (/dependency/.test(found)) continue;
          expect([shape, one, other, found]).toEqual([
            shape,
            one,
            other,
            forbids(shape, left, right) ? 'forbidden' : 'allowed',
          ]);
        }
      }
    }
  });

  it.each([
    ['XY', 'a,b', "no shape is called 'XY': expected MP, SB, LB, S, R, 2+2W"],
    ['MP', 'smp_wmb', "expected two sides with a comma between, not 'smp_wmb'"],
    ['MP', 'smp_load_acquire,smp_rmb', 'smp_load_acquire() loads, and nothing does so here (side 1 of MP)'],
    ['MP', 'smp_wmb,data', 'a data dependency ends at a store, and this side loads last (side 2 of MP)'],
    ['MP', 'addr,smp_rmb', 'a dependency begins at a load, and this side stores first (side 1 of MP)'],
    [
      'MP',
      'smp_vmb,smp_rmb',
      "'smp_vmb' is no primitive that a side can have, nor addr, data, ctrl or plain (side 1 of MP)",
    ],
  ])('%s with %s is no question', (shape, sides, problem) => {
    expect(answer(shape, sides)).toBe(problem);
  });
});
