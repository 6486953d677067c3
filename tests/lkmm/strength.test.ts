import { describe, expect, it } from 'vitest';
import { replaced, replacementsFor, type Strength, strengthOf } from '../../server/src/lkmm/strength.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';

const testOf = (body: string) => `C t\n\n{}\n\nP0(int *x, int *y)\n{\n${body}}\n\nexists (x=1)\n`;

function strengthIn(text: string) {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) throw new Error(`${parsed.problems[0]!.message} in ${text}`);
  return strengthOf(text, parsed.test.processes[0]!);
}

const BODIES = {
  'plain accesses': '\tint r0;\n\tr0 = *x; // 3: a line\n\t*y = r0 + 1;\n',
  'marked accesses': '\tint r0;\n\tWRITE_ONCE(*x, 1);\n\tsmp_wmb(); // 4: smp_wmb();\n\tr0 = READ_ONCE(*y);\n',
  'ordered accesses':
    '\tint r0 = smp_load_acquire(x);\n\tif (r0) {\n\t\tsmp_rmb();\n\t\tsmp_store_release(y, 2);\n\t}\n',
  'read-modify-writes': '\tint r0 = xchg(x, 1);\n\tint r1 = atomic_add_return_acquire(2, y);\n',
};

describe('the strength of a process', () => {
  it.each(Object.entries(BODIES))('of %s can be any that it has, and the rest stays', (_, body) => {
    const text = testOf(body);
    const found = strengthIn(text)!;
    for (const first of Object.keys(found.first.forms) as Strength['first'][]) {
      for (const second of Object.keys(found.second.forms) as Strength['second'][]) {
        for (const fence of [undefined, 'smp_mb', 'smp_wmb']) {
          const to = { first, second, fence };
          const changed = replaced(text, replacementsFor(text, found, to));
          expect(strengthIn(changed)!.now, changed).toEqual(to);
          // What was marked on purpose never becomes plain.
          if (body === BODIES['plain accesses']) continue;
          const back = replaced(changed, replacementsFor(changed, strengthIn(changed)!, found.now));
          expect(back.replace(/ *\/\/.*/g, '')).toBe(text.replace(/ *\/\/.*/g, ''));
        }
      }
    }
  });

  it.each([
    ['a load has no release', BODIES['ordered accesses'], 'first', ['acquire', 'once']],
    ['a store has no acquire', BODIES['ordered accesses'], 'second', ['once', 'release']],
    ['a plain one can be marked', BODIES['plain accesses'], 'second', ['once', 'plain', 'release']],
    ['an update has all four', BODIES['read-modify-writes'], 'second', ['acquire', 'full', 'once', 'release']],
  ] as const)('%s', (_, body, which, forms) => {
    expect(Object.keys(strengthIn(testOf(body))![which].forms).sort()).toEqual(forms);
  });

  it.each([
    ['gives no value', '\tatomic_inc(x);\n\tWRITE_ONCE(*y, 1);\n', ['once']],
    ['is a test', '\tint r0 = atomic_dec_and_test(x);\n\tWRITE_ONCE(*y, 1);\n', ['full']],
    ['is smp_store_mb()', '\tsmp_store_mb(*x, 1);\n\tWRITE_ONCE(*y, 1);\n', ['once']],
  ])('of an operation that %s can not be another', (_, body, forms) => {
    expect(Object.keys(strengthIn(testOf(body))!.first.forms)).toEqual(forms);
  });

  it.each([
    ['one access', '\tWRITE_ONCE(*x, 1);\n'],
    ['three', '\tWRITE_ONCE(*x, 1);\n\tWRITE_ONCE(*y, 1);\n\tWRITE_ONCE(*x, 2);\n'],
  ])('is none of %s', (_, body) => {
    expect(strengthIn(testOf(body))).toBe(undefined);
  });
});
