/** What is said of a litmus file: text in, values out. */
import { describe, expect, it } from 'vitest';
import { litmusLens } from '../../../server/src/features/litmus-file/code-lens.ts';
import { litmusDiagnostics } from '../../../server/src/features/litmus-file/diagnostics.ts';
import { litmusSymbols } from '../../../server/src/features/litmus-file/document-symbol.ts';
import { litmusHover } from '../../../server/src/features/litmus-file/hover.ts';
import { judgeTest } from '../../../server/src/features/litmus-file/judgement.ts';
import { pagePlaintext } from '../../../server/src/features/page-plaintext.ts';
import { type ParsedTest, parseLitmus } from '../../../server/src/lkmm/syntax/parse.ts';

const CLOCK = { seconds: 10, now: () => performance.now() };

function read(text: string): ParsedTest {
  const parsed = parseLitmus(text);
  if ('problems' in parsed) throw new Error(parsed.problems[0]!.message);
  return parsed;
}

function diagnostics(text: string) {
  const parsed = parseLitmus(text);
  const judgement = 'test' in parsed ? judgeTest(parsed.test, CLOCK) : undefined;
  return litmusDiagnostics(text, parsed, judgement).map(({ span, related, ...one }) => ({
    ...one,
    at: text.slice(span.start, span.end),
    ...(related ? { and: text.slice(related.span.start, related.span.end) } : {}),
  }));
}

function lens(text: string): string {
  const parsed = read(text);
  return litmusLens(parsed, judgeTest(parsed.test, CLOCK)).title;
}

const sb = (fence: string, condition: string) =>
  `C SB\n{}\nP0(int *x, int *y) { WRITE_ONCE(*x, 1); ${fence} r0 = READ_ONCE(*y); }\n` +
  `P1(int *x, int *y) { WRITE_ONCE(*y, 1); ${fence} r0 = READ_ONCE(*x); }\n${condition}\n`;
const BOTH_ZERO = '(0:r0=0 /\\ 1:r0=0)';

describe('diagnostics', () => {
  it('give the place of what can not be read', () => {
    expect(diagnostics('C t\n{}\nP0(int *x) { while (1); }\nexists (x=1)')).toEqual([
      {
        code: 'litmus-syntax',
        severity: 'error',
        message: "'while' cannot stand in a litmus test: unroll it, or write it with 'if'",
        at: 'while',
      },
    ]);
  });

  it('are visible where the text ends too soon', () => {
    for (const text of ['', '  \n', 'C t', 'C t\n{}\nP0(int *x) { smp_mb();\n\n']) {
      const [found] = diagnostics(text);
      expect(found).toMatchObject({ code: 'litmus-syntax' });
      if (text.trim() !== '') expect(found!.at.trim()).not.toBe('');
    }
  });

  it('name both accesses of a data race, at the one that is plain', () => {
    const text = (store: string, load: string) =>
      `C t\n{}\nP0(int *x) { ${store} }\nP1(int *x) { int r0 = ${load}; }\nexists (1:r0=1)`;
    expect(diagnostics(text('WRITE_ONCE(*x, 1);', '*x'))).toEqual([
      {
        code: 'litmus-data-race',
        severity: 'info',
        message: "data race on x with 'WRITE_ONCE(*x, 1)' in P0: this access is plain, and nothing orders the two",
        at: '*x',
        and: 'WRITE_ONCE(*x, 1)',
      },
    ]);
    expect(diagnostics(text('*x = 1;', '*x'))[0]).toMatchObject({
      message: "data race on x with '*x' in P1: both accesses are plain, and nothing orders the two",
      at: '*x = 1;',
    });
    expect(diagnostics(text('WRITE_ONCE(*x, 1);', 'READ_ONCE(*x)'))).toEqual([]);
  });

  it('say so when a comment claims another result, and are silent on other words', () => {
    const claims = (word: string) => `${sb('', `exists ${BOTH_ZERO}`)}`.replace('{}', `(* Result: ${word} *)\n{}`);
    expect(diagnostics(claims('Never'))).toEqual([
      {
        code: 'litmus-result',
        severity: 'warning',
        message: 'the comment says Never, the memory model says Sometimes',
        at: 'Never',
      },
    ]);
    expect(diagnostics(claims('Sometimes'))).toEqual([]);
    expect(diagnostics(claims('unclear'))).toEqual([]);
  });

  it('say why there is no verdict, at the question', () => {
    const text = sb('', `exists ${BOTH_ZERO}`);
    const many = `C t\n{}\n${[0, 1, 2].map((n) => `P${n}(int *x) { ${'WRITE_ONCE(*x, 1);'.repeat(5)} }`).join('\n')}\nexists (x=1)`;
    let clock = 0;
    const now = () => (clock += 2000);
    expect(judgeTest(read(many).test, { seconds: 10, now })).toEqual({
      gaveUp: 'gave up after 10 s: there are too many executions',
    });
    expect(judgeTest(read(many).test, { seconds: 10, now, isCancelled: () => true })).toBe(undefined);
    const given = litmusDiagnostics(text, parseLitmus(text), { gaveUp: 'gave up after 10 s' });
    expect(given.map(({ message }) => message)).toEqual(['no verdict: gave up after 10 s']);
    expect(text.slice(given[0]!.span.start, given[0]!.span.end)).toBe(`exists ${BOTH_ZERO}`);
  });
});

