/**
 * Places that can be told by themselves: "at the top of this function", "below", files, labels.
 * Functions need the list around them; see references.ts.
 */
import type { FilePlace, FunctionPlace, HerePlace, LabelPlace } from '../model/claim.ts';
import { DIRECTIONS, HERE_SCOPES } from './lexicon.ts';
import { expandName } from './names.ts';
import type { Reading } from './primitives.ts';
import { isCodeName, type Token } from './tokens.ts';

export interface FoundHere {
  /** Null for "at the top of foo()", where only the function counts. */
  readonly place: HerePlace | null;
  readonly next: number;
}

/** A here-place that begins with token `at`: "above", "later in this function", "in this file". */
export function readHere(reading: Reading, at: number, end: number): FoundHere | undefined {
  const { tokens } = reading;
  let next = at;
  while (next < end && /^(?:at|in|near|to|the|very|just|right|much|further)$/.test(tokens[next]!.word)) next++;
  const turn = next < end ? tokens[next]! : undefined;
  const direction = turn?.kind === 'word' && !turn.call ? DIRECTIONS.get(turn.word) : undefined;
  const scoped = readScope(tokens, direction ? next + 1 : at, end);
  if (!direction) return scoped === undefined ? undefined : here('here', at, scoped);
  if (scoped !== undefined) return here(direction, at, scoped);
  if (/^(?:above|below|here|later|earlier|previously)$/.test(turn!.word)) return here(direction, at, next + 1);
  return tokens[next + 1]?.word === 'of' ? { place: null, next: next + 1 } : undefined;

  function here(direction: HerePlace['direction'], from: number, to: number): FoundHere {
    const span = reading.joined.span(tokens[from]!.start, tokens[to - 1]!.end);
    return { place: { kind: 'here', span, direction }, next: to };
  }
}

/** Behind "in this function", "of the same file": the index there. */
function readScope(tokens: readonly Token[], at: number, end: number): number | undefined {
  if (!/^(?:in|of|within)$/.test(tokens[at]?.word ?? '')) return undefined;
  let next = at + 1;
  let pointed = false;
  for (; next < end && /^(?:this|the|that|same|very|our)$/.test(tokens[next]!.word); next++) pointed = true;
  return pointed && next < end && HERE_SCOPES.has(tokens[next]!.word) ? next + 1 : undefined;
}

/** A C or assembly file; documents are no places. */
export function fileOf(reading: Reading, token: Token): FilePlace | undefined {
  if (token.kind !== 'file' || !/\.[chS]$/.test(token.text)) return undefined;
  return { kind: 'file', span: reading.joined.span(token.start, token.end), path: token.text };
}

/** `(A)`, `reserve:D`, a bare `C` where a reference is due, or a tag such as `SEM_BARRIER_1`. */
export function labelOf(reading: Reading, at: number): LabelPlace | undefined {
  const token = reading.tokens[at]!;
  const isLabel =
    token.kind === 'label' || (token.kind === 'word' && !token.call && (isTag(token) || isLetter(reading, at)));
  if (!isLabel) return undefined;
  return {
    kind: 'label',
    span: reading.joined.span(token.start, token.end),
    function: token.function,
    label: token.text,
  };
}

function isTag(token: Token): boolean {
  return /^[A-Z][A-Z0-9]*_BARRIER(?:_\d+)?$/.test(token.text);
}

/** A lone capital, and not an article or a pronoun: something that ends a noun phrase follows. */
function isLetter(reading: Reading, at: number): boolean {
  if (!/^[A-HJ-Z]\d?$/.test(reading.tokens[at]!.text)) return false;
  const next = reading.tokens[at + 1];
  return next?.kind !== 'word'
    ? next?.text !== "'" && next?.text !== '-'
    : /^(?:and|or|in|from|of|above|below|with)$/.test(next.word);
}

/** A function by a token that can name one: a call, or a name with an underscore. Constants cannot. */
export function functionOf(reading: Reading, token: Token): FunctionPlace | undefined {
  // Assembly's local labels look like members: `.Lboot`.
  if (token.kind === 'table' || /^\.L\w/.test(token.text)) return placeOf(reading, token, false);
  if (!isCodeName(token) && !token.call) return undefined;
  return placeOf(reading, token, !token.method && !/_f?ops$/.test(token.text));
}

/** A function by a bare word, which may be an English one. */
export function placeOf(reading: Reading, token: Token, certain: boolean): FunctionPlace {
  const span = reading.joined.span(token.name.start, token.name.end);
  return { kind: 'function', span, names: expandName(token.text), certain };
}
