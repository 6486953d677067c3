/**
 * Steps over the tokens of blanked code. All take a position and the end of the region to stay in,
 * and return a position that is never past that end.
 */
import { isWord } from '../syntax/chars.ts';
import { skipSpace } from '../syntax/scan.ts';

/** Past white space, or `end`. */
export const pastSpace: (code: string, at: number, end: number) => number = skipSpace;

export function pastWord(code: string, at: number, end: number): number {
  let position = at;
  while (position < end && isWord(code.charCodeAt(position))) position++;
  return position;
}

/** The last position before `at`, at or after `start`, that holds no white space; `start - 1` when there is none. */
export function beforeSpace(code: string, at: number, start: number): number {
  let position = at - 1;
  while (position >= start && code.charCodeAt(position) <= 0x20) position--;
  return position;
}

/** The start of the word whose last character is at `last`. */
export function wordStart(code: string, last: number, start: number): number {
  let position = last;
  while (position > start && isWord(code.charCodeAt(position - 1))) position--;
  return position;
}

/** Brackets are given up on beyond this many units, lest each of many unclosed ones costs the rest of the file. */
const LONGEST_GROUP = 20_000;

/** Past the bracket that closes the one at `open`, of whichever of the three kinds; where none near does, as far as was looked. */
export function pastBracket(code: string, open: number, end: number): number {
  const limit = Math.min(end, open + LONGEST_GROUP);
  let depth = 0;
  for (let position = open; position < limit; position++) {
    const char = code.charCodeAt(position);
    if (char === 0x28 || char === 0x5b || char === 0x7b) depth++;
    else if ((char === 0x29 || char === 0x5d || char === 0x7d) && --depth === 0) return position + 1;
  }
  return limit;
}

/** The bracket that opens the one closed at `close`; `start - 1` when none near does. */
export function openingBracket(code: string, close: number, start: number): number {
  const limit = Math.max(start, close - LONGEST_GROUP);
  let depth = 0;
  for (let position = close; position >= limit; position--) {
    const char = code.charCodeAt(position);
    if (char === 0x29 || char === 0x5d || char === 0x7d) depth++;
    else if ((char === 0x28 || char === 0x5b || char === 0x7b) && --depth === 0) return position;
  }
  return start - 1;
}

/** The spans between the commas of an argument list: `start` is past its `(`, `end` at its `)`. */
export function argumentsIn(code: string, start: number, end: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let from = start;
  for (let position = start; position < end; position++) {
    const char = code.charCodeAt(position);
    if (char === 0x28 || char === 0x5b || char === 0x7b) position = pastBracket(code, position, end) - 1;
    else if (char === 0x2c) {
      found.push({ start: from, end: position });
      from = position + 1;
    }
  }
  if (from < end && (found.length > 0 || pastSpace(code, from, end) < end)) found.push({ start: from, end });
  return found;
}
