/**
 * The group of a place: the sites that comments and common objects connect with it, the comments that name any of
 * them, and, for an object, its unmarked accesses. References, highlights and their like show it in their own ways.
 */

import type { AccessRef, SiteRef, Snapshot } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { roleOf } from '../primitives/roles.ts';
import { citations, labelOwner } from './leads.ts';
import { isPairing } from './sides.ts';
import { inOrder, wordsSpot } from './spots.ts';
import type { LabelSubject, Subject } from './subject.ts';
import type { Spot } from './view.ts';

export interface Group {
  readonly sites: readonly SiteRef[];
  readonly accesses: readonly AccessRef[];
  /** Pairing comments that document one of the sites or point to one. */
  readonly claims: readonly ResolvedClaim[];
}

/** Through an object with more sites than this a group doesn't grow, unless one asks for the object's own sites. */
const CROWD = 24;

export function groupOf(pairs: Pairs, subject: Subject): Group {
  const { snapshot } = pairs;
  if (subject.kind === 'object') {
    const key = snapshot.objectKey(subject.facts, subject.object);
    const uses = key === null ? { sites: [], accesses: [] } : snapshot.uses(key);
    return groupAround(pairs, uses.sites, uses.accesses);
  }
  const sites = connected(pairs, startsOf(subject), subject.kind === 'site' ? subject.site : null);
  const named = subject.kind === 'comment' ? [subject.claim] : [];
  return { sites, accesses: [], claims: unique([...named, ...sites.flatMap((ref) => claimsAround(pairs, ref))]) };
}

/** The group of just these, with the comments around them. */
export function groupAround(pairs: Pairs, sites: readonly SiteRef[], accesses: readonly AccessRef[]): Group {
  return { sites, accesses, claims: unique(sites.flatMap((ref) => claimsAround(pairs, ref))) };
}

/** The places of comments that cite a label, in order. */
export function citingSpots(pairs: Pairs, { facts, label }: LabelSubject): Spot[] {
  const owner = labelOwner(facts, label);
  const claims = [...pairs.claimsIn(facts.file), ...pairs.pointingInto(facts)];
  return inOrder(
    claims.flatMap((claim) => citations(claim, label.label, owner).map((place) => wordsSpot(claim, place.span))),
  );
}

function startsOf(subject: Exclude<Subject, { kind: 'object' }>): SiteRef[] {
  const { facts } = subject;
  switch (subject.kind) {
    case 'site':
      return [{ facts, site: subject.site }];
    case 'comment':
      return [...anchorOf(subject.claim), ...targetsOf(subject.claim)];
    case 'label': {
      const site = facts.sites[subject.label.site];
      return site ? [{ facts, site }] : [];
    }
  }
}

/** Everything that comments and objects lead to, and lead to from there. */
function connected(pairs: Pairs, starts: readonly SiteRef[], asked: Site | null): SiteRef[] {
  const found = new Map(starts.map((ref) => [ref.site, ref]));
  // A map takes up what is added while it is walked through.
  for (const ref of found.values()) {
    const next = [
      ...claimsAround(pairs, ref).flatMap((claim) => [...anchorOf(claim), ...targetsOf(claim)]),
      ...sameObject(pairs.snapshot, ref, ref.site === asked),
    ];
    for (const one of next) if (!found.has(one.site)) found.set(one.site, one);
  }
  return [...found.values()];
}

function sameObject(snapshot: Snapshot, { facts, site }: SiteRef, isAsked: boolean): SiteRef[] {
  const key = isData(site) ? snapshot.objectKey(facts, site.object) : null;
  const sites = key === null ? [] : snapshot.uses(key).sites.filter((other) => isData(other.site));
  return isAsked || sites.length <= CROWD ? sites : [];
}

/** Taking the same lock connects nobody who looks for barriers. */
function isData({ kind }: Site): boolean {
  return roleOf(kind).access !== null && !/^(?:lock|unlock|seq-)/.test(kind);
}

function claimsAround(pairs: Pairs, { facts, site }: SiteRef): ResolvedClaim[] {
  return [...pairs.claimsAt(facts, site), ...pairs.pointingAt(facts, site)].filter(isPairing);
}

function anchorOf({ facts, anchor }: ResolvedClaim): SiteRef[] {
  return anchor ? [{ facts, site: anchor }] : [];
}

function targetsOf({ targets }: ResolvedClaim): SiteRef[] {
  return targets.flatMap(({ facts, site }) => (site ? [{ facts, site }] : []));
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
