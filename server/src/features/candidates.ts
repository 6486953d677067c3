/**
 * What may be the other side of an operation, nearest first: what comments and objects say, then whatever stands near
 * by and is of the opposite role. For proposals that people choose from; nothing here is a statement.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import { directoryOf, sameArchitecture } from '../model/paths.ts';
import type { Kind } from '../model/primitive.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { canFace, isMarked } from '../pairing/searches.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { functionName } from '../rules/describe.ts';
import { type OtherSide, otherSides } from './sides.ts';
import { siteSpot } from './spots.ts';
import type { Spot } from './view.ts';

/** A place to name in a comment: its function has a name. */
export interface Candidate {
  readonly spot: Spot;
  readonly primitive: string;
  readonly site: Site | null;
  /** `near`: only the role and the place speak for it. */
  readonly by: OtherSide['by'] | 'near';
}

/** The other sides of the site in other functions; where nothing says which, those that access the same object. */
export function likelySides(pairs: Pairs, ref: SiteRef): Candidate[] {
  const own = functionName(ref.facts, ref.site.fn);
  const isElsewhere = ({ spot }: Candidate) =>
    spot.function !== '' &&
    sameArchitecture(spot.facts.file, ref.facts.file) &&
    !(spot.facts === ref.facts && spot.function === own);
  const known: Candidate[] = otherSides(pairs, ref).filter(isElsewhere);
  return known.length > 0 ? known : facingOnObject(pairs, ref).filter(isElsewhere);
}

/** Every marked or ordering access of the same object that might face the site, whatever else it is. */
function facingOnObject({ snapshot }: Pairs, { facts, site }: SiteRef): Candidate[] {
  const key = snapshot.objectKey(facts, site.object);
  if (key === null || !isMarked(site)) return [];
  return snapshot
    .uses(key)
    .sites.filter((other) => other.site !== site && canFace(site.kind, other.site.kind))
    .map((other) => candidate(other, 'object'));
}

/** Where `nearSites` looks from. */
export interface Viewpoint {
  readonly facts: FileFacts;
  readonly at: number;
  /** Enclosing function's index, which is left out. */
  readonly fn: number;
}

/** Operations written for ordering that fit: in this file by distance, then in the files beside it. */
export function* nearSites(pairs: Pairs, from: Viewpoint, fits: (site: Site) => boolean): Generator<Candidate> {
  const wanted = (site: Site) => site.fn >= 0 && isExplicit(site.primitive) && fits(site);
  const distance = (site: Site) => Math.abs(site.at - from.at);
  const own = from.facts.sites.filter((site) => wanted(site) && site.fn !== from.fn);
  for (const site of own.sort((a, b) => distance(a) - distance(b)))
    yield candidate({ facts: from.facts, site }, 'near');
  for (const facts of pairs.snapshot.filesIn(directoryOf(from.facts.file))) {
    if (facts === from.facts) continue;
    for (const site of facts.sites) if (wanted(site)) yield candidate({ facts, site }, 'near');
  }
}

/** Whether the kinds can be two sides; of RCU only where the one side is RCU's, for it stands beside most barriers. */
export function mayFace(one: Kind, other: Kind): boolean {
  return canFace(one, other) && (RCU.has(one) || !RCU.has(other));
}

const RCU: ReadonlySet<Kind> = new Set<Kind>(['publish', 'dependency-load']);

function candidate(ref: SiteRef, by: Candidate['by']): Candidate {
  return { spot: siteSpot(ref), primitive: ref.site.primitive, site: ref.site, by };
}
