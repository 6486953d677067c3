/**
 * Reads one preprocessor line: which directive it is, where it ends (continuation lines and comments across
 * lines included), and what an #include or #define says.
 */
import { isBlank, isSpace, isWord } from './chars.ts';
import type { LexedComment, LexedMacro } from './lexed.ts';

export interface Directive {
  readonly kind: 'if' | 'else' | 'endif' | 'define' | 'include' | 'other';
  /** Offset of the `#`. */
  readonly start: number;
  /** Offset past the directive's word. */
  readonly rest: number;
  /** Offset of the line feed that ends it, or the text's length. */
  readonly end: number;
}

/** Reads directives one after the other; the offsets asked for must ascend, which keeps a file linear. */
export class DirectiveReader {
  private readonly text: string;
  private readonly code: string;
  private readonly comments: readonly LexedComment[];
  /** Comments before this one end before the last offset asked for. */
  private comment = 0;

  constructor(text: string, code: string, comments: readonly LexedComment[]) {
    this.text = text;
    this.code = code;
    this.comments = comments;
  }

  /** The directive whose `#` is at `start`. */
  read(start: number): Directive {
    let word = start + 1;
    while (isBlank(this.code.charCodeAt(word))) word++;
    let rest = word;
    while (isWord(this.code.charCodeAt(rest))) rest++;
    return { kind: directiveKind(this.code.slice(word, rest)), start, rest, end: this.lineEnd(rest) };
  }

  /** Whether this is `#if 0`: an arm that nobody compiles. */
  isDead(directive: Directive): boolean {
    return /^\s*0\s*$/.test(this.code.slice(directive.rest, Math.min(directive.end, directive.rest + 20)));
  }

  /** The path of an `#include`: `linux/ioport.h`, and `./internal.h` for a quoted one. Null when a macro makes it. */
  includePath(directive: Directive): string | null {
    const line = this.text.slice(directive.rest, Math.min(directive.end, directive.rest + 400));
    const match = /^[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")/.exec(line);
    if (match === null) return null;
    return match[1] === undefined ? `./${match[2]}` : match[1].trim();
  }

  /**
   * The macro that a `#define` makes, if it can matter: its replacement text calls something, or is one other
   * name that is not all capitals (an alias). Register headers hold thousands of plain constants.
   */
  macro(directive: Directive): LexedMacro | null {
    const { code } = this;
    const { end } = directive;
    let at = directive.rest;
    while (at < end && isSpace(code.charCodeAt(at))) at++;
    let i = at;
    while (i < end && isWord(code.charCodeAt(i))) i++;
    if (i === at) return null;
    const nameEnd = i;
    let params: string[] | null = null;
    if (code.charCodeAt(i) === 40 /* ( */) {
      while (i < end && code.charCodeAt(i) !== 41 /* ) */) i++;
      params = parameterNames(code.slice(nameEnd + 1, i));
      i++;
    }
    let bodyEnd = end;
    while (i < end && isSpace(code.charCodeAt(i))) i++;
    while (bodyEnd > i && isSpace(code.charCodeAt(bodyEnd - 1))) bodyEnd--;
    if (i >= bodyEnd || !isWorthKeeping(code.slice(i, bodyEnd))) return null;
    const name = code.slice(at, nameEnd);
    return { name, at, start: directive.start, params, body: { start: i, end: bodyEnd } };
  }

  /** The line feed that ends a directive: one neither after a backslash nor inside a comment. */
  private lineEnd(from: number): number {
    const { text, comments } = this;
    let end = indexOrLength(text, from);
    while (end < text.length) {
      while ((comments[this.comment]?.end ?? text.length) <= end) this.comment++;
      const comment = comments[this.comment];
      if (comment !== undefined && comment.start < end) end = indexOrLength(text, comment.end);
      else if (isContinued(text, end)) end = indexOrLength(text, end + 1);
      else break;
    }
    return end;
  }
}

function directiveKind(word: string): Directive['kind'] {
  switch (word) {
    case 'define':
    case 'include':
    case 'endif':
      return word;
    case 'if':
    case 'ifdef':
    case 'ifndef':
      return 'if';
    case 'else':
    case 'elif':
    case 'elifdef':
    case 'elifndef':
      return 'else';
    default:
      return 'other';
  }
}

/** Names by which the replacement text refers to the arguments: `...` is `__VA_ARGS__`, `args...` is `args`. */
function parameterNames(list: string): string[] {
  const names: string[] = [];
  for (const part of list.split(',')) {
    const name = part.trim();
    if (name === '...') names.push('__VA_ARGS__');
    else if (name !== '') names.push(name.replace(/\s*\.\.\.$/, ''));
  }
  return names;
}

function isWorthKeeping(body: string): boolean {
  return body.includes('(') || (body.length < 80 && /^[A-Za-z_]\w*$/.test(body) && /[a-z]/.test(body));
}

function isContinued(text: string, lineEnd: number): boolean {
  let i = lineEnd - 1;
  while (i >= 0 && isBlank(text.charCodeAt(i))) i--;
  return text.charCodeAt(i) === 92 /* \ */;
}

function indexOrLength(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}
