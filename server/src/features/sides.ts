/**
 * The other sides of a site, and how we know of each. What comments say comes first, then the common object; a guess
 * counts only where there is nothing better. Why they belong together is told by explain.ts.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { inferredAt } from '../pairing/infer.ts';
import { oppositeSites } from '../pairing/opposite.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { nameEnd, siteSpot, targetSpot } from './spots.ts';
import type { Spot } from './view.ts';

/** The other side of a site. */
export interface OtherSide {
  readonly spot: Spot;
  readonly primitive: string;
  /** Null where a comment leads to a call or a definition that stands for the operation. */
  readonly site: Site | null;
  readonly by: Evidence;
}

/**
 * Who says that the two belong together: a comment at this site, one at the other; the common object; or, between
 * fences, a guess by the objects around them.
 */
export type Evidence = 'comment' | 'their-comment' | 'object' | 'inferred';

/** By its own comments, by comments that point here, by the object; each once, best first. */
export function otherSides(pairs: Pairs, ref: SiteRef): OtherSide[] {
  const { snapshot } = pairs;
  const sides = new Map<string, OtherSide>();
  const add = (side: OtherSide) => {
    const { facts, at } = side.spot;
    const id = `${facts.file}\0${at}`;
    if (!sides.has(id) && (facts !== ref.facts || at !== ref.site.at)) sides.set(id, side);
  };
  for (const { targets } of pairs.claimsAt(ref.facts, ref.site).filter(isPairing)) {
    for (const target of targets) {
      add({ spot: targetSpot(target), primitive: target.primitive, site: target.site, by: 'comment' });
    }
  }
  for (const { facts, anchor } of pairs.pointingAt(ref.facts, ref.site).filter(isPairing)) {
    if (anchor) add(sideOf({ facts, site: anchor }, 'their-comment'));
  }
  for (const other of oppositeSites(snapshot, ref)) add(sideOf(other, 'object'));
  if (sides.size === 0) {
    for (const { release, acquire } of inferredAt(snapshot, ref)) {
      add(sideOf(release.site === ref.site ? acquire : release, 'inferred'));
    }
  }
  return [...sides.values()];
}

/** The other sides to go to: those that comments tell of, where any does; else those by the best evidence there is. */
export function bestSides(pairs: Pairs, ref: SiteRef): OtherSide[] {
  const sides = otherSides(pairs, ref);
  const told = sides.filter(({ by }) => by === 'comment' || by === 'their-comment');
  return told.length > 0 ? told : sides;
}

/** The name of the other side's operation. */
export function sideName({ spot, site }: OtherSide): Spot {
  return site ? { ...spot, end: nameEnd(site) } : spot;
}

/** A comment that merely mentions a function at a barrier says nothing about pairs. */
export function isPairing({ claim }: ResolvedClaim): boolean {
  return claim.verb !== 'mention';
}

function sideOf(ref: SiteRef, by: Evidence): OtherSide {
  return { spot: siteSpot(ref), primitive: ref.site.primitive, site: ref.site, by };
}