describe('the verdict in a line', () => {
  it.each([
    [sb('smp_mb();', `exists ${BOTH_ZERO}`), 'Never · forbidden by the LKMM'],
    [sb('', `exists ${BOTH_ZERO}`), 'Sometimes (1 of 4 executions)'],
    ['C t\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nexists (x=1)', 'Always (the only execution)'],
    [sb('', 'forall (x=1)'), 'Always (all 4 executions)'],
    [sb('', 'forall (x=2)'), 'Never (none of 4 executions)'],
    [
      'C t\n{}\nP0(int *x) { *x = 1; }\nP1(int *x) { *x = 1; }\nexists (x=2)',
      'Never · forbidden by the LKMM · data race',
    ],
    [
      'C t\n{}\nP0(spinlock_t *l) { spin_lock(l); spin_lock(l); }\nexists (l=0)',
      'Never · nothing can happen: every execution deadlocks or is filtered out',
    ],
  ])('%s', (text, title) => {
    expect(lens(text)).toBe(title);
  });

  it('stands at the name, also before there is one', () => {
    const text = sb('', `exists ${BOTH_ZERO}`);
    const { span, title } = litmusLens(read(text), undefined);
    expect([text.slice(span.start, span.end), title]).toEqual(['SB', 'Deciding …']);
    expect(litmusLens(read(text), { gaveUp: 'gave up after 10 s' }).title).toBe('No verdict: gave up after 10 s');
  });
});

describe('the outline', () => {
  it('lists variables, processes with their accesses, and the question', () => {
    const text =
      'C t\n{ int x = 1; 0:r1 = 2; }\nP0(int *x, int *y) {\n  if (READ_ONCE(*x)) { *y = 1; } else smp_mb();\n  int r0;\n  r0 = 3;\n}\nfilter (x=1)\n~exists (x=1)\n';
    const symbols = litmusSymbols(text, read(text));
    expect(symbols.map(({ name, detail, kind }) => [name, detail, kind])).toEqual([
      ['initial state', 'x, 0:r1', 'init'],
      ['P0', 'x, y', 'process'],
      ['~exists', '', 'question'],
    ]);
    expect(symbols[1]!.children.map(({ name }) => name)).toEqual(['READ_ONCE(*x)', '*y = 1', 'smp_mb()']);
    expect(symbols.map(({ span }) => text.slice(span.start, span.end).slice(0, 8))).toEqual([
      '{ int x ',
      'P0(int *',
      'filter (',
    ]);
    for (const { span, selection } of symbols.flatMap((one) => [one, ...one.children])) {
      expect(span.start <= selection.start && selection.end <= span.end).toBe(true);
    }
  });
});

describe('hover', () => {
  const at = (text: string) => litmusHover(text.replace('|', ''), text.indexOf('|'));

  it('tells what a primitive orders, and what would pair with it', () => {
    const page = pagePlaintext(at('C t\n{}\nP0(int *x) { smp_store_|release(x, 1); }')!.page);
    expect(page).toMatch(/^smp_store_release\(\) · release store\n/);
    expect(page).toContain('Its other side would load the same object with smp_load_acquire()');
    for (const name of ['READ_ONCE(*x)', 'xchg_acquire(x, 1)', 'spin_lock(l)', 'synchronize_rcu()', 'smp_mb()']) {
      expect(at(`C t\n{}\nP0(int *x) { |${name}; }`)).toBeDefined();
    }
  });

  it('is silent on names that are not called, and in comments', () => {
    for (const text of [
      'C smp_m|b\n{}',
      'C t\n(* with smp_m|b() *)\n{}',
      'C t\n{}\nP0() { // smp_m|b()\n }',
      'C t\n{}\nP0() { /* an\n smp_m|b() */ }',
      'C t\n{}\nP|0(int *x) { }',
      'C t\n{}\n|',
    ]) {
      expect([text, at(text)]).toEqual([text, undefined]);
    }
    // Behind a name this is a dereference, and no comment.
    expect(at('C t\n{}\nP0(int *x) { READ_ONCE(*x); smp_m|b(); }')).toBeDefined();
  });
});
