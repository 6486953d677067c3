import { beforeAll, describe, expect, it } from 'vitest';
import { blankMacros } from '../../server/src/syntax/blank.ts';
import { withBody } from '../../server/src/syntax/body.ts';
import { createParser, type RegionParser } from '../../server/src/syntax/parser.ts';
import { wasm } from '../support/wasm.ts';

let parser: RegionParser;

beforeAll(async () => {
  parser = await createParser(wasm());
});

function whole(code: string) {
  return { start: 0, end: code.length };
}

describe('parsing a region', () => {
  it('gives offsets of the file, also behind characters of two UTF-16 units', () => {
    const code = 'char *s = "𝄞";\nint f(void)\n{\n\treturn a->b;\n}\nint g;\n';
    const region = { start: code.indexOf('int f'), end: code.indexOf('int g') };
    const found = parser.with(code, region, (root) => {
      const member = root.descendantForIndex(code.indexOf('a->b'), code.indexOf(';\n}'));
      return { type: member?.type, text: code.slice(member!.startIndex, member!.endIndex), error: root.hasError };
    });
    expect(found).toEqual({ type: 'field_expression', text: 'a->b', error: false });
  });

  it('parses regions longer than the buffer that the runtime is fed by', () => {
    const code = `int f(void)\n{\n${'\tcounter[i] += other[i];\n'.repeat(2_000)}\treturn last;\n}\n`;
    const type = parser.with(code, whole(code), (root) => root.descendantForIndex(code.indexOf('last'))?.parent?.type);
    expect(type).toBe('return_statement');
  });

  it('disposes of the tree, even when reading it fails', () => {
    const code = 'int f(void) { return 0; }';
    expect(parser.with(code, whole(code), () => parser.liveTrees())).toBe(1);
    expect(parser.liveTrees()).toBe(0);
    const failing = () =>
      parser.with(code, whole(code), () => {
        throw new Error('reader');
      });
    expect(failing).toThrow('reader');
    expect(parser.liveTrees()).toBe(0);
  });

  it('comes to an end on garbage, and reads good code afterwards', () => {
    const garbage = '{ ( [ struct a b ) if { ] ) else ; case '.repeat(4_000);
    parser.with(garbage, whole(garbage), () => 0);
    const code = '{ return 0; }';
    expect(parser.with(code, whole(code), (root) => root.hasError)).toBe(false);
    expect(parser.liveTrees()).toBe(0);
  });

  it('refuses empty and enormous regions', () => {
    expect(parser.with('', { start: 0, end: 0 }, () => 1)).toBeUndefined();
    const code = ' '.repeat(600_000);
    expect(parser.with(code, whole(code), () => 1)).toBeUndefined();
  });
});

describe('blanking macros', () => {
  it('overwrites attributes without moving anything', () => {
    const code = 'static noinline int __init setup(char __user *p) __must_hold(&foo->lock (x))\n{';
    const blank = blankMacros(code, whole(code));
    expect(blank).toHaveLength(code.length);
    expect(blank.replace(/ +/g, ' ')).toBe('static int setup(char *p) \n{');
  });

  it('leaves names alone that only contain an attribute', () => {
    const code = 'my__init(__initial, x__user);';
    expect(blankMacros(code, whole(code))).toBe(code);
  });

  it('keeps the lines of an attribute that goes over several', () => {
    const code = '__acquires(a,\n\t b) f';
    expect(blankMacros(code, whole(code)).split('\n')).toHaveLength(2);
  });

  it('makes loops of iterator macros', () => {
    const code = '{ list_for_each_entry_rcu(p, &head, node) { use(p); } }';
    const blank = blankMacros(code, whole(code));
    expect(blank).toBe('{ while                  (p, &head, node) { use(p); } }');
    expect(parser.with(code, whole(code), (root) => root.hasError)).toBe(false);
  });

  it('makes no loops of functions whose names look like iterators', () => {
    const code = '{ bus_for_each_dev(&bus, fn); err = idr_for_each(&idr, fn) ; if (x_for_each(y)) return; }';
    expect(blankMacros(code, whole(code))).toBe(code);
  });

  it('lets an unclosed argument list be', () => {
    const code = '__aligned(8; for_each_cpu(i, mask';
    expect(blankMacros(code, whole(code))).toBe(code);
  });
});

describe('a body', () => {
  it('leads from the root to the smallest construct, with the roles on the way', () => {
    const code = '{ if (x) y = z; }';
    const at = code.indexOf('z');
    const steps = withBody(parser, code, whole(code), (body) =>
      body.path({ start: at, end: at + 1 }).map((step) => [step.type, step.field]),
    );
    expect(steps).toEqual([
      ['translation_unit', null],
      ['compound_statement', null],
      ['if_statement', null],
      ['expression_statement', 'consequence'],
      ['assignment_expression', null],
      ['identifier', 'right'],
    ]);
  });

  it('finds the uses of a variable, but no members, labels or parts of words', () => {
    const code = '{ p = q->p + pp; goto p; p: f(p, .p); }';
    const found = withBody(parser, code, whole(code), (body) => body.occurrences('p').map((use) => use.start));
    expect(found).toEqual([code.indexOf('p ='), code.indexOf('p, .')]);
  });
});
