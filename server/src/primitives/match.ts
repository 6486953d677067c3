/**
 * Whether a primitive in code is what a comment names: by name, by an alias people write for it,
 * by a wildcard, or by its class ("the read barrier").
 */
import type { PrimitiveRef } from '../model/claim.ts';
import type { Kind } from '../model/primitive.ts';
import { genericMembers } from './generic.ts';
import { aliases } from './words.ts';

/** `primitive` and `kind` are a site's; `ref` is the comment's. */
export function matches(ref: PrimitiveRef, primitive: string, kind: Kind): boolean {
  if (ref.name !== null) return names(ref.name, primitive);
  return ref.generic !== null && genericMembers(ref.generic)(kind);
}

function names(word: string, primitive: string): boolean {
  if (word === primitive) return true;
  if (word.includes('*')) return wildcard(word, primitive);
  return aliases(word).includes(primitive);
}

/** `smp_mb_*` and `smp_mb__*` stand for every primitive of that beginning, the bare one included. */
function wildcard(word: string, primitive: string): boolean {
  const [head = '', tail = ''] = word.split('*');
  const stem = head.replace(/_+$/, '');
  return primitive === stem || (primitive.startsWith(stem + '_') && primitive.endsWith(tail));
}
