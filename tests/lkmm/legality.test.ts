/** The memory model against verdicts of herd7 that are kept beside the repository: which primitives pair in which shape. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../server/src/lkmm/decide.ts';
import type { LitmusTest } from '../../server/src/lkmm/syntax/litmus.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { printLitmus } from '../../server/src/lkmm/syntax/print.ts';
import { repository } from '../support/cli.ts';
import { shapeTest } from './shapes.ts';

const semantics = resolve(repository, '../shared/semantics');
const isThere = existsSync(join(semantics, 'pairing.legality.jsonl'));
if (!isThere) console.warn('tests/lkmm: skipped, ../shared/semantics is not there');

describe.skipIf(!isThere)('verdicts of herd7', { timeout: 120_000 }, () => {
  it('the rows of the legality matrices', () => {
    const rows = readFileSync(join(semantics, 'pairing.legality.jsonl'), 'utf8').trim().split('\n');
    const wrong = rows.filter((line) => {
      const { pattern, left, mid, right, forbidden } = JSON.parse(line);
      const written = printLitmus(read(shapeTest(pattern, { left, mid, right })));
      return isForbidden(written) !== forbidden;
    });
    expect(rows.length).toBeGreaterThan(1800);
    expect(wrong).toEqual([]);
  });

  it('the rows with a test of their own', () => {
    const blocks = readFileSync(join(semantics, 'pairing.md'), 'utf8').matchAll(
      /```c\n\(\* (\S+): LKMM \w+ \((\w+)([^)]*)\) \*\)\n(C .*?)```/gs,
    );
    const rows = [...blocks].map(([, name, observation, , text]) => ({ name, observation, test: read(text!) }));
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter(({ test, observation }) => verdictOf(test).observation !== observation)).toEqual([]);
    const races = rows.filter(({ test }) => verdictOf(test).flags.includes('data-race'));
    expect(races.map(({ name }) => name)).toEqual(['MP-plain-none']);
  });
});

function isForbidden(text: string): boolean {
  return verdictOf(read(text)).observation === 'Never';
}

function read(text: string): LitmusTest {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) throw new Error(`${parsed.problems[0]!.message} in\n${text}`);
  return parsed.test;
}

function verdictOf(test: LitmusTest) {
  const decision = decide(test);
  if ('gaveUp' in decision) throw new Error(decision.gaveUp.message);
  return decision.verdict;
}
