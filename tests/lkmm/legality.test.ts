/** The memory model against verdicts of herd7 that are kept beside the repository: which primitives pair in which shape. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../server/src/lkmm/decide.ts';
import type { LitmusTest } from '../../server/src/lkmm/syntax/litmus.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { printLitmus } from '../../server/src/lkmm/syntax/print.ts';
import { repository } from '../support/cli.ts';
import { ordersOf, type Row, shapeTest } from './shapes.ts';

const semantics = resolve(repository, '../shared/semantics');
const isThere = existsSync(join(semantics, 'pairing.legality.jsonl'));
if (!isThere) console.warn('tests/lkmm: skipped, ../shared/semantics is not there');

describe.skipIf(!isThere)('verdicts of herd7', { timeout: 120_000 }, () => {
  it('the rows of the legality matrices', () => {
    const rows = readFileSync(join(semantics, 'pairing.legality.jsonl'), 'utf8').trim().split('\n');
    const wrong = rows.filter((line) => {
      const row: Row = JSON.parse(line);
      const { text, isForbidden } = shapeTest(row.pattern, ...ordersOf(row));
      // Nor does a test say anything else after it was read and written.
      const again = verdictOf(read(printLitmus(read(text)))).observation === 'Never';
      return isForbidden !== row.forbidden || again !== row.forbidden;
    });
    expect(rows.length).toBe(1803);
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
