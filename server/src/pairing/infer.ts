/**
 * Pairs that no comment states: two sides that share objects. An acquire and a release on one object are a pair by
 * their kinds; two fences are one when what the writer stores after its fence the reader loads before its own, and
 * the other way round (OFence, Lepers et al., EuroSys 2023, §4). Always marked as inferred, with a confidence.
 */

import { type KeyOf, SITES, type SiteRef, type Snapshot, type TableOf } from '../index/snapshot.ts';
import type { NearAccess, Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { directoryOf } from '../model/paths.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { roleOf } from '../primitives/roles.ts';

export interface InferredPair {
  /** The publishing side. */
  readonly release: SiteRef;
  /** The observing side. */
  readonly acquire: SiteRef;
  /** Keys of the shared objects: of an access pair the one, of a fence pair the flag first, then the data. */
  readonly objects: readonly string[];
  /** 0 to 1: how sure the guess is. Both objects of a fence pair shared, or few sites on one object, make it surer. */
  readonly confidence: number;
}

/** An object with more sites than this tells nothing about who pairs with whom. */
const CROWD = 24;

/** The inferred pairs of the snapshot, in order of the publishing side. */
export function inferPairs(snapshot: Snapshot): InferredPair[] {
  const pairs = [...snapshot.keys(SITES)].flatMap((key) => accessPairs(snapshot, key));
  for (const facts of snapshot.files()) {
    for (const site of facts.sites) pairs.push(...fencePairs(snapshot, { facts, site }));
  }
  return pairs.sort(bySides);
}

/** The inferred pairs that have this site as a side, the surest first. */
export function inferredAt(snapshot: Snapshot, ref: SiteRef): InferredPair[] {
  const key = snapshot.objectKey(ref.facts, ref.site.object);
  const flags = isWriter(ref.site) ? keys(snapshot.keyOf, ref, ref.site.after, true) : [];
  const readers = new Map([...flags].flatMap((flag) => snapshot.look(READERS, flag)).map((one) => [one.site, one]));
  return [
    ...(key === null ? [] : accessPairs(snapshot, key)),
    ...[ref, ...readers.values()].flatMap((reader) => fencePairs(snapshot, reader)),
  ]
    .filter(({ release, acquire }) => release.site === ref.site || acquire.site === ref.site)
    .sort((a, b) => b.confidence - a.confidence || bySides(a, b));
}

/** The inferred pairs that no comment of either side states. */
export function unstated(snapshot: Snapshot, claims: readonly ResolvedClaim[]): InferredPair[] {
  const stated = new Set<string>();
  for (const { facts, anchor, targets } of claims) {
    if (!anchor) continue;
    for (const target of targets) {
      stated.add(`${facts.file}:${anchor.at}|${target.facts.file}:${target.at}`);
      stated.add(`${target.facts.file}:${target.at}|${facts.file}:${anchor.at}`);
    }
  }
  return inferPairs(snapshot).filter(({ release, acquire }) => !stated.has(`${place(release)}|${place(acquire)}`));
}

/** Releases and acquires of one object. */
function accessPairs(snapshot: Snapshot, key: string): InferredPair[] {
  const sites = snapshot.look(SITES, key);
  if (sites.length > CROWD) return [];
  const releases = sites.filter(({ site }) => roleOf(site.kind).release && STRONG.has(site.kind));
  const acquires = sites.filter(({ site }) => observes(site));
  const confidence = 0.5 + 0.4 / Math.max(releases.length, acquires.length);
  return releases.flatMap((release) =>
    acquires
      .filter((acquire) => release.site !== acquire.site && !sameFunction(release, acquire))
      .map((acquire) => ({ release, acquire, objects: [key], confidence })),
  );
}

/** A marked load orders what is reached through its value: an address dependency. */
function observes(site: Site): boolean {
  if (site.kind === 'load-relaxed') return site.use?.dereferenced === true;
  return roleOf(site.kind).acquire && STRONG.has(site.kind);
}

const STRONG: ReadonlySet<Site['kind']> = new Set([
  'acquire',
  'release',
  'publish',
  'dependency-load',
  'rmw-acquire',
  'rmw-release',
]);

/** The fences that a reading fence may pair with: one pair for each, by the flag that makes it surest. */
function fencePairs(snapshot: Snapshot, acquire: SiteRef): InferredPair[] {
  if (!isReader(acquire.site)) return [];
  const best = new Map<Site, InferredPair>();
  const read = keys(snapshot.keyOf, acquire, acquire.site.after, false);
  for (const flag of keys(snapshot.keyOf, acquire, acquire.site.before, false)) {
    const writers = snapshot.look(WRITERS, flag);
    if (writers.length > CROWD) continue;
    for (const release of writers) {
      if (release.site === acquire.site || sameFunction(release, acquire)) continue;
      const data = keys(snapshot.keyOf, release, release.site.before, true);
      const shared = [...data].filter((key) => key !== flag && read.has(key));
      const confidence = sureness(shared.length, writers.length, isNeighbour(release, acquire));
      if ((best.get(release.site)?.confidence ?? LEAST) < confidence) {
        best.set(release.site, { release, acquire, objects: [flag, ...shared], confidence });
      }
    }
  }
  return [...best.values()];
}

/** Fences by the objects that are stored after them: what a reader looks at first. */
const WRITERS: TableOf<SiteRef> = {
  usesObjects: true,
  *entries(facts, keyOf) {
    for (const site of facts.sites) {
      if (!isWriter(site)) continue;
      for (const flag of keys(keyOf, { facts, site }, site.after, true)) yield [flag, { facts, site }];
    }
  },
};

/** Fences by the objects that are loaded before them. */
const READERS: TableOf<SiteRef> = {
  usesObjects: true,
  *entries(facts, keyOf) {
    for (const site of facts.sites) {
      if (!isReader(site)) continue;
      for (const flag of keys(keyOf, { facts, site }, site.before, false)) yield [flag, { facts, site }];
    }
  },
};

function isWriter(site: Site): boolean {
  return isFence(site) && roleOf(site.kind).release;
}

function isReader(site: Site): boolean {
  return isFence(site) && roleOf(site.kind).acquire;
}

function isFence(site: Site): boolean {
  return (site.before !== undefined || site.after !== undefined) && isExplicit(site.primitive);
}

/** Guesses that are no better than this are left out. */
const LEAST = 0.25;

/** Data and flag shared crosswise is a pattern; the flag alone is one only where few others share it, and near by. */
function sureness(data: number, candidates: number, isNear: boolean): number {
  if (data > 0) return isNear ? 0.8 : 0.6;
  return isNear ? 0.5 / candidates : 0;
}

function isNeighbour(a: SiteRef, b: SiteRef): boolean {
  return directoryOf(a.facts.file) === directoryOf(b.facts.file);
}

function keys(keyOf: KeyOf, { facts }: SiteRef, near: readonly NearAccess[] | undefined, write: boolean): Set<string> {
  const found = new Set<string>();
  for (const access of near ?? []) {
    const key = access.write === write && !access.passed ? keyOf(facts, access.object) : null;
    if (key !== null) found.add(key);
  }
  return found;
}

function bySides(a: InferredPair, b: InferredPair): number {
  return (
    compare(a.release.facts.file, b.release.facts.file) ||
    a.release.site.at - b.release.site.at ||
    compare(a.acquire.facts.file, b.acquire.facts.file) ||
    a.acquire.site.at - b.acquire.site.at
  );
}

function sameFunction(a: SiteRef, b: SiteRef): boolean {
  return a.facts === b.facts && a.site.fn === b.site.fn;
}

function place({ facts, site }: SiteRef): string {
  return `${facts.file}:${site.at}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
