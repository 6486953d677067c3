/**
 * Everything there is to say about the ordering on a stretch of a file: its sites and comments, the other sides, why
 * they work together, and who else touches the same objects. Facts in, plain data out; shells put it into their form.
 */

import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, PlainAccess, Site } from '../model/facts.ts';
import type { ResolvedClaim, Status } from '../model/pair.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { roleOf } from '../primitives/roles.ts';
import { contains, type Span } from '../text/span.ts';
import { type Reason, whyPaired, whyPlain } from './reasons.ts';
import { type OtherSide, otherSides } from './sides.ts';
import { accessSpot, siteSpot, targetSpot, wordsSpot } from './spots.ts';
import type { Spot } from './view.ts';

export interface Explanation {
  readonly claims: readonly ClaimExplanation[];
  readonly sites: readonly SiteExplanation[];
  readonly plain: readonly PlainExplanation[];
}

/** A pairing comment and what it leads to. */
export interface ClaimExplanation {
  readonly text: string;
  readonly spot: Spot;
  readonly status: Status;
  readonly anchor: Spot | null;
  readonly targets: readonly Spot[];
  /** Names that the comment gives and that were not found. */
  readonly missing: readonly string[];
}

export interface SiteExplanation {
  readonly spot: Spot;
  readonly site: Site;
  /** Identity of the accessed object, `struct tag::field` or `::global`. */
  readonly object: string | null;
  readonly partners: readonly Partner[];
  readonly uses: ObjectUse[];
}

/** The other side of a site, and why it is one. */
export interface Partner extends OtherSide {
  readonly reason: Reason | null;
}

export interface PlainExplanation {
  readonly spot: Spot;
  readonly access: PlainAccess;
  readonly object: string;
  readonly why: string;
  readonly uses: ObjectUse[];
}

export interface ObjectUse {
  readonly spot: Spot;
  readonly access: 'store' | 'load' | 'update' | 'plain store' | 'plain load' | 'plain update' | 'address taken';
  /** The primitive; '' for a plain access. */
  readonly primitive: string;
  /** Why a plain access may be harmless: a lock is held, or nobody else can reach the object there. */
  readonly guard: 'lock' | 'private' | null;
}

/** What there is to say about `span` of `file`, or undefined when nothing on it has to do with ordering. */
export function explain(pairs: Pairs, file: string, span: Span): Explanation | undefined {
  const { snapshot } = pairs;
  const facts = snapshot.file(file);
  if (!facts) return undefined;
  const here = pairs.claimsIn(file).filter((one) => isPairing(one) && overlaps(one.claim.span, span));
  const anchors = here.flatMap((one) => (one.anchor ? [one.anchor] : []));
  const sites = facts.sites.filter((site) => overlaps({ start: site.at, end: site.end }, span));
  const shown = sites.length > 0 ? sites : anchors;
  const plain = facts.accesses.filter((access) => overlaps({ start: access.at, end: access.end }, span));
  const explanation = {
    claims: here.map(explainClaim),
    sites: [...new Set(shown)].map((site) => explainSite(pairs, { facts, site })),
    plain: plain.flatMap((access) => explainPlain(snapshot, facts, access)),
  };
  const isEmpty = explanation.claims.length + explanation.sites.length + explanation.plain.length === 0;
  return isEmpty ? undefined : explanation;
}

/** A comment that merely mentions a function at a barrier says nothing about pairs. */
function isPairing(one: ResolvedClaim): boolean {
  return one.claim.verb !== 'mention';
}

function overlaps(one: Span, other: Span): boolean {
  return contains(one, other.start) || contains(other, one.start);
}

function explainClaim(one: ResolvedClaim): ClaimExplanation {
  const { facts, claim } = one;
  return {
    text: claim.text,
    spot: wordsSpot(one, claim.verbSpan),
    status: one.status,
    anchor: one.anchor ? siteSpot({ facts, site: one.anchor }) : null,
    targets: one.targets.map(targetSpot),
    missing: one.missing.map((missing) => missing.name),
  };
}

/** A site with its other sides and everyone who touches its object. */
export function explainSite(pairs: Pairs, ref: SiteRef): SiteExplanation {
  const { snapshot } = pairs;
  const key = snapshot.objectKey(ref.facts, ref.site.object);
  return {
    spot: siteSpot(ref),
    site: ref.site,
    object: snapshot.object(ref.site.object),
    partners: partnersOf(pairs, ref),
    uses: key === null ? [] : objectUses(snapshot, key),
  };
}

function explainPlain(snapshot: Snapshot, facts: FileFacts, access: PlainAccess): PlainExplanation[] {
  const key = snapshot.objectKey(facts, access.object);
  const object = snapshot.object(access.object);
  if (key === null || object === null || snapshot.uses(key).sites.length === 0) return [];
  return [
    {
      spot: accessSpot({ facts, access }),
      access,
      object,
      why: whyPlain(facts, access),
      uses: objectUses(snapshot, key),
    },
  ];
}

/** The other sides of a site with the reasons why they are: each once, best first. */
export function partnersOf(pairs: Pairs, ref: SiteRef): Partner[] {
  return otherSides(pairs, ref).map((side) => {
    const other = side.site && { facts: side.spot.facts, site: side.site };
    return { ...side, reason: other ? whyPaired(pairs.snapshot, ref, other) : null };
  });
}

/** Stores first, then loads, then unmarked accesses; in each group in order of file and position. */
export function objectUses(snapshot: Snapshot, key: string): ObjectUse[] {
  const uses = snapshot.uses(key);
  const ordered = uses.sites.map(
    (ref): ObjectUse => ({
      spot: siteSpot(ref),
      access: accessOf(ref.site),
      primitive: ref.site.primitive,
      guard: null,
    }),
  );
  const plain = uses.accesses.map(
    (ref): ObjectUse => ({
      spot: accessSpot(ref),
      access: PLAIN_ACCESS[ref.access.mode],
      primitive: '',
      guard: ref.access.locked ? 'lock' : ref.access.private ? 'private' : null,
    }),
  );
  const rank = (use: ObjectUse) => ORDER.indexOf(use.access);
  return [...ordered, ...plain].sort((a, b) => rank(a) - rank(b));
}

const PLAIN_ACCESS = {
  read: 'plain load',
  write: 'plain store',
  update: 'plain update',
  address: 'address taken',
} as const;

const ORDER: readonly ObjectUse['access'][] = [
  'store',
  'update',
  'load',
  'plain store',
  'plain update',
  'plain load',
  'address taken',
];

function accessOf(site: Site): 'store' | 'load' | 'update' {
  const { access } = roleOf(site.kind);
  return access === 'rmw' ? 'update' : (access ?? 'load');
}
