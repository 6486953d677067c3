/** Shared by the tests of comments/: a small vocabulary, and claims as one readable line each. */

import { readComment, type Words } from '../../server/src/comments/read.ts';
import type { Claim, Place, PrimitiveRef, Reference } from '../../server/src/model/claim.ts';

const PRIMITIVES = new Set(
  `smp_mb smp_rmb smp_wmb mb rmb wmb barrier smp_load_acquire smp_store_release smp_store_mb READ_ONCE WRITE_ONCE
  smp_mb__before_atomic smp_mb__after_atomic smp_mb__after_spinlock cmpxchg xchg test_and_set_bit set_bit clear_bit
  atomic_dec_and_test atomic_inc atomic_read_acquire atomic_set_release set_current_state prepare_to_wait wq_has_sleeper
  wake_up_process spin_lock spin_unlock rcu_read_lock synchronize_rcu list_empty_careful up`.split(/\s+/),
);
const MISSPELT = new Map([
  ['smb_rmb', 'smp_rmb'],
  ['smp_load_aquire', 'smp_load_acquire'],
]);

export const words: Words = {
  isPrimitive: (word) => PRIMITIVES.has(word),
  correct: (word) => MISSPELT.get(word),
};

/** Reads a comment given without or with its delimiters. */
export function read(comment: string) {
  const text = /^\/[*/]/.test(comment) ? comment : `/* ${comment} */`;
  const style = text.startsWith('//') ? 'line' : 'block';
  return readComment(text, { start: 0, end: text.length, style }, words);
}

/** The claims of a comment, as `describe` writes them. */
export function claims(comment: string): string[] {
  return (read(comment)?.claims ?? []).map(describe);
}

/** The first claim's other side. */
export function references(comment: string): string {
  return (read(comment)?.claims[0]?.references ?? []).map(reference).join(' & ');
}

/** `pair [smp_mb] -> smp_rmb @ f, g`: verb, own side, references. */
export function describe(claim: Claim): string {
  const own = claim.own.length > 0 ? ` [${claim.own.map(primitive).join(' ')}]` : '';
  const hint = claim.anchorHint ? ` (${claim.anchorHint})` : '';
  const marks = `${claim.notBarrier ? ' not-barrier' : ''}${claim.external ? ` ${claim.external}` : ''}`;
  const other = claim.references.length > 0 ? ` -> ${claim.references.map(reference).join(' & ')}` : '';
  return `${claim.verb}${hint}${marks}${own}${other}`;
}

function reference({ primitives, places, objects }: Reference): string {
  const parts = [primitives.map(primitive).join(' ')];
  if (places.length > 0) parts.push(`@ ${places.map(place).join(', ')}`);
  if (objects.length > 0) parts.push(`of ${objects.join(', ')}`);
  return parts.filter(Boolean).join(' ');
}

/** `~` is implied, `!` misspelt, `<>` a class. */
function primitive(ref: PrimitiveRef): string {
  const name = ref.name ?? `<${ref.generic}>`;
  return `${ref.implied ? '~' : ''}${name}${ref.misspelt ? '!' : ''}${ref.argument ? `(${ref.argument})` : ''}`;
}

/** `?` is uncertain, `|` separates the names of a pattern. */
function place(at: Place): string {
  switch (at.kind) {
    case 'function':
      return at.names.join('|') + (at.certain ? '' : '?');
    case 'here':
      return `<${at.direction}>`;
    case 'file':
      return at.path;
    case 'label':
      return `${at.function ?? ''}:${at.label}`;
  }
}
