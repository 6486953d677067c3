/**
 * Goes to the other side: from a primitive to what it pairs with, from a word of a pairing comment to what that word
 * names, from a label to the comments that cite it.
 */

import type { Pairs } from '../pairing/pairs.ts';
import type { Span } from '../text/span.ts';
import { citingSpots } from './group.ts';
import { leadsOf } from './leads.ts';
import { bestSides, sideName } from './sides.ts';
import { type Subject, subjectAt } from './subject.ts';
import type { Spot, View } from './view.ts';

export interface Definition {
  /** The words that lead there. */
  readonly origin: Span;
  readonly targets: readonly Spot[];
}

export function definition(view: View, file: string, offset: number): Definition | undefined {
  const subject = subjectAt(view.pairs, file, offset);
  if (!subject) return undefined;
  const targets = targetsOf(view.pairs, subject);
  return targets.length === 0 ? undefined : { origin: originOf(view, subject, offset), targets };
}

function targetsOf(pairs: Pairs, subject: Subject): Spot[] {
  switch (subject.kind) {
    case 'site':
      return bestSides(pairs, subject).map(sideName);
    case 'comment':
      return leadsOf(pairs.snapshot, subject.claim, subject.part);
    case 'label':
      return citingSpots(pairs, subject);
    case 'object':
      return [];
  }
}

/** Of a sentence just the word under the cursor. */
function originOf(view: View, subject: Subject, offset: number): Span {
  if (subject.kind !== 'comment' || subject.part.kind !== 'text') return subject.span;
  const { text } = view.source(subject.facts);
  let [start, end] = [offset, offset];
  while (start > subject.span.start && WORD.test(text[start - 1]!)) start--;
  while (end < subject.span.end && WORD.test(text[end]!)) end++;
  return start === end ? subject.span : { start, end };
}

const WORD = /[\w-]/;
