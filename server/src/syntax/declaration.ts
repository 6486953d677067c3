/** The text of one declaration: from where it began, without the directives and the arms of an #if inside. */
import type { Span } from '../text/span.ts';

/** A stretch that is no part of the declaration, and those before it. Immutable, so that an #if can keep it. */
export interface Skipped extends Span {
  readonly before: Skipped | null;
}

/** Only the end of a long run of declarations without semicolon is looked at. */
const LONGEST_DECLARATION = 4_000;

/** The stretches from `start` to `end` that were not skipped, in order. */
export function declarationPieces(start: number, skipped: Skipped | null, end: number): Span[] {
  const pieces: Span[] = [];
  let last = end;
  for (let skip = skipped; skip !== null && end - last < LONGEST_DECLARATION; skip = skip.before) {
    if (skip.end < last) pieces.push({ start: skip.end, end: last });
    last = Math.min(last, skip.start);
  }
  const first = Math.max(start, end - LONGEST_DECLARATION);
  if (first < last) pieces.push({ start: first, end: last });
  return pieces.reverse();
}
