/**
 * From a joined comment to its claims: one per verb. A verb's own side is what stands before it in its sentence,
 * its other side what follows, up to the next verb.
 */
import type { Claim, PrimitiveRef, Reference } from '../model/claim.ts';
import { externalOf } from './external.ts';
import type { Joined } from './joined.ts';
import { DETERMINERS } from './lexicon.ts';
import { isBalance, isNoise, isOrdering, isOtherBusiness } from './noise.ts';
import { endsPhrase, type Reading, readPrimitive } from './primitives.ts';
import { readReferences } from './references.ts';
import { type Token, tokenize } from './tokens.ts';
import { type FoundVerb, findVerbs } from './verbs.ts';
import type { Words } from './words.ts';

/** The claims of a comment, in order. */
export function readClaims(joined: Joined, words: Words): readonly Claim[] {
  const caret = readCaret(joined);
  if (caret) return [caret];
  const verbs = findVerbs(joined.text);
  if (verbs.length === 0) return [];
  const reading: Reading = { joined, tokens: tokenize(joined.text), words };
  const claims: Claim[] = [];
  let paired: Sentence | undefined;
  for (const scope of scopesOf(reading, verbs)) {
    // "pairs with the barrier in f(), see there" is one claim.
    const isRemark = scope.verb.verb === 'see' || scope.verb.verb === 'other-side';
    if (isRemark && paired && scope.sentence.start === paired.start) continue;
    const claim = readClaim(reading, scope);
    if (!claim) continue;
    claims.push(claim);
    paired = scope.sentence;
  }
  return claims;
}

/** Offsets into the joined text. */
interface Sentence {
  readonly start: number;
  readonly end: number;
}

