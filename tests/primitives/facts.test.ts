/**
 * The tables against the list of facts that they were written from, which lives outside of this repository:
 * ../shared/semantics/primitives.jsonl, one JSON object per line.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linux } from '../../server/src/primitives/linux.ts';

interface Row {
  readonly name: string;
  readonly vocabulary: string;
  readonly kind: string;
  readonly orders: string;
  readonly address_arg: number | null;
  readonly value_arg: number | null;
  readonly source: string;
  readonly examples?: readonly string[];
}

const list = fileURLToPath(new URL('../../../shared/semantics/primitives.jsonl', import.meta.url));
const there = existsSync(list);

describe(there ? 'primitives.jsonl' : `primitives.jsonl (skipped: ${list} is not there)`, () => {
  it.skipIf(!there)('has no Linux entry that the tables miss or contradict', () => {
    const rows = readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
      .filter((row) => row.vocabulary === 'linux');
    expect(rows.length).toBeGreaterThan(400);
    for (const row of rows) {
      for (const name of row.examples ?? [row.name]) {
        const { kind, orders, addressArg, valueArg, source } = linux.lookup(name) ?? {};
        expect({ name, kind, orders, addressArg, valueArg, source }).toEqual({
          name,
          kind: row.kind,
          orders: row.orders,
          addressArg: row.address_arg,
          valueArg: row.value_arg,
          source: row.source,
        });
      }
    }
  });
});
