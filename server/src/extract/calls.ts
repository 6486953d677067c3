/**
 * Calls in a stretch of blanked code: every `name(` that is no keyword, no member's call and no definition.
 */

import { isWord, isWordStart } from '../syntax/chars.ts';
import type { Span } from '../text/span.ts';
import { beforeSpace, pastBracket, wordStart } from './cursor.ts';

export interface CallSpan {
  readonly name: string;
  /** Offset of the name. */
  readonly at: number;
  /** Offset of the opening parenthesis. */
  readonly open: number;
}

/**
 * Calls `visit` for each call in `span`, in order. `worth` may turn a name down by its last two
 * characters before it is cut out of the text: on whole files that is most of the time.
 */
export function eachCall(
  code: string,
  span: Span,
  visit: (call: CallSpan) => void,
  worth?: (last: number, lastButOne: number) => boolean,
): void {
  for (let open = code.indexOf('(', span.start); open >= 0 && open < span.end; open = code.indexOf('(', open + 1)) {
    let last = open - 1;
    if (code.charCodeAt(last) <= 0x20) last = beforeSpace(code, open, span.start);
    if (last < span.start || !isWord(code.charCodeAt(last))) continue;
    if (worth && !worth(code.charCodeAt(last), code.charCodeAt(last - 1))) continue;
    const at = wordStart(code, last, span.start);
    if (!isWordStart(code.charCodeAt(at)) || isMember(code, at, span.start)) continue;
    const name = code.slice(at, last + 1);
    if (!KEYWORDS.has(name)) visit({ name, at, open });
  }
}

/** Past the parenthesis that closes a call; `end` where it isn't closed. */
export function callEnd(code: string, call: CallSpan, end: number): number {
  return pastBracket(code, call.open, end);
}

/** `ops->complete(x)` and `ops.complete(x)` call whatever is stored there. */
function isMember(code: string, at: number, start: number): boolean {
  const before = beforeSpace(code, at, start);
  const char = code[before];
  return char === '.' || (char === '>' && code[before - 1] === '-');
}

const KEYWORDS = new Set(
  (
    'if while for switch return sizeof typeof __typeof__ __typeof defined case do else goto alignof _Alignof __alignof__ ' +
    'offsetof asm __asm__ volatile __volatile__ __attribute__ _Static_assert static_assert _Generic ' +
    'IS_ENABLED IS_BUILTIN IS_MODULE IS_REACHABLE __has_attribute __builtin_types_compatible_p'
  ).split(' '),
);
