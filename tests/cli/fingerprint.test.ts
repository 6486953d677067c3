import { describe, expect, it } from 'vitest';
import { fingerprints } from '../../server/src/cli/fingerprint.ts';
import type { Finding } from '../../server/src/model/finding.ts';

/** A finding about the `nth` occurrence of `words` in the text. */
function finding(text: string, words: string, changes: Partial<Finding> = {}, nth = 0): Finding {
  let start = text.indexOf(words);
  for (let i = 0; i < nth; i++) start = text.indexOf(words, start + 1);
  return {
    rule: 'unmatched-release',
    severity: 'warning',
    file: 'a.c',
    span: { start, end: start + words.length },
    message: 'smp_store_release() in f() has no other side',
    related: [],
    function: 'f',
    ...changes,
  };
}

const TEXT = 'void f(void)\n{\n\tsmp_store_release(&a, x);\n\tsmp_store_release(&b, x);\n}\n';

/** The fingerprints of both stores, in a text where they stand somewhere else. */
function both(text: string, changes: Partial<Finding> = {}): string[] {
  const findings = [0, 1].map((nth) => finding(text, 'smp_store_release', changes, nth));
  return fingerprints(findings, () => text);
}

describe('fingerprints', () => {
  it('survive a move, and another layout of the call', () => {
    expect(both(`int unrelated(void);\n\n\n${TEXT}`)).toEqual(both(TEXT));
    expect(both(TEXT.replaceAll(', x', ',\n\t\t\t  x').replaceAll('\t', '        '))).toEqual(both(TEXT));
  });

  it('survive other words and another severity, another side, and functions renamed elsewhere', () => {
    const renamed = { message: 'in other words: consumer_new() does not load it in order', severity: 'hint' } as const;
    expect(both(TEXT.replace('void f', 'void old_reader(void);\nvoid f'), renamed)).toEqual(both(TEXT));
  });

  it('survive another layout of a comment', () => {
    const one = '/* pairs with smp_rmb() in gone() */';
    const two = '/*\n\t * pairs with smp_rmb()\n\t * in gone() */';
    const print = (text: string) => fingerprints([finding(text, text.slice(text.indexOf('smp_rmb'), -3))], () => text);
    expect(print(two)).toEqual(print(one));
  });

  it('tell rules, files, functions and arguments apart', () => {
    const others: Partial<Finding>[] = [{ rule: 'other' }, { file: 'b.c' }, { function: 'g' }];
    const prints = others.flatMap((change) => both(TEXT, change));
    expect(new Set([...both(TEXT), ...prints]).size).toBe(8);
  });

  it('are unique in a report, by the order of equals', () => {
    const text = TEXT.replace('&b', '&a');
    const [first, second] = both(text);
    expect(first).toBe(both(TEXT)[0]);
    expect(second).not.toBe(first);
    expect(second).toMatch(/^[0-9a-f]{16}$/);
  });

  it('of one finding do not depend on arguments that never end', () => {
    const text = 'smp_store_release(&a, x';
    expect(fingerprints([finding(text, 'smp_store_release')], () => text)[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});
