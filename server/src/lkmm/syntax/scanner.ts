/**
 * Words of a litmus file. A file has two languages: C between the braces of a process, where comments are C's, and
 * herd's own everywhere else, where `(* … *)` is a comment too.
 */
import type { Span } from '../../text/span.ts';
import type { Problem } from './litmus.ts';

export type Language = 'herd' | 'c';

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'mark' | 'end';
  /** A name or mark as it is spelt; a number in decimal; a string without its quotes. */
  readonly text: string;
  readonly span: Span;
}

/** A place where reading cannot go on. It never leaves this folder. */
export class SyntaxFault extends Error {
  readonly problem: Problem;

  constructor(message: string, span: Span) {
    super(message);
    this.problem = { message, span };
  }
}

/** A cursor over the words of one file. The language may change between any two words. */
export class Scanner {
  readonly text: string;
  language: Language = 'herd';
  private at = 0;
  private ahead: Token | undefined;
  private aheadLanguage: Language = 'herd';
  /** End of the word taken last. */
  lastEnd = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Offset where the next word is looked for. */
  get offset(): number {
    return this.at;
  }

  /** Goes on at another offset. */
  seek(offset: number): void {
    this.at = offset;
    this.ahead = undefined;
  }

  peek(): Token {
    if (this.ahead === undefined || this.aheadLanguage !== this.language) {
      this.ahead = this.scan(this.at);
      this.aheadLanguage = this.language;
    }
    return this.ahead;
  }

  /** The word after the next one. */
  peekSecond(): Token {
    return this.scan(this.peek().span.end);
  }

  take(): Token {
    const token = this.peek();
    this.at = token.span.end;
    this.lastEnd = token.span.end;
    this.ahead = undefined;
    return token;
  }

  /** Takes the next word if it is this mark or name. */
  accept(text: string): boolean {
    if (!this.isNext(text)) return false;
    this.take();
    return true;
  }

  isNext(text: string): boolean {
    const token = this.peek();
    return (token.kind === 'mark' || token.kind === 'name') && token.text === text;
  }

  expect(text: string, where: string): Token {
    if (!this.isNext(text)) this.fail(`expected '${text}' ${where}`);
    return this.take();
  }

  expectName(what: string): Token {
    if (this.peek().kind !== 'name') this.fail(`expected ${what}`);
    return this.take();
  }

  /** Says what was expected, and what stands there instead. */
  fail(expected: string): never {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the file ends' : `found '${token.text.slice(0, 40)}'`;
    throw new SyntaxFault(`${expected}, ${found}`, token.span);
  }

  private scan(from: number): Token {
    const start = this.skipBlank(from);
    if (start >= this.text.length) return { kind: 'end', text: '', span: { start, end: start } };
    for (const [kind, pattern] of PATTERNS) {
      pattern.lastIndex = start;
      const found = pattern.exec(this.text);
      if (!found) continue;
      const text = kind === 'string' ? found[0].slice(1, -1) : kind === 'number' ? decimal(found[0], start) : found[0];
      return { kind, text, span: { start, end: start + found[0].length } };
    }
    throw new SyntaxFault(`unexpected character '${this.text[start]}'`, { start, end: start + 1 });
  }

  private skipBlank(from: number): number {
    let at = from;
    for (;;) {
      BLANK.lastIndex = at;
      at += BLANK.exec(this.text)![0].length;
      const next = skipComment(this.text, at, this.language);
      if (next === at) return at;
      at = next;
    }
  }
}

/** The end of the comment that begins at an offset, or that offset when none does. */
export function skipComment(text: string, at: number, language: Language): number {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    if (end < 0) throw new SyntaxFault('this comment does not end', { start: at, end: at + 2 });
    return end + 2;
  }
  return language === 'herd' && text.startsWith('(*', at) ? nestedCommentEnd(text, at) : at;
}

/** Comments of herd nest. */
function nestedCommentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('(*', at)) {
      depth++;
      at++;
    } else if (text.startsWith('*)', at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  throw new SyntaxFault('this comment does not end', { start, end: start + 2 });
}

function decimal(text: string, start: number): string {
  const value = Number(text.replace(/[uUlL]+$/, ''));
  if (Number.isSafeInteger(value)) return String(value);
  throw new SyntaxFault('this number is too large', { start, end: start + text.length });
}

const BLANK = /\s*/y;

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['name', /%?[A-Za-z_][A-Za-z_0-9]*/y],
  ['number', /(?:0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*/y],
  ['string', /"[^"\n]*"/y],
  ['mark', /\/\\|\\\/|=>|==|!=|<=|>=|<<|>>|&&|\|\||[-+*/%&|^~!<>=(){}[\],;:.?@$#\\']/y],
];
