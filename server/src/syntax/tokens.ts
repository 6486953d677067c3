/** The tokens of a declaration's head, as coarse as telling declarations apart allows. */
import type { Span } from '../text/span.ts';
import { isSpace, isWord, isWordStart } from './chars.ts';

export interface Token extends Span {
  /** A group is `( ... )` as a whole, a string is its two quotes and what is between. */
  readonly kind: 'word' | 'group' | 'string' | 'other';
}

/** Tokens of the stretches of blanked `code`, which count as one text. After a stray `)` it begins anew. */
export function tokenize(code: string, pieces: readonly Span[]): Token[] {
  let tokens: Token[] = [];
  let depth = 0;
  let open = 0;
  for (const piece of pieces) {
    let i = piece.start;
    while (i < piece.end) {
      const start = i;
      const unit = code.charCodeAt(i++);
      if (unit === 40 /* ( */) {
        if (depth++ === 0) open = start;
      } else if (unit === 41 /* ) */) {
        if (depth === 0) tokens = [];
        else if (--depth === 0) tokens.push({ kind: 'group', start: open, end: i });
      } else if (depth === 0 && !isSpace(unit)) {
        const kind = tokenKind(unit);
        if (kind === 'word') while (i < piece.end && isWord(code.charCodeAt(i))) i++;
        else if (kind === 'string') i = stringEnd(code, i, piece.end);
        tokens.push({ kind, start, end: i });
      }
    }
  }
  return tokens;
}

/** The token's text; '' when there is none. */
export function tokenText(code: string, token: Token | undefined): string {
  return token === undefined ? '' : code.slice(token.start, token.end);
}

function tokenKind(unit: number): Token['kind'] {
  if (isWordStart(unit)) return 'word';
  return unit === 34 /* " */ ? 'string' : 'other';
}

/** Past the closing quote; in blanked text only spaces are between. */
function stringEnd(code: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && isSpace(code.charCodeAt(i))) i++;
  return code.charCodeAt(i) === 34 ? i + 1 : from;
}
