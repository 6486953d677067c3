/**
 * Where comments cite a function, and how to make them cite it by another name. Every mention in such a comment is
 * meant: in the sentence about the pair, before it, and in labels (`desc_read:A`).
 */

import type { Entry, TableOf } from '../index/snapshot.ts';
import type { AnchoredClaim, CommentFact, FileFacts } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { commentsOf } from './comment-text.ts';
import type { Edit, View } from './view.ts';

interface Citation extends Entry {
  /** The comment; null for a label's definition, whose file may spell the label in any comment. */
  readonly comment: CommentFact | null;
}

/** The edits that rename a function in all comments of the workspace that cite it. */
export function renameCited(view: View, from: string, to: string): Edit[] {
  const edits = new Map<string, Edit>();
  for (const { facts, comment } of view.snapshot.look(CITATIONS, from)) {
    const { text } = view.source(facts);
    const spans = comment ? mentionsIn(text, comment, from) : spelledIn(text, from);
    for (const span of spans) edits.set(`${facts.file}\0${span.start}`, { facts, span, text: to });
  }
  return [...edits.values()];
}

/** The places that the comment's claims give, and every other mention as far as words tell. */
function mentionsIn(text: string, { span, claims }: CommentFact, name: string): Span[] {
  const places = claims.flatMap((claim) => claim.references.flatMap((reference) => reference.places));
  const given = places.filter(({ kind }) => kind === 'function').map((place) => place.span);
  return [
    ...wordsIn(text, span, asFunction(name)),
    ...given.filter(({ start, end }) => text.slice(start, end) === name),
  ];
}

/** Before the letter of a label, in any comment. */
function spelledIn(text: string, name: string): Span[] {
  const pattern = new RegExp(`\\b${name}(?=:[A-Z]\\d?\\b)`, 'g');
  return [...commentsOf(text)].flatMap((comment) => wordsIn(text, comment, pattern));
}

/** The files in which comments cite a function or define a label of it. */
export function filesCiting({ snapshot }: View, name: string): FileFacts[] {
  return [...new Set(snapshot.look(CITATIONS, name).map(({ facts }) => facts))];
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
    for (const comment of facts.comments) {
      for (const name of new Set(comment.claims.flatMap(namesIn))) yield [name, { facts, comment }];
    }
    for (const name of new Set(facts.labels.map((label) => label.function))) {
      if (name !== null) yield [name, { facts, comment: null }];
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
