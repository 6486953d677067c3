/**
 * From a joined comment to its claims: one per verb. A verb's own side is what stands before it in its sentence,
 * its other side what follows, up to the next verb.
 */
import type { Claim, Place, PrimitiveRef, Reference, Verb } from '../model/claim.ts';
import { isBalance, isOtherBusiness } from './business.ts';
import { externalOf } from './external.ts';
import type { Joined } from './joined.ts';
import { isNoise } from './noise.ts';
import { labelOf } from './places.ts';
import type { Reading } from './primitives.ts';
import { type Scope, type Sentence, scopesOf } from './scopes.ts';
import { readSides } from './sides.ts';
import { type Token, tokenize } from './tokens.ts';
import { findVerbs } from './verbs.ts';
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

/** How much of the text before a verb is looked at to see whether it is one. */
const NOISE_REACH = 64;
/** How many tokens around a verb say what is paired. */
const BUSINESS_REACH = 5;

function readClaim(reading: Reading, scope: Scope): Claim | undefined {
  const { joined, tokens } = reading;
  const { verb, sentence, from, at, behind, to } = scope;
  if (isNoise(verb, joined.text.slice(Math.max(0, verb.start - NOISE_REACH), verb.start))) return undefined;
  const { own, references: read, anchorHint } = readSides(reading, scope);
  const references = read.some(({ places }) => places.length > 0) ? read : [...read, ...labelsBehind(reading, scope)];
  const text = joined.text.slice(sentence.start, sentence.end);
  const around = tokens.slice(Math.max(from, at - BUSINESS_REACH), Math.min(to, behind + BUSINESS_REACH));
  const near = joined.text.slice(around[0]?.start ?? 0, around.at(-1)?.end ?? 0);
  const notBarrier = isOtherBusiness(text, near, own, references);
  if (!isClaim(reading, scope, own, references, notBarrier)) return undefined;
  if (notBarrier && verb.needs !== 'anything' && !isBalance(verb, references)) return undefined;
  return {
    // "A, matches D": a label says so of itself.
    verb: isLabelOnly(tokens.slice(from, at)) ? 'label' : verb.verb,
    verbSpan: joined.span(verb.start, verb.end),
    span: joined.span(sentence.start, sentence.end),
    text: text.replaceAll('\n', ' '),
    own,
    references,
    anchorHint,
    notBarrier,
    external: externalOf(joined.text.slice(verb.end, sentence.end), references),
  };
}

/** Labels with their functions are places wherever they stand: "matching MB If reopen:A to reserve:B". */
function labelsBehind(reading: Reading, { behind, to }: Scope): Reference[] {
  const places: Place[] = [];
  for (let at = behind; at < to; at++) {
    const place = reading.tokens[at]!.kind === 'label' ? labelOf(reading, at) : undefined;
    if (place?.function) places.push(place);
  }
  return places.length > 0 ? [{ primitives: [], places, objects: [] }] : [];
}

function isLabelOnly(before: readonly Token[]): boolean {
  const [label, comma] = before;
  return (
    label?.kind === 'word' &&
    /^[A-Z]\d?$/.test(label.text) &&
    (before.length === 1 || (before.length === 2 && comma!.text === ','))
  );
}

/** Whether a verb has what its form needs; see VerbForm. */
function isClaim(
  reading: Reading,
  { verb, from, at }: Scope,
  own: readonly PrimitiveRef[],
  references: readonly Reference[],
  notBarrier: boolean,
): boolean {
  const isPlaced = references.some((reference) => reference.places.some((place) => isPlaceFor(verb.verb, place)));
  const isNamed = references.some((reference) => reference.primitives.some((ref) => !isEveryday(ref)));
  switch (verb.needs) {
    case 'anything':
      return own.length > 0 || references.length > 0 || notBarrier || opensSentence(reading.tokens.slice(from, at));
    case 'primitive':
      return true;
    case 'place':
      return isPlaced;
    case 'side':
      return isPlaced || isNamed;
    case 'ordering':
      return isPlaced || isNamed || own.some((ref) => !isEveryday(ref));
  }
}

/** Here-places make no claim, and what one is told to see is a function or a label that belongs to one. */
function isPlaceFor(verb: Verb, place: Place): boolean {
  if (place.kind === 'here') return false;
  if (verb !== 'see') return true;
  return place.kind === 'function' || (place.kind === 'label' && (place.function !== null || place.label.length > 2));
}

/** With nothing named, only a comment that begins so can mean the code beside it: "This is paired with". */
function opensSentence(before: readonly Token[]): boolean {
  return before.every((token) =>
    /^(?:this|these|it|is|are|to|be|should|also|hopefully|probably|note|that|which|and|[^\w]+)$/.test(token.word),
  );
}

/** Everyday words: they make no claim where the verb is one, too. */
function isEveryday(ref: PrimitiveRef): boolean {
  return /^(?:load|store|lock|unlock|atomic)$/.test(ref.generic ?? '') || /^(?:ones?|acquire|release)$/i.test(ref.text);
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
