/**
 * Which words belong to which verb: a verb's own side is what stands before it in its sentence, its other side what
 * follows, up to the next verb. Both are bounded, so that a comment of verbs alone is read in linear time, too.
 */
import { isOrdering } from './business.ts';
import { DETERMINERS } from './lexicon.ts';
import { endsPhrase, type Reading, readPrimitive } from './primitives.ts';
import type { Token } from './tokens.ts';
import type { FoundVerb } from './verbs.ts';

/** Offsets into the joined text. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
}

export interface Scope {
  readonly verb: FoundVerb;
  readonly sentence: Sentence;
  /** Tokens of the own side: `from` to `at`. */
  readonly from: number;
  readonly at: number;
  /** Tokens of the other side: `behind` to `to`. */
  readonly behind: number;
  readonly to: number;
}

/** Longer sentences are drawings or tables: only what is near the verb counts. */
const MOST_TOKENS = 80;
const MOST_CHARACTERS = 600;

/** The scopes of `verbs`, which are in order; verbs that are none in their place are left out. */
export function scopesOf(reading: Reading, verbs: readonly FoundVerb[]): readonly Scope[] {
  const { tokens } = reading;
  const placed = place(tokens, verbs).filter((verb, i, all) => isVerb(reading, verb, all[i - 1]));
  return placed.map(({ verb, at, behind }, i) => {
    const floor = Math.max(placed[i - 1]?.behind ?? 0, at - MOST_TOKENS);
    let from = at;
    while (from > floor && tokens[from - 1]!.kind !== 'stop') from--;
    const next = placed[followingVerb(placed, i)]?.at;
    const ceiling = Math.min(next ?? tokens.length, behind + MOST_TOKENS);
    let to = behind;
    while (to < ceiling && tokens[to]!.kind !== 'stop') to++;
    if (to === next) to = beforeSubject(tokens, behind, to);
    return { verb, sentence: sentenceAround(tokens, at, behind), from, at, behind, to };
  });
}

interface PlacedVerb {
  readonly verb: FoundVerb;
  /** Its first token, and the one behind it. */
  readonly at: number;
  readonly behind: number;
}

/** A verb begins with a token of its own: not the `match` of `ops->match`. */
function place(tokens: readonly Token[], verbs: readonly FoundVerb[]): readonly PlacedVerb[] {
  const placed: PlacedVerb[] = [];
  let at = 0;
  for (const verb of verbs) {
    while (at < tokens.length && tokens[at]!.start < verb.start) at++;
    let behind = at;
    while (behind < tokens.length && tokens[behind]!.start < verb.end) behind++;
    if (tokens[at]?.start === verb.start) placed.push({ verb, at, behind });
  }
  return placed;
}

/** An adjective needs its barrier, and is none of its own right behind a verb: "pairs with the corresponding smp_wmb()". */
function isVerb(reading: Reading, { verb, at, behind }: PlacedVerb, before: PlacedVerb | undefined): boolean {
  if (verb.needs !== 'primitive') return true;
  if (before && skipDeterminers(reading.tokens, before.behind) >= at) return false;
  return qualifiesBarrier(reading, behind);
}

/** "the corresponding smp_wmb()", "matching read barrier", not "matching release function". */
function qualifiesBarrier(reading: Reading, behind: number): boolean {
  const { tokens } = reading;
  const found = readPrimitive(reading, skipDeterminers(tokens, behind), tokens.length);
  if (!found || found.weak) return false;
  // "the corresponding barrier ack" is about an ack.
  const isNoun = found.refs[0]!.text === 'barrier' && !endsPhrase(tokens[found.next]);
  return !isNoun && found.refs.every(isOrdering);
}

function skipDeterminers(tokens: readonly Token[], at: number): number {
  let next = at;
  while (next < tokens.length && next < at + MOST_TOKENS && DETERMINERS.has(tokens[next]!.word)) next++;
  return next;
}

/** The index of the verb that ends the other side of verb `i`. "See" does not: "(see f())" in a list belongs to it. */
function followingVerb(verbs: readonly PlacedVerb[], i: number): number {
  let next = i + 1;
  while (next < verbs.length && next <= i + MOST_TOKENS && verbs[next]!.verb.verb === 'see') next++;
  return next;
}

/** "A, and this also pairs with B": what stands behind the last separator is the next verb's own side. */
function beforeSubject(tokens: readonly Token[], behind: number, to: number): number {
  for (let i = to - 1; i > behind; i--) {
    if (/^(?:and|,|which|this|that)$/.test(tokens[i]!.word)) return i;
  }
  return to;
}

function sentenceAround(tokens: readonly Token[], at: number, behind: number): Sentence {
  const anchor = tokens[at]!.start;
  let first = at;
  while (first > 0 && isNear(tokens[first - 1]!)) first--;
  let last = behind - 1;
  while (last + 1 < tokens.length && isNear(tokens[last + 1]!)) last++;
  const closer = tokens[last + 1];
  const end = closer?.kind === 'stop' && closer.text !== '\n' ? closer.end : tokens[last]!.end;
  return { start: tokens[first]!.start, end };

  function isNear(token: Token): boolean {
    return token.kind !== 'stop' && Math.abs(token.start - anchor) < MOST_CHARACTERS;
  }
}
