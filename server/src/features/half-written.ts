/**
 * The pairing comment that is being typed: what stands before the cursor, before there are facts of it. Only where a name
 * of the other side is due is there anything to complete.
 */

import { linux } from '../primitives/linux.ts';
import { correct } from '../primitives/words.ts';
import { contains, type Span } from '../text/span.ts';
import { type CommentText, commentAt, lineEnd } from './comment-text.ts';

export interface HalfWritten {
  /** Up to where the comment goes by all likelihood, even if nothing closes it yet. */
  readonly comment: Span;
  /** The word that is being typed, with what stands behind the cursor of it. */
  readonly word: Span;
  /** What may come: the operation with its place, or the place alone; behind "in f() and" either. */
  readonly due: readonly ('function' | 'operation')[];
  /** The primitive that was named before the place. */
  readonly primitive: string | null;
  /** The verb says enough by itself; others do only beside something that orders. */
  readonly isStrong: boolean;
}

/** What is due at `offset`, or undefined: outside of comments, in ordinary ones, behind what is complete. */
export function halfWritten(text: string, offset: number): HalfWritten | undefined {
  const comment = commentAt(text, offset);
  if (!comment) return undefined;
  const said = joined(text.slice(comment.start, offset));
  const verb = lastVerb(said);
  if (!verb) return undefined;
  const due = dueIn(verb.behind);
  if (!due) return undefined;
  const behind = /^\w*(?:\(\))?/.exec(text.slice(offset, offset + MOST_WORD))![0];
  const word = { start: offset - due.typed.length, end: offset + behind.length };
  return { ...due, comment: likelyExtent(text, comment, offset), word, isStrong: verb.isStrong };
}

/** No name is longer. */
const MOST_WORD = 120;
/** Sentences that went on for longer have come to something else. */
const MOST_BEHIND = 300;

const STRONG =
  /\b(?:pair(?:s|ed|ing)?(?: also| implicitly| up| together)?,? (?:with|w\/)|paired in|coupled with)(?=\s|$)/gi;
const WEAK =
  /\b(?:match(?:es|ed|ing)?(?: with| by)?|synchroni[sz]e[sd]? with|corresponds? (?:to|with)|order(?:s|ed) (?:against|with)|counterpart (?:of|to|in)|the other side(?: is)?:?)(?=\s|$)/gi;

interface Verb {
  /** What stands behind it, up to the cursor, the verb's own preposition included. */
  readonly behind: string;
  readonly isStrong: boolean;
}

/** The last verb whose sentence is still going on. */
function lastVerb(said: string): Verb | undefined {
  for (const [pattern, isStrong] of [
    [STRONG, true],
    [WEAK, false],
  ] as const) {
    const found = [...said.matchAll(pattern)].at(-1);
    if (!found) continue;
    const verb = found[0];
    const behind = said.slice(found.index + (/ in$/i.test(verb) ? verb.length - 3 : verb.length));
    if (behind.length <= MOST_BEHIND && !/[.;!?](?:\s|$)/.test(behind)) return { behind, isStrong };
  }
  return undefined;
}

type Due = Pick<HalfWritten, 'due' | 'primitive'> & { readonly typed: string };

/** "in ", "in foo() and in bar", "from both f(), ". */
const PLACE =
  /\s(?:in|from|by|within|inside)\s+(?:the\s+|both\s+)?((?:\w+(?:\(\))?(?:\s*[,&/]\s*|,?\s+(?:and|or)\s+)(?:in\s+)?)*)(\w*)$/;
/** Right behind the verb, or behind a name that another one is added to. */
const OPERATION = /^(?:.*(?:\(\)\s*[,&]|\b(?:and|or))|)\s+(?:(?:the|an?|this|its|both)\s+)?(\w*)$/;

function dueIn(behind: string): Due | undefined {
  const place = PLACE.exec(behind);
  if (place) {
    const isList = place[1] !== '';
    const primitive = namedIn(behind.slice(0, place.index));
    return { due: isList ? ['function', 'operation'] : ['function'], primitive, typed: place[2]! };
  }
  const operation = OPERATION.exec(behind);
  return operation ? { due: ['operation'], primitive: null, typed: operation[1]! } : undefined;
}

/** The last primitive of a phrase, spelt right or nearly so. */
function namedIn(phrase: string): string | null {
  for (const [, word = '', call] of [...phrase.matchAll(/(\w+)(\()?/g)].reverse()) {
    // "the barrier in" is not about barrier().
    if (call === undefined && /^[a-z]+$/.test(word) && !/mb$|xchg$/.test(word)) continue;
    if (linux.lookup(word)) return word;
    const corrected = word.includes('_') ? correct(word) : undefined;
    if (corrected !== undefined) return corrected;
  }
  return null;
}

/** The comment's words as one line, its end kept as it is. */
function joined(written: string): string {
  const lines = written.split('\n').map((line, i) => line.replace(i === 0 ? /^\/[*/]+!?<?/ : /^\s*(?:\*+|\/\/+)?/, ''));
  return lines.join(' ').replace(/\s+/g, ' ');
}

/** A comment that nothing closes yet seems to reach to the end of the next one. */
function likelyExtent(text: string, comment: CommentText, offset: number): Span {
  let end = lineEnd(text, offset);
  const closer = text.indexOf('*/', offset);
  if (comment.style === 'line' || (closer >= 0 && closer < end))
    return { start: comment.start, end: Math.min(end, comment.end) };
  while (end < comment.end && /^\r?\n[ \t]*\*/.test(text.slice(end, end + 200))) {
    end = lineEnd(text, end + (text[end] === '\r' ? 2 : 1));
  }
  const isClosed = contains({ start: offset, end: end + 1 }, comment.end);
  return { start: comment.start, end: isClosed ? comment.end : end };
}
