/**
 * The sites that a list of pairs is made of, with what is known of each: whether there is another side, whether a comment
 * says so, and which object it is about. Made once for each state of the workspace, file by file.
 */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, NearAccess, Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { observes, publishes } from '../pairing/opposite.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { roleOf } from '../primitives/roles.ts';
import { isPairing } from './sides.ts';

/**
 * `lost`: its comment leads nowhere. `alone`: it publishes or observes an object, and nobody was found who does the
 * other. `unknown`: a fence, or a comment too vague, of which nothing tells the other side: no reason for alarm.
 */
export type SiteState = 'lost' | 'alone' | 'paired' | 'unknown';

export interface ListedSite {
  readonly ref: SiteRef;
  /** Key of the object that it accesses, or of a fence the one that it is there for; null where that can't be told. */
  readonly key: string | null;
  readonly state: SiteState;
  /** A comment at it says what it pairs with. */
  readonly isDocumented: boolean;
}

export interface Listing {
  /** In order of file; files without such sites are not there. */
  readonly byFile: ReadonlyMap<string, readonly ListedSite[]>;
  /** In order of file and position. */
  readonly byKey: ReadonlyMap<string | null, readonly ListedSite[]>;
}

/** Does the work of `listingOf` file by file, so that something else can be done in between. */
export function* listing(pairs: Pairs): Generator<void, Listing> {
  const known = listings.get(pairs);
  if (known) return known;
  yield* pairs.resolving();
  const byFile = new Map<string, readonly ListedSite[]>();
  const byKey = new Map<string | null, ListedSite[]>();
  for (const facts of pairs.snapshot.files()) {
    const sites = knownOrListed(pairs, facts);
    if (sites.length > 0) byFile.set(facts.file, sites);
    for (const site of sites) {
      const list = byKey.get(site.key);
      if (list) list.push(site);
      else byKey.set(site.key, [site]);
    }
    yield;
  }
  const made = { byFile, byKey };
  listings.set(pairs, made);
  return made;
}

/** Whether somebody should look for the other side. */
export function isUnpaired({ state }: Pick<ListedSite, 'state'>): boolean {
  return state === 'lost' || state === 'alone';
}

/** Pairs of one snapshot never change. */
const listings = new WeakMap<Pairs, Listing>();

/** What the sites of a file were listed from. */
interface Known {
  readonly claims: readonly ResolvedClaim[];
  readonly incoming: readonly ResolvedClaim[];
  readonly matched: ReadonlySet<Site>;
  readonly objects: unknown;
  readonly sites: readonly ListedSite[];
}

const knownByFile = new WeakMap<FileFacts, Known>();

/** An edit makes other pairs, in which nearly everything is as it was. */
function knownOrListed(pairs: Pairs, facts: FileFacts): readonly ListedSite[] {
  const claims = pairs.claimsIn(facts.file);
  const incoming = pairs.pointingInto(facts);
  const matched = pairs.matches.in(facts);
  const objects = pairs.snapshot.objects();
  const known = knownByFile.get(facts);
  const isSame =
    known?.objects === objects &&
    known.matched === matched &&
    areSame(known.claims, claims) &&
    areSame(known.incoming, incoming);
  if (isSame) return known.sites;
  const sites = listedIn(pairs, facts);
  knownByFile.set(facts, { claims, incoming, matched, objects, sites });
  return sites;
}

function areSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one === other || (one.length === other.length && one.every((item, i) => item === other[i]));
}

/**
 * What is written for ordering, what comments know of, and who is on the other side of these. Each rcu_dereference()
 * has somebody who publishes: one that was not found tells nothing.
 */
function listedIn(pairs: Pairs, facts: FileFacts): ListedSite[] {
  const claims = new Map<Site, ResolvedClaim[]>();
  for (const claim of pairs.claimsIn(facts.file)) {
    if (!claim.anchor || !isPairing(claim) || claim.status === 'not-barrier') continue;
    claims.set(claim.anchor, [...(claims.get(claim.anchor) ?? []), claim]);
  }
  const incoming = pairs.pointingInto(facts).filter(isPairing);
  const told = new Set(incoming.flatMap(({ targets }) => targets.flatMap(({ site }) => site ?? [])));
  const matched = pairs.matches.in(facts);
  // Calls that wrap an operation are anchors, and no sites of their own.
  const all = new Set([...facts.sites, ...claims.keys()]);
  const isListed = (site: Site) =>
    (isExplicit(site.primitive) && site.kind !== 'dependency-load') ||
    claims.has(site) ||
    told.has(site) ||
    matched.has(site);
  return [...all]
    .filter(isListed)
    .sort((a, b) => a.at - b.at)
    .map((site) => {
      const ref = { facts, site };
      const own = claims.get(site) ?? [];
      const isPaired = told.has(site) || matched.has(site) || own.some(({ targets }) => targets.length > 0);
      const state = isPaired ? 'paired' : unpairedState(site, own);
      return { ref, key: keyOf(pairs.snapshot, ref), state, isDocumented: own.length > 0 };
    });
}

function unpairedState(site: Site, claims: readonly ResolvedClaim[]): SiteState {
  if (claims.some(({ status }) => status === 'stale-function' || status === 'stale-barrier')) return 'lost';
  if (claims.length > 0 || !site.object) return 'unknown';
  return isTelling(site) && (publishes(site) || observes(site)) ? 'alone' : 'unknown';
}

/**
 * Whether it means something that the other side was not found: readers of RCU are reached in many ways, and who takes
 * a bit for a lock, or looks carefully at a list, pairs with an operation of another kind.
 */
function isTelling({ primitive, kind }: Site): boolean {
  return (
    isExplicit(primitive) &&
    kind !== 'publish' &&
    kind !== 'dependency-load' &&
    !/_bit(?:_|$)|_careful$/.test(primitive)
  );
}

/** Of a fence the object whose access tells the other side that the rest is there: the nearest one of that kind. */
function keyOf(snapshot: Snapshot, { facts, site }: SiteRef): string | null {
  if (site.object) return snapshot.objectKey(facts, site.object);
  const { release, acquire } = roleOf(site.kind);
  const stores = (near: readonly NearAccess[] = []) => near.filter(({ write }) => write);
  const loads = (near: readonly NearAccess[] = []) => near.filter(({ write }) => !write);
  const { before, after } = site;
  // A full barrier is mostly there between a store and a load of what others store.
  const candidates =
    release && acquire
      ? [...(loads(after).length > 0 ? stores(before) : []), ...stores(after), ...loads(before)]
      : release
        ? [...stores(after), ...stores(before)]
        : [...loads(before), ...loads(after)];
  for (const { object, passed } of candidates) {
    const key = passed ? null : snapshot.objectKey(facts, object);
    if (key !== null) return key;
  }
  return null;
}
