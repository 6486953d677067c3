/**
 * The two sides of a verb: its own, which the comment documents, and the references to the other.
 */
import type { PrimitiveRef, Reference } from '../model/claim.ts';
import { type FoundPrimitive, type Reading, readPrimitive } from './primitives.ts';
import { readReferences } from './references.ts';
import type { Scope } from './scopes.ts';
import type { Token } from './tokens.ts';

export interface Sides {
  readonly own: readonly PrimitiveRef[];
  readonly references: readonly Reference[];
  /** See Claim.anchorHint. */
  readonly anchorHint: 'above' | 'below' | null;
}

export function readSides(reading: Reading, scope: Scope): Sides {
  const { verb, from, at, behind, to } = scope;
  if (verb.reversed) return { own: [], references: readReferences(reading, from, at), anchorHint: null };
  const found = findOwn(reading, scope);
  const own = found.flatMap(({ primitive }) => primitive.refs);
  const anchorHint = anchorHintOf(reading.tokens, found.at(-1), at);
  const references = readReferences(reading, behind, to);
  const [first, ...others] = references;
  // "an ACQUIRE, which pairs with this barrier": the other side is spoken of first.
  const isOwn = reading.tokens[behind]?.word === 'this' && first !== undefined && first.places.length === 0;
  return isOwn
    ? { own: [...own, ...first.primitives], references: others, anchorHint }
    : { own, references, anchorHint };
}

interface Own {
  /** Index of its first token. */
  readonly at: number;
  readonly primitive: FoundPrimitive;
}

/** The primitives before the verb, the everyday words among them only right before it: "the unlock pairs with". */
function findOwn(reading: Reading, { verb, from, at, behind }: Scope): readonly Own[] {
  const own: Own[] = [];
  // "the pair of this smp_mb() is" and "barrier against" hold the own side.
  const end = /^(?:barrier|its|the pair|whose)/i.test(verb.words) ? behind : at;
  // "the read pair of" tells the side, and not the operation.
  const isNoun = /^pair of/i.test(verb.words);
  for (let i = from; i < end; ) {
    const primitive = readPrimitive(reading, i, end);
    const isDue = primitive && (!primitive.weak || (!isNoun && opensVerb(reading.tokens, primitive.next, end)));
    if (isDue) own.push({ at: i, primitive });
    i = primitive ? primitive.next : i + 1;
  }
  return own;
}

function opensVerb(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (!/^(?:here|above|below|also|is|are|that|which|,|to|be|and)$/.test(tokens[i]!.word)) return false;
  }
  return true;
}

/** "The barrier above pairs with", "the above barrier pairs with", "the barrier taken above pairs with". */
function anchorHintOf(tokens: readonly Token[], own: Own | undefined, at: number): 'above' | 'below' | null {
  const near = [at - 1, ...(own ? [own.at - 1, own.primitive.next] : [])].map((i) =>
    i < at ? tokens[i]?.word : undefined,
  );
  if (near.some((word) => /^(?:above|preceding|previous)$/.test(word ?? ''))) return 'above';
  return near.some((word) => /^(?:below|following)$/.test(word ?? '')) ? 'below' : null;
}