interface Scope {
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
function* scopesOf({ joined, tokens }: Reading, verbs: readonly FoundVerb[]): Generator<Scope> {
  const following = followingStarts(verbs);
  let at = 0;
  let floor = 0;
  for (const [i, verb] of verbs.entries()) {
    while (at < tokens.length && tokens[at]!.start < verb.start) at++;
    let behind = at;
    while (behind < tokens.length && tokens[behind]!.start < verb.end) behind++;
    const next = following[i] ?? joined.text.length;
    let from = at;
    while (from > Math.max(floor, at - MOST_TOKENS) && tokens[from - 1]!.kind !== 'stop') from--;
    let to = behind;
    while (
      to < Math.min(tokens.length, behind + MOST_TOKENS) &&
      tokens[to]!.kind !== 'stop' &&
      tokens[to]!.start < next
    )
      to++;
    if (next < (tokens[to]?.end ?? 0)) to = beforeSubject(tokens, behind, to);
    yield { verb, sentence: sentenceAround(joined.text, tokens, at, behind), from, at, behind, to };
    floor = behind;
  }
}

/** For each verb, where the next begins. "See" is passed over: "(see f())" in a list belongs to it. */
function followingStarts(verbs: readonly FoundVerb[]): readonly (number | undefined)[] {
  const starts: (number | undefined)[] = [];
  let next: number | undefined;
  for (let i = verbs.length - 1; i >= 0; i--) {
    starts[i] = next;
    if (verbs[i]!.verb !== 'see') next = verbs[i]!.start;
  }
  return starts;
}

/** "A, and this also pairs with B": what stands behind the last separator is the next verb's own side. */
function beforeSubject(tokens: readonly Token[], behind: number, to: number): number {
  for (let i = to - 1; i > behind; i--) {
    if (/^(?:and|,|which|this|that)$/.test(tokens[i]!.word)) return i;
  }
  return to;
}

function sentenceAround(text: string, tokens: readonly Token[], at: number, behind: number): Sentence {
  let first = at;
  const anchor = tokens[at]?.start ?? text.length;
  while (first > 0 && tokens[first - 1]!.kind !== 'stop' && anchor - tokens[first - 1]!.start < MOST_CHARACTERS)
    first--;
  let last = behind;
  while (last < tokens.length && tokens[last]!.kind !== 'stop' && tokens[last]!.end - anchor < MOST_CHARACTERS) last++;
  const end = tokens[last]?.kind === 'stop' && tokens[last]!.text !== '\n' ? tokens[last]!.end : tokens[last - 1]!.end;
  return { start: tokens[first]!.start, end };
}

function readClaim(reading: Reading, scope: Scope): Claim | undefined {
  const { joined, tokens } = reading;
  const { verb, sentence } = scope;
  if (isNoise(verb, joined.text.slice(Math.max(0, verb.start - 80), verb.start))) return undefined;
  const { own, references } = readSides(reading, scope);
  const text = joined.text.slice(sentence.start, sentence.end);
  const notBarrier = isOtherBusiness(text, own, references);
  if (!isClaim(reading, scope, own, references, notBarrier)) return undefined;
  if (notBarrier && verb.needs !== 'anything' && !isBalance(verb, references)) return undefined;
  return {
    // "A, matches D": a label says so of itself.
    verb: isLabelOnly(tokens.slice(scope.from, scope.at)) ? 'label' : verb.verb,
    verbSpan: joined.span(verb.start, verb.end),
    span: joined.span(sentence.start, sentence.end),
    text: text.replaceAll('\n', ' '),
    own,
    references,
    anchorHint: anchorHintOf(tokens.slice(Math.max(scope.from, scope.at - 6), scope.at), own.length > 0),
    notBarrier,
    external: externalOf(joined.text.slice(verb.end, sentence.end), references),
  };
}

function isLabelOnly(before: readonly Token[]): boolean {
  const [label, comma] = before;
  return /^[A-Z]\d?$/.test(label?.text ?? '') && (before.length === 1 || (before.length === 2 && comma!.text === ','));
}

interface Sides {
  readonly own: readonly PrimitiveRef[];
  readonly references: readonly Reference[];
}

function readSides(reading: Reading, scope: Scope): Sides {
  const { verb, from, at, behind, to } = scope;
  if (verb.reversed) return { own: [], references: readReferences(reading, from, at) };
  const own = readOwn(reading, scope);
  const references = readReferences(reading, behind, to);
  const [first, ...others] = references;
  // "an ACQUIRE, which pairs with this barrier": the other side is spoken of first.
  const isOwn = reading.tokens[behind]?.word === 'this' && first !== undefined && first.places.length === 0;
  return isOwn ? { own: [...own, ...first.primitives], references: others } : { own, references };
}

/** Whether a verb has what its form needs; see VerbForm. */
function isClaim(
  reading: Reading,
  { verb, from, at, behind, to }: Scope,
  own: readonly PrimitiveRef[],
  references: readonly Reference[],
  notBarrier: boolean,
): boolean {
  const places = references.flatMap((reference) => reference.places);
  const isPlaced = places.some((place) => place.kind !== 'here' && !(verb.verb === 'see' && place.kind === 'file'));
  const isNamed = references.some((reference) => reference.primitives.some((ref) => !isEveryday(ref)));
  switch (verb.needs) {
    case 'anything':
      return own.length > 0 || references.length > 0 || notBarrier || opensSentence(reading.tokens.slice(from, at));
    case 'primitive':
      return opensWithBarrier(reading, behind, to);
    case 'place':
      return isPlaced;
    case 'side':
      return isPlaced || isNamed;
    case 'ordering':
      return isPlaced || isNamed || own.some((ref) => !isEveryday(ref));
  }
}

/** With nothing named, only a comment that begins so can mean the code beside it: "This is paired with". */
function opensSentence(before: readonly Token[]): boolean {
  return before.every((token) =>
    /^(?:this|these|it|is|are|to|be|should|also|hopefully|probably|note|that|which|and|[^\w]+)$/.test(token.word),
  );
}

/** "the corresponding smp_wmb()", "matching read barrier", not "matching release function". */
function opensWithBarrier(reading: Reading, behind: number, to: number): boolean {
  let at = behind;
  while (at < to && DETERMINERS.has(reading.tokens[at]!.word)) at++;
  const found = at < to ? readPrimitive(reading, at, to) : undefined;
  if (!found || found.weak) return false;
  // "the corresponding barrier ack" is about an ack.
  const isNoun = found.refs[0]!.text === 'barrier' && !endsPhrase(reading.tokens[found.next]);
  return !isNoun && found.refs.every(isOrdering);
}

/** Everyday words: they make no claim where the verb is one, too. */
function isEveryday(ref: PrimitiveRef): boolean {
  return /^(?:load|store|lock|unlock|atomic)$/.test(ref.generic ?? '') || /^(?:ones?|acquire|release)$/i.test(ref.text);
}

/** The primitives before the verb, the everyday words among them only right before it: "the unlock pairs with". */
function readOwn(reading: Reading, { verb, from, at, behind }: Scope): readonly PrimitiveRef[] {
  const own: PrimitiveRef[] = [];
  // "the pair of this smp_mb() is" and "barrier against" hold the own side.
  const end = /^(?:barrier|its|the pair|whose)/i.test(verb.words) ? behind : at;
  for (let i = from; i < end; ) {
    const found = readPrimitive(reading, i, end);
    const isDue = found && (!found.weak || opensVerb(reading.tokens.slice(found.next, end)));
    if (isDue) own.push(...found.refs);
    i = found ? found.next : i + 1;
  }
  return own;
}

function opensVerb(between: readonly Token[]): boolean {
  return between.every((token) => /^(?:here|above|below|also|is|are|that|which|,|to|be|and)$/.test(token.word));
}

/** "The barrier above pairs with", "the above barrier pairs with". */
function anchorHintOf(before: readonly Token[], isNamed: boolean): 'above' | 'below' | null {
  const words = before.map((token) => token.word);
  const near = isNamed ? words : words.slice(-2);
  if (near.some((word) => /^(?:above|preceding|previous)$/.test(word))) return 'above';
  return near.some((word) => /^(?:below|following)$/.test(word)) ? 'below' : null;
}

/** A comment that only points up, at the comment which explains this line as well. */
function readCaret(joined: Joined): Claim | undefined {
  if (!/^\^{2,}$/.test(joined.text.trim())) return undefined;
  const span = joined.span(0, joined.text.length);
  return {
    verb: 'caret',
    verbSpan: span,
    span,
    text: joined.text,
    own: [],
    references: [],
    anchorHint: null,
    notBarrier: false,
    external: null,
  };
}
