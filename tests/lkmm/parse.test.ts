import { describe, expect, it } from 'vitest';
import type { LitmusTest } from '../../server/src/lkmm/syntax/litmus.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { printLitmus } from '../../server/src/lkmm/syntax/print.ts';
import { Source } from '../../server/src/text/source.ts';
import { EXAMPLES } from './examples.ts';
import { shapeTest } from './shapes.ts';

describe('a test that is written reads back as the same', () => {
  const shapes = {
    mp: shapeTest('MP', 'xchg', 'ctrl+smp_rmb').text,
    ring: shapeTest('Z6.0', 'none', 'none', 'none').text,
  };
  it.each(Object.entries({ ...EXAMPLES, ...shapes }))('%s', (_, text) => {
    const test = read(text);
    expect(withoutPlaces(read(printLitmus(test)))).toEqual(withoutPlaces(test));
    expect(printLitmus(read(printLitmus(test)))).toBe(printLitmus(test));
  });

  it.each([
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['a & (b == c)', 'a & b == c'],
    ['(a & b) == c', '(a & b) == c'],
    ['-(a + 1)', '-(a + 1)'],
    ['a - -1', 'a - -1'],
    ['(int *)*(p + 1)', '(int *)*(p + 1)'],
    ['!a || b && c', '!a || b && c'],
    ['*(int *)p', '*(int *)p'],
    ['0x10UL', '16'],
    ['NULL', '0'],
    ['a[1] + READ_ONCE(b[c])', '*(a + 1) + READ_ONCE(*(b + c))'],
  ])('%s', (expression, printed) => {
    const text = printLitmus(read(code(`r0 = ${expression};`)));
    expect(text).toContain(`\tr0 = ${printed};\n`);
    expect(printLitmus(read(text))).toBe(text);
  });

  it.each([
    ['x=1 /\\ y=2 \\/ z=3', 'x=1 /\\ y=2 \\/ z=3'],
    ['x=1 /\\ (y=2 \\/ z=3)', 'x=1 /\\ (y=2 \\/ z=3)'],
    ['not (x=1) /\\ ~y=2', '~x=1 /\\ ~y=2'],
    ['x=1 => y=1 => z=1', 'x=1 => y=1 => z=1'],
    ['(x=1 => y=1) => z=1', '(x=1 => y=1) => z=1'],
    ['0:r0 = 1:r0 /\\ *x = *y /\\ [z] = a', '0:r0=1:r0 /\\ x=*y /\\ z=a'],
    ['x[1] = -3 /\\ P1:r0 == &y', 'x[1]=-3 /\\ 1:r0=y'],
    ['x <> 1 /\\ 0:r0 != 1:r0', 'x!=1 /\\ 0:r0!=1:r0'],
  ])('exists (%s)', (condition, printed) => {
    const test = read(`C t\n{}\nP0() {}\nP1() {}\nexists (${condition})`);
    expect(printLitmus(test)).toContain(`exists (${printed})\n`);
    expect(withoutPlaces(read(printLitmus(test)))).toEqual(withoutPlaces(test));
  });
});

describe('what surrounds the code', () => {
  it('has comments of three kinds, doc strings and notes of generators', () => {
    const test = read(`C MP+x (* a *)
"PodWW Rfe PodRR Fre"
Prefetch=0:x=F
(* b (* nested { *) *)
{ x=1; (* c *) }
// d
P0(int *x) /* e */
{
	WRITE_ONCE(*x, 2); // f
}
exists (* g *) (x=2) (* h *)
`);
    expect(test.name).toBe('MP+x');
    expect(test.processes).toHaveLength(1);
    expect(test.head).toContain('Prefetch=0:x=F');
  });

  it('claims a result', () => {
    const claimed = '(*\n * Result: Never\n *)\n';
    const text = `C t\n${claimed}{}\nP0() {}\n`;
    const { result } = read(text);
    expect(result?.word).toBe('Never');
    expect(text.slice(result!.span.start, result!.span.end)).toBe('Never');
    expect(read(code('smp_mb();')).result).toBeUndefined();
  });

  it("may say 'final' for 'exists', and leave out the space after it", () => {
    const condition = { quantifier: 'exists', proposition: { kind: 'equal', to: 2, negated: false } };
    expect(read('C t\n{}\nP0() {}\nfinal (x=2)')).toMatchObject({ condition });
    expect(read('C t\n{}\nP0() {}\nexists(x=2)')).toMatchObject({ condition });
    expect(read('C t\n{}\nP0() {}\nexists x=2')).toMatchObject({ condition });
  });

  it('has a quotation mark in a note that is not the end of anything', () => {
    expect(read('C t\nScreen: 17" {\nx=1;}\nP0() {}').init).toHaveLength(1);
  });

  it('may leave the condition out', () => {
    expect(read('C t\n{}\nP0() {}').condition).toEqual({ quantifier: 'forall', proposition: { kind: 'true' } });
  });

  it('has an initial state with types, addresses, arrays and registers', () => {
    const { init } = read(
      'C t\n{ int x = -1; int *p = &x; q = x; 0:r1 = 2; atomic_t v = ATOMIC_INIT(3); int a[2] = {1, x}; spinlock_t l; }\nP0() {}',
    );
    const kinds = init.map(({ type, values }) => [type, values]);
    expect(kinds).toEqual([
      ['int', [-1]],
      ['int *', [{ address: 'x' }]],
      [undefined, [{ address: 'x' }]],
      [undefined, [2]],
      ['atomic_t', [3]],
      ['int', [1, { address: 'x' }]],
      ['spinlock_t', [0]],
    ]);
  });
});

