/**
 * Reads one comment: does it say what the code beside it pairs with, give it a label, or silence a rule?
 * The whole grammar of pairing comments stands behind this file; how they are really written is counted in
 * ../shared/comments/phrasing.md.
 */
import type { ReadComment } from '../model/claim.ts';
import { readClaims } from './claims.ts';
import { type CommentSpan, join } from './joined.ts';
import { readLabels } from './labels.ts';
import { readSuppression } from './suppression.ts';
import type { Words } from './words.ts';

export { commentNeedles, mayClaim, standsAlone } from './prefilter.ts';
export type { Words } from './words.ts';

/**
 * What the comment at `comment` (delimiters included) of the file `text` says, or undefined when it says nothing
 * of the kind. Spans are offsets into `text`. Linear in the comment's length.
 */
export function readComment(text: string, comment: CommentSpan, words: Words): ReadComment | undefined {
  const joined = join(text, comment);
  const claims = readClaims(joined, words);
  const labels = readLabels(joined);
  const suppression = readSuppression(joined);
  if (claims.length === 0 && labels.length === 0 && suppression === null) return undefined;
  return { claims, labels, suppression };
}
