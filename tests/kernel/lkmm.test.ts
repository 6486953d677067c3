/** The memory model against the results that the kernel's own litmus tests document. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../server/src/lkmm/decide.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { printLitmus } from '../../server/src/lkmm/syntax/print.ts';
import { kernel } from './tree.ts';

// Skipped without a tree; tree.ts says so.
describe.skipIf(kernel === undefined)("the kernel's litmus tests", () => {
  const files = ['tools/memory-model/litmus-tests', 'Documentation/litmus-tests'].flatMap((folder) =>
    kernel === undefined ? [] : litmusFiles(join(kernel, folder)),
  );

  it('finds them', () => {
    expect(files.length).toBeGreaterThan(30);
  });

  it.each(files)('%s', (file) => {
    const text = readFileSync(file, 'utf8');
    const parsed = parseLitmus(text);
    if ('problems' in parsed) throw new Error(parsed.problems[0]!.message);
    const { test } = parsed;
    expect(observe(text)).toBe(test.result!.word);
    expect(observe(printLitmus(test))).toBe(test.result!.word);
  });

  it('takes a few milliseconds for each, and never a second', () => {
    const tests = files.map((file) => readFileSync(file, 'utf8'));
    for (const text of tests) observe(text);
    const times = tests.map((text) => {
      const start = performance.now();
      observe(text);
      return performance.now() - start;
    });
    times.sort((a, b) => a - b);
    // The aim is 2 ms; the machine may be busy.
    expect(times[times.length >> 1]).toBeLessThan(10);
    expect(times.at(-1)).toBeLessThan(1000);
  });
});

function observe(text: string): string {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) throw new Error(parsed.problems[0]!.message);
  const decision = decide(parsed.test);
  if ('gaveUp' in decision) throw new Error(decision.gaveUp.message);
  const { observation, positive, negative } = decision.verdict;
  return parsed.test.result?.word === 'DEADLOCK' && positive + negative === 0 ? 'DEADLOCK' : observation;
}

function litmusFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.litmus'))
    .map((name) => join(folder, name));
}
