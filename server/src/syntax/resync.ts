/**
 * Where functions end and begin when the braces do not tell: an arm of an #if that does not balance, a brace lost
 * in an edit, a line whose indentation was lost. Column 0 is what C programmers keep to.
 */
import { isColumn0, isSpace, isWord } from './chars.ts';
import { readHeader } from './header.ts';

const NEWLINE = 10;
const HASH = 35;
const COLON = 58;
const SEMICOLON = 59;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** How far is looked for what follows, and for a header. */
const LOOK_AHEAD = 4000;
const LONGEST_HEADER = 2000;

/**
 * Whether the `}` at `at` ends a function although braces are still open: it is in column 0, and so is what follows.
 * Where only its indentation is wrong, the body goes on with an indented line, a label or another `}`.
 */
export function endsFunction(code: string, at: number): boolean {
  if (!isColumn0(code, at)) return false;
  const limit = Math.min(code.length, at + LOOK_AHEAD);
  let i = at + 1;
  while (i < limit) {
    while (i < limit && isSpace(code.charCodeAt(i))) i++;
    if (code.charCodeAt(i) !== HASH) break;
    while (i < limit && code.charCodeAt(i) !== NEWLINE) i++;
  }
  if (i >= limit) return true;
  if (!isColumn0(code, i) || code.charCodeAt(i) === CLOSE_BRACE) return false;
  while (isWord(code.charCodeAt(i))) i++;
  return code.charCodeAt(i) !== COLON;
}

/**
 * Where the function's header starts that stands before the `{` in column 0 at `at`, or -1. For use inside a block,
 * whose end must then be missing; so the header has to have a type and to start in column 0.
 */
export function missedHeader(code: string, at: number): number {
  let start = at;
  const limit = Math.max(0, at - LONGEST_HEADER);
  while (start > limit && !isDeclarationEnd(code.charCodeAt(start - 1))) start--;
  const header = readHeader(code, [{ start, end: at }]);
  if (header.kind !== 'function' || !header.typed || !isColumn0(code, header.start)) return -1;
  return code.slice(header.start, at).includes(':') ? -1 : header.start;
}

function isDeclarationEnd(unit: number): boolean {
  return unit === SEMICOLON || unit === OPEN_BRACE || unit === CLOSE_BRACE || unit === HASH;
}
