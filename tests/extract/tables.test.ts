import { describe, expect, it } from 'vitest';
import { extractTables } from '../../server/src/extract/tables.ts';
import { lex } from '../../server/src/syntax/lexer.ts';

/** The members of the table `ops`: undefined when there is none. */
function members(text: string, name = 'ops'): string[] | undefined {
  const [table] = extractTables(lex(text), new Set([name]));
  for (const call of table?.calls ?? []) expect(text.startsWith(call.name, call.at)).toBe(true);
  return table?.calls?.map((call) => call.name);
}

describe('tables of functions', () => {
  it.each([
    ['with and without a comma at the end', 'struct ops ops = { .push = ring_push, .pop = ring_pop };'],
    ['over lines, with addresses', 'static const struct ops ops = {\n\t.push\t= &ring_push,\n\t.pop\t= ring_pop,\n};'],
    ['of tables', 'struct ops ops[] = {\n\t[A] = { .push = ring_push },\n\t[B] = { .pop = ring_pop, },\n};'],
    ['with other members', 'struct ops ops = { .name = "x", .push = ring_push, .pop = ring_pop, .size = 4 };'],
    ['with a comment in it', 'struct ops ops = { /* .old = ring_old, */ .push = ring_push, .pop = ring_pop };'],
  ])('%s', (_, text) => {
    expect(members(text)).toEqual(['ring_push', 'ring_pop']);
  });

  it('ends at its brace', () => {
    expect(members('struct ops ops = { .a = one };\nstruct ops other = { .b = two };')).toEqual(['one']);
  });

  it.each([
    ['a declaration', 'extern struct ops ops;'],
    ['a use', 'struct ring ring = { .ops = &ops };'],
    ['a local one', 'void f(void)\n{\n\tstruct ops ops = { .push = ring_push };\n}'],
    ['one of a longer name', 'struct ops ring_ops = { .push = ring_push };'],
    ['a comment', '/* ops = { .push = ring_push } */'],
  ])('not %s', (_, text) => {
    expect(members(text)).toBeUndefined();
  });

  it('takes names for names', () => {
    expect(members('struct ops ops = { .push = ring_push };', '.*')).toBeUndefined();
  });
});
