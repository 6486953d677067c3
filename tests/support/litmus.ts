/** Litmus tests of fixtures, as the tests of features/litmus ask for them. */
import { expect } from 'vitest';
import { litmusAt, type PairTest, verdictInBrief } from '../../server/src/features/litmus.ts';
import { decide } from '../../server/src/lkmm/decide.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { viewOf } from './view.ts';

/** The tests of the pairs at `$0`. Each one reads back, and says of itself what deciding its text says. */
export async function testsOf(source: string): Promise<PairTest[] | undefined> {
  const { view, file, offset } = await viewOf(source);
  const tests = litmusAt(view, file, { start: offset, end: offset + 1 });
  for (const { text, verdict } of tests ?? []) {
    const parsed = parseLitmus(text);
    if (!('test' in parsed)) throw new Error(parsed.problems.map(({ message }) => message).join());
    const decision = decide(parsed.test);
    if (!('verdict' in decision)) throw new Error('given up');
    const { observation, flags } = decision.verdict;
    expect(observation === 'Never' && flags.length === 0, text).toBe(verdict.isForbidden);
  }
  return tests;
}

export async function onlyTest(source: string): Promise<PairTest> {
  const tests = (await testsOf(source)) ?? [];
  expect(tests).toHaveLength(1);
  return tests[0]!;
}

export async function brief(source: string): Promise<string[] | undefined> {
  return (await testsOf(source))?.map(verdictInBrief);
}

/** The statements of a test without comments, declarations and blank lines. */
export function bare({ text }: PairTest): string[] {
  return text
    .slice(text.indexOf('*)') + 2)
    .split('\n')
    .map((line) => line.replace(/\/\/.*/, '').trim())
    .filter((line) => line !== '' && !/^int \**r\d;$/.test(line));
}

/** What the code of a statement is said to be: what stands behind `//`. */
export function sourceOf({ text }: PairTest, statement: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.trim().startsWith(statement))
    ?.replace(/^[^/]*\/\/\s*/, '');
}
