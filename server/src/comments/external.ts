/** The other side that no C file holds: devices, hypervisors, guests, user space, assembly. */
import type { External, Reference } from '../model/claim.ts';

const SIDES: readonly (readonly [External, RegExp])[] = [
  ['assembly', /\b(?:memw|memws|assembly|assembler|asm)\b|\.S\b/i],
  ['user-space', /\b(?:user[- ]?space|userland|user-space|applications?|liburing|user[- ]mode)\b/i],
  ['guest', /\bguests?(?:'s)?\b/i],
  ['hypervisor', /\b(?:hypervisor|host|hv|xen|vmm)(?:'s)?\b/i],
  ['device', /\b(?:devices?|firmware|fw|nic|controller|adapter)(?:'s)?\b/i],
  ['hardware', /\b(?:hardware|hw|cpu microcode)\b/i],
];

/**
 * Who the other side is when the words behind the verb name no place in C. Only `assembly` is said even where
 * functions are named, since those are labels of assembly then.
 */
export function externalOf(words: string, references: readonly Reference[]): External | null {
  const side = SIDES.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
  const isPlaced = references.some((reference) => reference.places.length > 0);
  return isPlaced && side !== 'assembly' ? null : side;
}
