/**
 * Primitives as comments name them: exactly, misspelt, as a family (`smp_mb_*()`), or as a class
 * ("the full memory barrier", "a load-acquire", "the one").
 */
import type { GenericBarrier, PrimitiveRef } from '../model/claim.ts';
import type { Joined } from './joined.ts';
import { ADJECTIVES, BARE_PRIMITIVES, DIRECTIONS, HEADS, LOCATING, SEPARATORS, TIMING, WEAK_HEADS } from './lexicon.ts';
import { expandName } from './names.ts';
import type { Token } from './tokens.ts';
import type { Words } from './words.ts';

/** A comment under the grammar's eyes. */
export interface Reading {
  readonly joined: Joined;
  readonly tokens: readonly Token[];
  readonly words: Words;
}

export interface FoundPrimitive {
  /** More than one for `{READ,WRITE}_ONCE()`. */
  readonly refs: readonly PrimitiveRef[];
  /** Index of the token behind. */
  readonly next: number;
  /** An everyday word such as "store" or "one": a primitive only where one is due. */
  readonly weak: boolean;
}

/** The primitive that begins with token `at`, ending before token `end`. */
export function readPrimitive(reading: Reading, at: number, end: number): FoundPrimitive | undefined {
  return readNamed(reading, at, end) ?? readClass(reading, at, end);
}

/** Whether token `at` is the name of a primitive, exact or misspelt, or of a family. */
export function isNamedPrimitive(reading: Reading, at: number): boolean {
  return readNamed(reading, at, at + 1) !== undefined;
}

function readNamed(reading: Reading, at: number, end: number): FoundPrimitive | undefined {
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || token.chained || token.method) return undefined;
  const split = splitName(reading, at, end);
  if (split) return split;
  if (!token.call && /^[A-Za-z]+$/.test(token.text) && !BARE_PRIMITIVES.has(token.text)) return undefined;
  const refs = namesOf(token, reading.words).map((found) => refOf(reading, token, found));
  if (refs.length === 0) return undefined;
  // "the smp_wmb memory barrier" is one thing.
  let next = at + 1;
  while (next < end && /^(?:memory|barriers?|semantics|operations?)$/.test(reading.tokens[next]!.word)) next++;
  return { refs, next, weak: false };
}

type Name = Pick<PrimitiveRef, 'name' | 'generic' | 'misspelt'>;

/** What a token's name stands for: nothing when it isn't a primitive's. */
function namesOf(token: Token, words: Words): readonly Name[] {
  const exact = (name: string): Name => ({ name, generic: null, misspelt: false });
  if (words.isPrimitive(token.text)) return [exact(token.text)];
  const names = expandName(token.text);
  if (names.length > 1) return names.every((name) => words.isPrimitive(name)) ? names.map(exact) : [];
  if (names[0]!.endsWith('*')) return familyOf(names[0]!, words);
  const corrected = token.text.includes('_') ? words.correct(token.text) : undefined;
  return corrected === undefined ? [] : [{ name: corrected, generic: null, misspelt: true }];
}

/** `smp_mb__*` is any of the barriers that begin so; the part before the star has to be a primitive itself. */
function familyOf(pattern: string, words: Words): readonly Name[] {
  const base = pattern.replace(/_*\*$/, '');
  if (!words.isPrimitive(base)) return [];
  const generic = HEADS.get(/[rw]?mb$/.exec(base)?.[0] ?? '') ?? null;
  return [{ name: generic ? null : base, generic, misspelt: false }];
}

/** "smp mb" for `smp_mb`. */
function splitName(reading: Reading, at: number, end: number): FoundPrimitive | undefined {
  const [first, second] = [reading.tokens[at]!, at + 1 < end ? reading.tokens[at + 1] : undefined];
  if (first.word !== 'smp' || second?.kind !== 'word' || !/^[rw]?mb$/.test(second.word)) return undefined;
  const name = { start: first.start, end: second.name.end };
  const whole = { ...second, text: `${first.text} ${second.text}`, name };
  const ref = refOf(reading, whole, { name: `smp_${second.word}`, generic: null, misspelt: true });
  return { refs: [ref], next: at + 2, weak: false };
}

function refOf(reading: Reading, token: Token, name: Name): PrimitiveRef {
  const span = reading.joined.span(token.name.start, token.name.end);
  return { span, text: token.text, ...name, implied: false, argument: token.argument };
}

/** The longest run of adjectives and heads that ends in a head. */
function readClass(reading: Reading, at: number, end: number): FoundPrimitive | undefined {
  const { tokens } = reading;
  let last = -1;
  for (let i = at; i < end && i < at + 8; i++) {
    const { kind, word, call } = tokens[i]!;
    if (kind !== 'word' || (call && !word.startsWith('_')) || !(HEADS.has(word) || ADJECTIVES.has(word))) break;
    if (HEADS.has(word)) last = i;
  }
  if (last < 0) return undefined;
  const phrase = tokens.slice(at, last + 1);
  // A lone "fence" is a DMA fence.
  if (phrase.length === 1 && /^fences?$/.test(phrase[0]!.word)) return undefined;
  const weak = WEAK_HEADS.has(phrase.at(-1)!.word);
  if (weak && !endsPhrase(tokens[last + 1])) return undefined;
  const [first, head] = [phrase[0]!, phrase.at(-1)!];
  const ref: PrimitiveRef = {
    span: reading.joined.span(first.start, head.end),
    text: reading.joined.text.slice(first.start, head.end),
    name: null,
    generic: classify(phrase.map((token) => token.word)),
    misspelt: false,
    implied: phrase.some((token) => ADJECTIVES.get(token.word) === 'implied'),
    argument: null,
  };
  return { refs: [ref], next: last + 1, weak };
}

/** Whether a noun phrase ends before `next`: "the store in", but not "the store buffer". */
export function endsPhrase(next: Token | undefined): boolean {
  if (next?.kind !== 'word') return true;
  const { word } = next;
  return LOCATING.has(word) || TIMING.has(word) || SEPARATORS.has(word) || DIRECTIONS.has(word) || FOLLOWERS.test(word);
}

const FOLLOWERS =
  /^(?:to|on|for|with|that|which|we|done|made|is|are|also|implied|implicit|called|executed|issued|match\w*|pair\w*|setting|side)$/;

function classify(phrase: readonly string[]): GenericBarrier {
  const head = HEADS.get(phrase.at(-1)!)!;
  const narrowed = phrase
    .slice(0, -1)
    .map((word) => ADJECTIVES.get(word))
    .filter((kind) => kind !== null && kind !== undefined && kind !== 'implied');
  if (head === 'any') return narrowed.at(-1) ?? 'any';
  if (head === 'dependency') return 'dependency';
  if (head === 'load' || head === 'store')
    return narrowed.includes('acquire') || narrowed.includes('release') ? (narrowed.at(-1) ?? head) : head;
  return head;
}
