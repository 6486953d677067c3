import { describe, expect, it } from 'vitest';
import { whatIf } from '../../../server/src/features/litmus/what-if.ts';

/** `forbidden`, `allowed`, `allowed (data race)`, or what is wrong with the question. */
function answer(shape: string, sides: string): string {
  const found = whatIf(shape, sides);
  if ('problem' in found) return found.problem;
  return found.isForbidden ? 'forbidden' : `allowed${found.hasRace ? ' (data race)' : ''}`;
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
    ['WRC', 'smp_store_release,smp_load_acquire', 'forbidden'],
    ['WRC', 'data,smp_rmb', 'allowed'],
    ['ISA2', 'smp_store_release,data,smp_load_acquire', 'allowed'],
    ['ISA2', 'smp_store_release,smp_store_release,smp_load_acquire', 'forbidden'],
    ['IRIW', 'smp_load_acquire,smp_load_acquire', 'allowed'],
    ['LB', 'ctrl,ctrl(ended)', 'allowed'],
    ['SB', 'spin_unlock+spin_lock+smp_mb__after_unlock_lock,smp_mb', 'forbidden'],
    ['SB', 'cmpxchg(failed),smp_mb', 'allowed'],
  ])('%s with %s', (shape, sides, expected) => {
    expect(answer(shape, sides)).toBe(expected);
  });

  it.each([
    ['XY', 'a,b', "no shape is called 'XY': expected MP, SB, LB, S, R, 2+2W, WRC, RWC, IRIW, ISA2, Z6.0"],
    ['MP', 'smp_wmb', "expected two sides with a comma between, not 'smp_wmb'"],
    ['ISA2', 'smp_wmb,smp_rmb', "expected three sides with commas between, not 'smp_wmb,smp_rmb'"],
    ['MP', 'xchg(load),smp_rmb', 'nothing loads here for xchg(load) to do so (side 1 of MP)'],
    [
      'MP',
      'smp_wmb(store),smp_rmb',
      "'smp_wmb(store)' is no primitive that a side can have, nor addr, data, ctrl or plain (side 1 of MP)",
    ],
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