describe('what is wrong has a place', () => {
  it.each([
    ['AArch64 t\n{}\n', '1:1', /^expected 'C' and the name of the test/],
    ['C t\n', '2:1', /^expected the initial state/],
    ['C t\n{}\n', '1:1', 'the test has no process'],
    ['C t\n{}\nP0() {\n\twhile (1) {}\n}', '4:2', /^'while' cannot stand in a litmus test/],
    ['C t\n{}\nP0() { smp_wnb(); }', '3:8', 'the memory model has no smp_wnb(); did you mean smp_wmb()?'],
    ['C t\n{}\nP0(int *x) { WRITE_ONCE(x, 1); }', '3:14', /^WRITE_ONCE\(\) takes what a pointer points to/],
    ['C t\n{}\nP0(int *x) { r0 = xchg(x); }', '3:19', 'xchg() takes 2 arguments, not 1'],
    ['C t\n{}\nP0() { r0 = smp_mb(); }', '3:13', 'smp_mb() gives no value'],
    ['C t\n{}\nP1() {}', '3:1', /^expected P0 here/],
    ['C t\n{}\nP0() { r0 = 1 }', '3:15', "expected ';' after an assignment, found '}'"],
    ['C t\n{}\nP0() {}\nexists (1:r0=0)', '3:8', /^1:r0 is of a process that the test does not have/],
    ['C t\n{}\nP0() {}\nexists (x=0) x', '4:14', /^expected the end of the file/],
    ['C t\n(* no end\n{}\n', '2:1', 'this comment does not end'],
    ['C t\n{ x = 99999999999999999999; }\nP0() {}', '2:7', 'this number is too large'],
    [`C t\n{}\nP0() { r0 = 1${' + 1'.repeat(100_000)}; }`, undefined, /^this has too many operators/],
    [`C t\n{}\nP0() {}\nexists (x=1${' /\\ x=1'.repeat(100_000)})`, undefined, /^this condition is too long/],
    [`C t\n{}\nP0() { r0 = ${'('.repeat(1000)}1; }`, undefined, /^this is nested too deeply/],
  ] as const)('%j', (text, place, message) => {
    const parsed = parseLitmus(text);
    if (!('problems' in parsed)) throw new Error('it was accepted');
    const { span, message: said } = parsed.problems[0]!;
    const source = new Source(text);
    if (place !== undefined) expect(`${source.line(span.start)}:${source.column(span.start)}`).toBe(place);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it('all of it is reported, as far as the text can be read', () => {
    const parsed = parseLitmus('C t\n{}\nP0(int *x) { smp_mn(); r0 = READ_ONCE(x); }');
    expect('problems' in parsed && parsed.problems).toHaveLength(2);
  });
});

/** A test with this code in its one process. */
function code(statement: string): string {
  return `C t\n{}\nP0(int *a, int *b, int *c, int **p)\n{\n\t${statement}\n}\n`;
}

function read(text: string): LitmusTest {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) throw new Error(`${parsed.problems[0]!.message} in\n${text}`);
  return parsed.test;
}

/** The test without the places of its parts. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'span');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutPlaces(inner)]));
}
