/**
 * What may stand at a position of a list: the judgements of the list reader. "store" is a primitive behind "the",
 * `ptr_key` an object behind "reading", set_current_state() a place behind "in".
 */
import type { FunctionPlace } from '../model/claim.ts';
import { type Draft, isWrapper } from './draft.ts';
import {
  ACCESSES,
  CLOSERS,
  DETERMINERS,
  LOCATING,
  NOT_FUNCTIONS,
  OBJECT_LEADERS,
  SEPARATORS,
  TIMING,
} from './lexicon.ts';
import { placeOf } from './places.ts';
import { type FoundPrimitive, isNamedPrimitive, type Reading, readPrimitive } from './primitives.ts';
import { isCodeName, type Token } from './tokens.ts';

export interface Position {
  readonly reading: Reading;
  /** Index of the current token. */
  readonly at: number;
  /** Where the list ends at the latest. */
  readonly to: number;
  readonly draft: Draft;
  /** What the next name is: an operation, the operation that brings a barrier along, or a place. */
  readonly due: 'operation' | 'carrier' | 'place';
  /** A separator stands directly before. */
  readonly separated: boolean;
  /** What follows says when: "before", "after". */
  readonly timing: boolean;
  /** Unknown words passed since something was last recognised. */
  readonly skipped: number;
}

/** The token at a distance from the current one, none behind the end. */
export function neighbour({ reading, at, to }: Position, distance: number): Token | undefined {
  return at + distance < to ? reading.tokens[at + distance] : undefined;
}

/**
 * Behind "in" and its like a primitive is the function of that name ("the barrier in set_current_state()"), unless a
 * place of its own follows ("... in wait_event() in foo()") or a barrier is implied ("the implied mb in cmpxchg()").
 */
export function isPrimitiveDue(position: Position, { weak, next, refs }: FoundPrimitive): boolean {
  const { due, separated, skipped, timing, draft } = position;
  const determined = DETERMINERS.has(neighbour(position, -1)?.word ?? '');
  if (weak && due === 'place') return separated && determined;
  if (weak) return (separated || skipped === 0 || determined) && !timing;
  if (due !== 'place') return true;
  if (!isNamedPrimitive(position.reading, position.at)) return separated || determined;
  if (placeFollows(position, next)) return true;
  const last = draft.primitives.at(-1);
  return last?.implied === true && last.name === null && draft.places.length === 0 && !refs.every(isWrapper);
}

function placeFollows({ reading, to }: Position, next: number): boolean {
  let at = next;
  while (at < to && DETERMINERS.has(reading.tokens[at]!.word)) at++;
  return at < to && LOCATING.has(reading.tokens[at]!.word);
}

/** Whether the name at the position is said to be where something comes from: "from", perhaps "from the". */
export function isFrom(position: Position): boolean {
  let distance = -1;
  while (DETERMINERS.has(neighbour(position, distance)?.word ?? '')) distance--;
  return neighbour(position, distance)?.word === 'from';
}

/** Whether the name at the position can be the place that is due, or a function where an operation is. */
export function isFunctionDue(position: Position): boolean {
  const token = position.reading.tokens[position.at]!;
  if (!token.call) {
    if (isObjectDue(position) || position.timing) return false;
    if (NAMES_OTHERS.test(neighbour(position, -1)?.word ?? '')) return false;
  }
  if (position.due !== 'operation') return true;
  const { draft, separated, skipped } = position;
  if (token.possessive || token.call) return separated || draft.primitives.length === 0 || skipped === 0;
  // A bare name that goes with a noun is no function: "the ail_target update".
  const next = neighbour(position, 1);
  if (next?.kind !== 'word' || next.call) return true;
  return endsName(next.word);
}

const NAMES_OTHERS = /^(?:struct|union|enum|variable|field|member|flag|lock)$/;

function endsName(next: string): boolean {
  if (SEPARATORS.has(next) || LOCATING.has(next) || TIMING.has(next) || CLOSERS.has(next)) return true;
  return /^(?:to|above|below|which|that|calls?|function|side)$/.test(next);
}

/** Whether the primitive of the function at the position follows: `f()'s A`, `f() A`. */
export function primitiveFollows({ reading, at, to }: Position): boolean {
  const next = at + 1 < to ? readPrimitive(reading, at + 1, to) : undefined;
  return next !== undefined && (reading.tokens[at]!.possessive || !next.weak);
}

/** `in unthrottle.`: a lone word directly behind the preposition, perhaps a function. */
export function bareFunction(position: Position): FunctionPlace | undefined {
  const token = position.reading.tokens[position.at]!;
  const [before, after] = [neighbour(position, -1), neighbour(position, 1)];
  if (position.due !== 'place' || !/^(?:in|from)$/.test(before?.word ?? '')) return undefined;
  if (!/^[a-z][a-z0-9]{3,}$/.test(token.text)) return undefined;
  if (NOT_FUNCTIONS.has(token.word) || token.word.endsWith('ing')) return undefined;
  const ends = after === undefined || after.kind !== 'word' || SEPARATORS.has(after.word);
  return ends ? placeOf(position.reading, token, false) : undefined;
}

/** Whether the name at the position is an object: `->rsp`, "setting irqchip_mode", "the ail_target update". */
export function isObject(position: Position): boolean {
  const token = position.reading.tokens[position.at]!;
  if (position.separated && position.draft.places.length > 0) return false;
  if (token.kind === 'member') return true;
  if (!isObjectLike(token)) return false;
  return isObjectDue(position) || ACCESSES.has(neighbour(position, 1)?.word ?? '');
}

/** "setting x", "to x". */
function isObjectDue(position: Position): boolean {
  const before = neighbour(position, -1);
  if (before?.kind !== 'word' || position.draft.isEmpty) return false;
  return leadsToObject(before.word) && before.word !== 'of';
}

/** Whether the word at the position leads to an object right behind it. */
export function objectFollows(position: Position): boolean {
  const next = neighbour(position, 1);
  return next !== undefined && isObjectLike(next) && leadsToObject(position.reading.tokens[position.at]!.word);
}

/** "setting x", "to x", but "during x" is a place. */
function leadsToObject(word: string): boolean {
  return OBJECT_LEADERS.has(word) || (word.endsWith('ing') && !LOCATING.has(word) && !TIMING.has(word));
}

function isObjectLike(token: Token): boolean {
  return token.kind === 'member' || (isCodeName(token) && !token.call);
}
