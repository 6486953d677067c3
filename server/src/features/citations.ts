/**
 * Where comments cite a function, and how to make them cite it by another name. Every mention in such a comment is
 * meant: in the sentence about the pair, before it, and in labels (`desc_read:A`).
 */

import type { Entry, TableOf } from '../index/snapshot.ts';
import type { AnchoredClaim } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { commentsOf } from './comment-text.ts';
import type { Edit, View } from './view.ts';

interface Citation extends Entry {
  /** The comment; null for a label's definition, whose file may spell the label in any comment. */
  readonly span: Span | null;
}

/** The edits that rename a function in all comments of the workspace that cite it. */
export function renameCited(view: View, from: string, to: string): Edit[] {
  const edits = new Map<string, Edit>();
  for (const { facts, span } of view.snapshot.look(CITATIONS, from)) {
    const { text } = view.source(facts);
    const spans = span ? [span] : [...commentsOf(text)];
    const pattern = span ? asFunction(from) : new RegExp(`\\b${from}(?=:[A-Z]\\d?\\b)`, 'g');
    for (const found of spans.flatMap((one) => wordsIn(text, one, pattern))) {
      edits.set(`${facts.file}\0${found.start}`, { facts, span: found, text: to });
    }
  }
  return [...edits.values()];
}

/** How many comments a set of edits changes. */
export function commentsChanged(view: View, edits: readonly Edit[]): number {
  const comments = new Set<unknown>();
  for (const { facts, span } of edits) {
    const around = facts.comments.find((one) => one.span.start <= span.start && span.end <= one.span.end);
    comments.add(around ?? `${facts.file}:${view.source(facts).line(span.start)}`);
  }
  return comments.size;
}

/** The places of `pattern` within a range. */
export function wordsIn(text: string, { start, end }: Span, pattern: RegExp): Span[] {
  return [...text.slice(start, end).matchAll(pattern)].map(({ index, 0: word }) => ({
    start: start + index,
    end: start + index + word.length,
  }));
}

/** A name without an underscore may be an English word, so that only a call counts. Members of objects never do. */
function asFunction(name: string): RegExp {
  return new RegExp(`(?<![\\w.]|->)${name}${name.includes('_') ? '\\b' : '(?=\\()'}`, 'g');
}

const CITATIONS: TableOf<Citation> = {
  *entries(facts) {
    for (const { span, claims } of facts.comments) {
      for (const name of new Set(claims.flatMap(namesIn))) yield [name, { facts, span }];
    }
    for (const name of new Set(facts.labels.map((label) => label.function))) {
      if (name !== null) yield [name, { facts, span: null }];
    }
  },
};

function namesIn(claim: AnchoredClaim): string[] {
  return claim.references.flatMap(({ places }) =>
    places.flatMap((place) => {
      if (place.kind === 'function') return place.names;
      return place.kind === 'label' && place.function !== null ? [place.function] : [];
    }),
  );
}
