import { describe, expect, it } from 'vitest';
import { lex } from '../../server/src/syntax/lexer.ts';

/** Comments as `style:text`, trailing ones with a `+`. */
function comments(text: string): string[] {
  return lex(text).comments.map((c) => `${c.style}${c.trailing ? '+' : ''}:${text.slice(c.start, c.end)}`);
}

describe('code', () => {
  it('keeps length and line feeds, and blanks comments and the contents of literals', () => {
    const text = 'a /* x\n y */ "s\\"t" \'{\' // z\nb';
    expect(lex(text).code).toBe('a     \n      "    " \' \'     \nb');
  });

  it('blanks the backslashes of continued lines, with CRLF too', () => {
    expect(lex('#define A \\\n  b\\\r\n c').code).toBe('#define A  \n  b \r\n c');
  });

  it('leaves other backslashes alone', () => {
    expect(lex('a \\ b').code).toBe('a \\ b');
  });

  it('does not take an apostrophe in prose for a character literal', () => {
    const text = "#error don't {\nint x;\n#error it's what 'users' want\n";
    expect(lex(text).code).toBe("#error don't {\nint x;\n#error it's what '     ' want\n");
  });

  it('knows prefixed and escaped character literals', () => {
    expect(lex("L'{' '\\'' '\\\\' '{'").code).toBe("L' ' '  ' '  ' ' '");
  });

  it('ends a string that is not closed with its line', () => {
    expect(lex('x = "ab{\ny = "c";').code).toBe('x = "   \ny = " ";');
  });

  it('continues a string over an escaped line end', () => {
    expect(lex('"a\\\nb{" c').code).toBe('"  \n  " c');
  });

  it('does not see comments in strings, nor strings in comments', () => {
    expect(lex('"/*" a /* " */ b').code).toBe('"  " a         b');
  });
});

describe('comments', () => {
  it('tells trailing comments from those on a line of their own', () => {
    expect(comments('/* a */\nx; /* b */ /* c */\n\t/* d */ y; // e')).toEqual([
      'block:/* a */',
      'block+:/* b */',
      'block+:/* c */',
      'block:/* d */',
      'line+:// e',
    ]);
  });

  it('does not call a comment trailing that follows the end of another one', () => {
    expect(comments('x; /* a\n b */ /* c */')).toEqual(['block+:/* a\n b */', 'block:/* c */']);
  });

  it('joins line comments on lines of their own', () => {
    expect(comments('\t// a\n\t// b\n\n// c\nx; // d\n// e\n')).toEqual([
      'line:// a\n\t// b',
      'line:// c',
      'line+:// d',
      'line:// e',
    ]);
  });

  it('leaves the carriage return out of a line comment', () => {
    expect(comments('// a\r\n// b\r\nx')).toEqual(['line:// a\r\n// b']);
  });

  it('continues a line comment after a backslash', () => {
    const text = '// a \\\n  b { \nx';
    expect(comments(text)).toEqual(['line:// a \\\n  b { ']);
    expect(lex(text).code).toBe('      \n      \nx');
  });

  it('ends an open comment with the file', () => {
    expect(comments('x /* a\nb')).toEqual(['block+:/* a\nb']);
  });
});
