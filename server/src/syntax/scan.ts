/**
 * Small steps over blanked code (`Lexed.code`): parentheses, arguments, identifiers and statements, for callers
 * that need no tree. Offsets are UTF-16 offsets; every search is bounded, and none fails on broken code.
 */
import type { Span } from '../text/span.ts';
import { isLineStart, isSpace, isWord, isWordStart } from './chars.ts';

/** A call's arguments are given up on beyond this many units. */
const LONGEST_GROUP = 20_000;

/** A statement is cut off after this many units on either side. */
const LONGEST_STATEMENT = 8_000;

/** Offset past the `)` that closes the `(` at `open`; -1 when there is none near enough, or no `(`. */
export function matchParen(code: string, open: number, longest: number = LONGEST_GROUP): number {
  if (code.charCodeAt(open) !== 40) return -1;
  const limit = Math.min(code.length, open + longest);
  let depth = 0;
  for (let i = open; i < limit; i++) {
    const unit = code.charCodeAt(i);
    if (unit === 40) depth++;
    else if (unit === 41 && --depth === 0) return i + 1;
  }
  return -1;
}

/**
 * The arguments of the call whose `(` is at `open`, without white space around them. Commas inside brackets of any
 * kind separate nothing. An argument left empty is an empty span; `()` and an unclosed `(` have no arguments.
 */
export function splitArguments(code: string, open: number): Span[] {
  const close = matchParen(code, open) - 1;
  const spans: Span[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = start; i <= close; i++) {
    const unit = code.charCodeAt(i);
    if (i === close || (unit === 44 /* , */ && depth === 0)) {
      spans.push(trim(code, start, i));
      start = i + 1;
    } else if (unit === 40 || unit === 91 || unit === 123) depth++;
    else if (unit === 41 || unit === 93 || unit === 125) depth--;
  }
  const only = spans[0];
  return spans.length === 1 && only !== undefined && only.start === only.end ? [] : spans;
}

/** The identifier that `offset` lies in or touches, or null. */
export function identifierAt(code: string, offset: number): Span | null {
  let start = offset;
  let end = offset;
  while (start > 0 && isWord(code.charCodeAt(start - 1))) start--;
  while (end < code.length && isWord(code.charCodeAt(end))) end++;
  return start < end && isWordStart(code.charCodeAt(start)) ? { start, end } : null;
}

/** The first offset at or after `from` that holds no white space, or `limit`. */
export function skipSpace(code: string, from: number, limit: number = code.length): number {
  let i = from;
  while (i < limit && isSpace(code.charCodeAt(i))) i++;
  return i;
}

/**
 * The innermost statement around `offset`, its `;` included. Where `offset` lies in the parentheses of an if, while,
 * for or switch it is that head, and where it lies in a branch without braces it is the branch.
 * @param body where to stay: the function's braces, or a macro's replacement text
 */
export function statementSpan(code: string, offset: number, body: Span): Span {
  const start = statementStart(code, offset, body);
  return { start, end: statementEnd(code, Math.max(start, 0), body) };
}

/** Where the statement around `offset` starts, see `statementSpan`; labels and what controls it are before that. */
export function statementStart(code: string, offset: number, body: Span): number {
  const limit = Math.max(body.start, offset - LONGEST_STATEMENT);
  return skipHeads(code, statementBreak(code, offset, limit), offset);
}

/** Where the statement ends that starts at `start`: past its `;`, past the `)` of a head, or before a brace. */
export function statementEnd(code: string, start: number, body: Span): number {
  const limit = Math.min(body.end, code.length, start + LONGEST_STATEMENT);
  const head = headEnd(code, start);
  if (head >= 0) return Math.min(head, limit);
  let depth = 0;
  for (let i = start; i < limit; i++) {
    const unit = code.charCodeAt(i);
    if (unit === 40) depth++;
    else if (unit === 41) depth--;
    else if (unit === 59 && depth <= 0) return i + 1;
    else if (unit === 123) {
      if (depth <= 0 && !opensInitialiser(code, i)) return i;
      depth++;
    } else if (unit === 125) {
      if (depth <= 0) return i;
      depth--;
    } else if (unit === 35 && isLineStart(code, i)) return i;
  }
  return limit;
}

/** Past the last `;`, brace or directive before `offset` that ends another statement. */
function statementBreak(code: string, offset: number, limit: number): number {
  let depth = 0;
  let lineEnd = offset;
  for (let i = offset - 1; i >= limit; i--) {
    const unit = code.charCodeAt(i);
    if (unit === 10) lineEnd = i;
    else if (unit === 41 || (unit === 125 && depth > 0)) depth++;
    else if (unit === 40) depth = Math.max(0, depth - 1);
    else if (unit === 123) {
      if (depth > 0) depth--;
      else if (!opensInitialiser(code, i)) return i + 1;
    } else if (unit === 35 && isLineStart(code, i)) return lineEnd;
    else if (depth === 0 && unit === 125) return i + 1;
    else if (depth === 0 && unit === 59) {
      const keyword = enclosingFor(code, i, limit);
      if (keyword < 0) return i + 1;
      i = keyword;
    }
  }
  return limit;
}

/** Offset of the `for` in whose parentheses the `;` at `offset` stands, or -1. */
function enclosingFor(code: string, offset: number, limit: number): number {
  let depth = 0;
  for (let i = offset - 1; i >= limit; i--) {
    const unit = code.charCodeAt(i);
    if (unit === 41) depth++;
    else if (unit === 123 || unit === 125) return -1;
    else if (unit === 40 && --depth < 0) {
      let end = i;
      while (end > limit && isSpace(code.charCodeAt(end - 1))) end--;
      const start = end - 3;
      return start >= limit && code.startsWith('for', start) && !isWord(code.charCodeAt(start - 1)) ? start : -1;
    }
  }
  return -1;
}

const LABEL = /(?:case\b[^;{}?]{0,200}?|[A-Za-z_]\w{0,200}\s{0,20}):(?!:)/y;
const BARE_HEAD = /(?:else|do)\b/y;
const HEAD = /(?:if|while|for|switch)\s{0,20}(?=\()/y;

/** Goes forward past labels and heads of controlling statements that end at or before `offset`. */
function skipHeads(code: string, from: number, offset: number): number {
  let i = skipSpace(code, from, offset);
  while (i < offset) {
    const next = Math.max(matchEnd(LABEL, code, i), matchEnd(BARE_HEAD, code, i), headEnd(code, i));
    if (next < 0 || next > offset) break;
    i = skipSpace(code, next, offset);
  }
  return i;
}

/** Past the parentheses of the `if (...)`, `while (...)`, `for (...)` or `switch (...)` at `start`, or -1. */
function headEnd(code: string, start: number): number {
  const open = matchEnd(HEAD, code, start);
  return open < 0 ? -1 : matchParen(code, open, LONGEST_STATEMENT);
}

function matchEnd(sticky: RegExp, code: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(code) ? sticky.lastIndex : -1;
}

/** `= {` opens an initialiser, and no block. */
function opensInitialiser(code: string, brace: number): boolean {
  let i = brace - 1;
  while (i >= 0 && isSpace(code.charCodeAt(i))) i--;
  return code.charCodeAt(i) === 61 /* = */;
}

function trim(code: string, from: number, to: number): Span {
  const start = skipSpace(code, from, to);
  let end = to;
  while (end > start && isSpace(code.charCodeAt(end - 1))) end--;
  return { start, end };
}
