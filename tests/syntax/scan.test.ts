import { describe, expect, it } from 'vitest';
import { identifierAt, matchParen, skipSpace, splitArguments, statementSpan } from '../../server/src/syntax/scan.ts';

describe('matchParen', () => {
  it('gives the offset past the closing parenthesis', () => {
    expect(matchParen('f(a, (b), g(c)) + d', 1)).toBe(15);
  });

  it('is -1 without one, too far from one, and where no parenthesis opens', () => {
    expect(matchParen('f(a, (b)', 1)).toBe(-1);
    expect(matchParen(`(${' '.repeat(30_000)})`, 0)).toBe(-1);
    expect(matchParen('f(a)', 0)).toBe(-1);
    expect(matchParen('f(a)', 99)).toBe(-1);
  });
});

describe('splitArguments', () => {
  function split(code: string) {
    return splitArguments(code, code.indexOf('(')).map((s) => code.slice(s.start, s.end));
  }

  it('splits at commas outside brackets of any kind', () => {
    expect(split('f(a, g(b, c)[d, e], (struct t){ 1, 2 },\n\t&x->y)')).toEqual([
      'a',
      'g(b, c)[d, e]',
      '(struct t){ 1, 2 }',
      '&x->y',
    ]);
  });

  it('keeps empty arguments, but sees none in ()', () => {
    expect(split('f(a,, b)')).toEqual(['a', '', 'b']);
    expect(split('f( )')).toEqual([]);
    expect(split('f(a, b')).toEqual([]);
  });
});

describe('identifierAt', () => {
  it('covers the identifier that the offset lies in or touches', () => {
    const code = 'a->next_1 + 12';
    expect(identifierAt(code, 5)).toEqual({ start: 3, end: 9 });
    expect(identifierAt(code, 9)).toEqual({ start: 3, end: 9 });
    expect(identifierAt(code, 10)).toBeNull();
    expect(identifierAt(code, 13)).toBeNull();
  });
});

describe('skipSpace', () => {
  it('stops at the first other unit or at the limit', () => {
    expect(skipSpace(' \t\n x', 0)).toBe(4);
    expect(skipSpace('    x', 0, 2)).toBe(2);
  });
});

describe('statementSpan', () => {
  /** The statement around `$` in a function's body. */
  function statement(marked: string) {
    const at = marked.indexOf('$');
    const code = marked.replace('$', '');
    const { start, end } = statementSpan(code, at, { start: 0, end: code.length });
    return code.slice(start, end);
  }

  it('is bounded by semicolons and braces', () => {
    expect(statement('{ a(); x = $READ(y); b(); }')).toBe('x = READ(y);');
    expect(statement('{ $a(); }')).toBe('a();');
    expect(statement('{ if (x) { y(); } $a(b,\n c); }')).toBe('a(b,\n c);');
  });

  it('goes round calls and statement expressions', () => {
    expect(statement('{ a(b($c), ({ d; e; }), f); g(); }')).toBe('a(b(c), ({ d; e; }), f);');
    expect(statement('{ a(({ d; e; }), $f); g(); }')).toBe('a(({ d; e; }), f);');
    expect(statement('{ struct s x = { $a, { b } }; c(); }')).toBe('struct s x = { a, { b } };');
  });

  it('is the branch without the head that controls it', () => {
    expect(statement('{ if (a) $b(); }')).toBe('b();');
    expect(statement('{ if (a)\n b();\nelse if (c)\n $d(); }')).toBe('d();');
    expect(statement('{ for (i = 0; i < n; i++) $b(i); }')).toBe('b(i);');
    expect(statement('{ do $b(); while (c); }')).toBe('b();');
  });

  it('is the head when the offset is in it', () => {
    expect(statement('{ x(); if (a && $b) c(); }')).toBe('if (a && b)');
    expect(statement('{ x(); } while ($b); }')).toBe('while (b)');
    expect(statement('{ x(); for (i = 0; $i < n; i++) { y(); } }')).toBe('for (i = 0; i < n; i++)');
  });

  it('comes after labels', () => {
    expect(statement('{ x();\nout:\n $y(); }')).toBe('y();');
    expect(statement('{ switch (a) { case B: default: $y(); } }')).toBe('y();');
    expect(statement('{ x = a ? b : $c; }')).toBe('x = a ? b : c;');
  });

  it('does not cross directives', () => {
    expect(statement('{ x\n#ifdef A\n $y();\n#endif\n }')).toBe('y();');
    expect(statement('{ x = $y\n#ifdef A\n + z\n#endif\n; }').trim()).toBe('x = y');
  });

  it('stays in bounds on broken code', () => {
    for (const code of ['', '}', '((((', '););', 'for (;', '{{{', '# if', 'a ? : case']) {
      for (let at = 0; at <= code.length; at++) {
        const { start, end } = statementSpan(code, at, { start: 0, end: code.length });
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(at);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(code.length);
      }
    }
  });
});
