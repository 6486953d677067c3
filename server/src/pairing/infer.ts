/**
 * Pairs that no comment states: two sides that share objects. An acquire and a release on one object are a pair by
 * their kinds; two fences are one when what the writer stores after its fence the reader loads before its own, and
 * the other way round (OFence, Lepers et al., EuroSys 2023, §4). Always marked as inferred, with a confidence.
 */

import type { SiteRef, Snapshot } from '../index/snapshot.ts';
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
  return [...accessPairs(snapshot), ...fencePairs(snapshot)].sort(
    (a, b) =>
      compare(a.release.facts.file, b.release.facts.file) ||
      a.release.site.at - b.release.site.at ||
      compare(a.acquire.facts.file, b.acquire.facts.file) ||
      a.acquire.site.at - b.acquire.site.at,
  );
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

function accessPairs(snapshot: Snapshot): InferredPair[] {
  const pairs: InferredPair[] = [];
  for (const [key, { sites }] of snapshot.allUses()) {
    if (sites.length > CROWD) continue;
    const releases = sites.filter(({ site }) => roleOf(site.kind).release && STRONG.has(site.kind));
    const acquires = sites.filter(({ site }) => observes(site));
    for (const release of releases) {
      for (const acquire of acquires) {
        if (release.site === acquire.site || sameFunction(release, acquire)) continue;
        pairs.push({
          release,
          acquire,
          objects: [key],
          confidence: 0.5 + 0.4 / Math.max(releases.length, acquires.length),
        });
      }
    }
  }
  return pairs;
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

function fencePairs(snapshot: Snapshot): InferredPair[] {
  // Writers by the object that they store after their fence: the flag.
  const writers = new Map<string, { ref: SiteRef; data: Set<string> }[]>();
  for (const ref of fences(snapshot, (site) => roleOf(site.kind).release)) {
    const data = keys(snapshot, ref, ref.site.before, true);
    for (const flag of keys(snapshot, ref, ref.site.after, true)) {
      const list = writers.get(flag);
      if (list) list.push({ ref, data });
      else writers.set(flag, [{ ref, data }]);
    }
  }
  const best = new Map<string, InferredPair>();
  for (const acquire of fences(snapshot, (site) => roleOf(site.kind).acquire)) {
    const read = keys(snapshot, acquire, acquire.site.after, false);
    for (const flag of keys(snapshot, acquire, acquire.site.before, false)) {
      const candidates = writers.get(flag) ?? [];
      if (candidates.length > CROWD) continue;
      for (const { ref: release, data } of candidates) {
        if (release.site === acquire.site || sameFunction(release, acquire)) continue;
        const shared = [...data].filter((key) => key !== flag && read.has(key));
        const confidence = sureness(shared.length, candidates.length, isNeighbour(release, acquire));
        const id = `${place(release)}|${place(acquire)}`;
        if ((best.get(id)?.confidence ?? LEAST) < confidence) {
          best.set(id, { release, acquire, objects: [flag, ...shared], confidence });
        }
      }
    }
  }
  return [...best.values()];
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

function* fences(snapshot: Snapshot, fits: (site: Site) => boolean): Iterable<SiteRef> {
  for (const facts of snapshot.files()) {
    for (const site of facts.sites)
      if ((site.before || site.after) && isExplicit(site.primitive) && fits(site)) yield { facts, site };
  }
}

function keys(
  snapshot: Snapshot,
  { facts }: SiteRef,
  near: readonly NearAccess[] | undefined,
  write: boolean,
): Set<string> {
  const found = new Set<string>();
  for (const access of near ?? []) {
    const key = access.write === write && !access.passed ? snapshot.objectKey(facts, access.object) : null;
    if (key !== null) found.add(key);
  }
  return found;
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
