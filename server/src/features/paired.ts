/**
 * The other sides that are worth showing as a pair, best first. Navigation goes wherever a comment leads; a page that
 * says "pairs with" leaves out what two such operations can't be.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { isExplicitKind, isMarkedKind } from '../primitives/explicit.ts';
import { roleOf } from '../primitives/roles.ts';
import { distance } from './links.ts';
import { whyPaired } from './reasons.ts';
import { isPairing, type OtherSide, otherSides } from './sides.ts';

/** What comments say, then by the object the strongest and nearest, then guesses that know flag and data. */
export function pairedSides(pairs: Pairs, ref: SiteRef): OtherSide[] {
  const sides = otherSides(pairs, ref).filter((side) => isPair(pairs, ref, side));
  const rank = (side: OtherSide) => rankOf(ref.facts.file, side);
  return sides.sort((a, b) => rank(a) - rank(b));
}

/** Those that comments tell of, where any does; else those by the object. */
export function surestSides(pairs: Pairs, ref: SiteRef): OtherSide[] {
  const sides = pairedSides(pairs, ref).filter(({ by }) => by !== 'inferred');
  const told = sides.filter(isTold);
  return told.length > 0 ? told : sides;
}

/** Whether a comment on either side says that they belong together. */
export function isTold({ by }: OtherSide): boolean {
  return by === 'comment' || by === 'their-comment';
}

function isPair(pairs: Pairs, ref: SiteRef, side: OtherSide): boolean {
  const { site, spot, by } = side;
  if (!site) return true;
  const other = { facts: spot.facts, site };
  switch (by) {
    case 'comment':
    case 'their-comment':
      return canFace(ref.site, site) || saysPair(pairs, ref, other);
    case 'object':
      return isAccess(ref.site) && isAccess(site) && !areApart(ref.site, site);
    case 'inferred':
      return (ref.site.object && site.object) !== undefined || whyPaired(pairs.snapshot, ref, other).objects.length > 1;
  }
}

/** Whether one can publish what the other one observes; marked accesses may have their order from elsewhere. */
function canFace(one: Site, other: Site): boolean {
  const [a, b] = [roleOf(one.kind), roleOf(other.kind)];
  if (!(a.release || a.acquire) || !(b.release || b.acquire)) return true;
  return (a.release && b.acquire) || (a.acquire && b.release);
}

/** Whether a comment on either side says more than "see foo()". */
function saysPair(pairs: Pairs, ref: SiteRef, other: SiteRef): boolean {
  const says = (from: SiteRef, to: SiteRef) =>
    pairs
      .claimsAt(from.facts, from.site)
      .some((one) => isPairing(one) && one.claim.verb !== 'see' && one.targets.some((t) => t.site === to.site));
  return says(ref, other) || says(other, ref);
}

/** What a lock is given is not accessed by it, but what it protects. */
function isAccess({ kind }: Site): boolean {
  return isMarkedKind(kind) || kind.startsWith('rmw-');
}

/** `rings->sq.head` and `rings->cq.head` are the same member of one structure, and two objects. */
function areApart(one: Site, other: Site): boolean {
  const [a, b] = [one, other].map(({ object }) => /(\w+)\.\w+$/.exec(object?.text ?? '')?.[1]);
  return a !== undefined && b !== undefined && a !== b;
}

function rankOf(from: string, { by, site, spot }: OtherSide): number {
  if (by === 'inferred') return 10;
  if (by !== 'object' || !site) return 0;
  const weakness = isExplicitKind(site.kind) ? 0 : site.use?.dereferenced || roleOf(site.kind).acquire ? 1 : 2;
  return 1 + 3 * weakness + distance(from, spot);
}
