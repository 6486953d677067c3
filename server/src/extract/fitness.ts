/**
 * How well the words of a claim fit an operation: what they say it is, what would be opposite to the other side,
 * which object they name. Where the operation stands is weighed elsewhere.
 */
import type { Claim, PrimitiveRef } from '../model/claim.ts';
import type { Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Kind } from '../model/primitive.ts';
import { matches } from '../primitives/match.ts';
import { roleOf } from '../primitives/roles.ts';

/** Higher is better; `namedAt` is what `namedAt()` gives for the same claim and site. */
export function fitness(claim: Claim, site: Site, namedAt: number): number {
  let score = WEIGHT[site.kind] ?? LEAST_WEIGHT;
  if (namedAt >= 0) score += OWN_NAME + NEXT_NAME * namedAt;
  else if (claim.own.some((ref) => isOfClass(ref, site))) score += OWN_CLASS;
  const faces = claim.references.some((r) => r.primitives.some((ref) => opposes(ref.name, ref.generic, site.kind)));
  if (faces) score += OPPOSITE;
  const name = lastName(site.object);
  if (name !== '' && claim.references.some((r) => r.objects.includes(name))) score += SAME_OBJECT;
  return score;
}

/**
 * Which of the primitives that the claim calls its own the site is, or -1. Of several names the last one, next to
 * the verb, is meant: "f() is slow, but test_and_set_bit() pairs with".
 */
export function namedAt(claim: Claim, site: Site): number {
  return claim.own.findLastIndex((ref) => ref.name !== null && matches(ref, site.primitive, site.kind));
}

/** The likeliest of the candidates (indices into `sites`, at least one), the first of equals. */
export function strongest(sites: readonly Site[], candidates: readonly number[]): number {
  return candidates.reduce((a, b) => ((WEIGHT[sites[b]!.kind] ?? 0) > (WEIGHT[sites[a]!.kind] ?? 0) ? b : a));
}

/** How likely a comment that names no primitive documents a site of this kind, rather than its neighbour. */
const WEIGHT: Readonly<Partial<Record<Kind, number>>> = {
  full: 40,
  write: 40,
  read: 40,
  acquire: 40,
  release: 40,
  'before-atomic': 40,
  'after-atomic': 40,
  'control-acquire': 40,
  publish: 32,
  'rmw-acquire': 32,
  'rmw-release': 32,
  'load-relaxed': 28,
  'store-relaxed': 28,
  'rmw-full': 26,
  'rmw-conditional-full': 26,
  'dependency-load': 24,
  'seq-read-begin': 20,
  'seq-read-retry': 20,
  'seq-write-begin': 20,
  'seq-write-end': 20,
  'rcu-gp': 20,
  sleep: 16,
  wake: 14,
  compiler: 12,
  'rmw-relaxed': 12,
  unlock: 12,
  lock: 10,
  'rcu-read-lock': 8,
  'rcu-read-unlock': 8,
};
const LEAST_WEIGHT = 4;
const OWN_NAME = 40;
const NEXT_NAME = 25;
const OWN_CLASS = 22;
const OPPOSITE = 14;
const SAME_OBJECT = 14;
/** Whether a primitive named for the other side and a site of this kind are opposite sides. */
function opposes(name: string | null, generic: string | null, kind: Kind): boolean {
  const role = roleOf(kind);
  const word = name ?? generic ?? '';
  if (/READ_ONCE|^load$/.test(word)) return role.access === 'store' || role.access === 'rmw';
  if (/WRITE_ONCE|^store$/.test(word)) return role.access === 'load' || role.access === 'rmw';
  if (/rmb|acquire|^read$|dereference|dependency/.test(word)) return role.release || role.access === 'store';
  if (/wmb|release|^write$|assign_pointer/.test(word)) return role.acquire || role.access === 'load';
  if (/mb|^full$/.test(word)) return role.full;
  return false;
}

/** "mb paired w/ kthread_stop" beside set_current_state(): it is the barrier that the words speak of. */
function isOfClass(ref: PrimitiveRef, site: Site): boolean {
  if (matches(ref, site.primitive, site.kind)) return true;
  return /^(smp_)?mb$/.test(ref.name ?? '') && roleOf(site.kind).full;
}
