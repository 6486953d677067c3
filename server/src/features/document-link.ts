/**
 * Links in comments: names of functions and labels that a pairing comment leads to, and paths of the kernel's documents
 * on ordering. Whether a document is there is for the shell to find out.
 */

import { contains, type Span } from '../text/span.ts';
import { leadsOfPlace } from './leads.ts';
import { isPairing } from './sides.ts';
import { wordsSpot } from './spots.ts';
import type { Spot, View } from './view.ts';

export interface DocumentLink {
  readonly span: Span;
  readonly target: { readonly spot: Spot } | DocumentTarget;
  readonly tooltip: string;
}

export interface DocumentTarget {
  /** From the root of the tree. */
  readonly path: string;
  /** The heading that the comment gives in quotes: `SLEEP AND WAKE-UP FUNCTIONS`. */
  readonly anchor?: string;
}

/** In order of position. */
export function documentLinks(view: View, file: string): DocumentLink[] {
  const links = [...nameLinks(view, file), ...pathLinks(view, file)];
  return links.sort((a, b) => a.span.start - b.span.start);
}

/** Each name once, though several claims of a comment may share it. */
function nameLinks({ pairs }: View, file: string): DocumentLink[] {
  const links = new Map<number, DocumentLink>();
  for (const claim of pairs.claimsIn(file)) {
    if (!isPairing(claim) || claim.targets.length === 0) continue;
    for (const place of claim.claim.references.flatMap(({ places }) => places)) {
      const isName = place.kind === 'function' || place.kind === 'label';
      const [spot] = isName ? leadsOfPlace(pairs.snapshot, claim, place) : [];
      if (!spot || isInside(spot, wordsSpot(claim, place.span))) continue;
      const tooltip = spot.function === '' ? 'Go to the other side' : `Go to the other side in ${spot.function}()`;
      links.set(place.span.start, { span: place.span, target: { spot }, tooltip });
    }
  }
  return [...links.values()];
}

/** A label that its own comment gives leads to itself. */
function isInside(spot: Spot, words: Spot): boolean {
  return spot.facts === words.facts && spot.at === words.at;
}

function pathLinks(view: View, file: string): DocumentLink[] {
  const facts = view.snapshot.file(file);
  const text = facts ? view.source(facts).text : '';
  const paths = [...text.matchAll(PATH)];
  if (paths.length === 0) return [];
  const comments = commentsOf(text);
  return paths.flatMap(({ 0: path, index: start }) => {
    const span = { start, end: start + path.length };
    const comment = comments.find((one) => contains(one, start));
    if (!comment) return [];
    const anchor = HEADING.exec(text.slice(span.end, comment.end))?.[1]?.replace(/\s+(?:\* *)?/g, ' ');
    const target = anchor === undefined ? { path } : { path, anchor };
    return [{ span, target, tooltip: anchor === undefined ? path : `${path}, "${anchor}"` }];
  });
}

/** A file's name, so that the full stop of the sentence is none of it. */
const PATH = /(?<![\w./-])(?:Documentation|tools\/memory-model)\/(?:[\w+-]+[./])*[\w+-]+/g;

/** `, section "SLEEP AND WAKE-UP FUNCTIONS"` right behind a path; the quotes may stand in the next line. */
const HEADING = /^[\s*,:(]*(?:(?:the|section)\s+)*"([^"]{3,80})"/;

function commentsOf(text: string): Span[] {
  const comments: Span[] = [];
  for (const { 0: words, index: start } of text.matchAll(WORDS)) {
    if (words.startsWith('/')) comments.push({ start, end: start + words.length });
  }
  return comments;
}

/** Strings, so that what looks like a comment in them is none, and comments. */
const WORDS = /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/(?:\\\r?\n|[^\n])*/g;
