/**
 * Which operations of a place a claim means: the primitive that it names, else one of the same role, else what a
 * call of the place holds. Of several: the ones on the same object, the ones whose comment leads back, the opposite role.
 */
import type { HerePlace, PrimitiveRef, Reference } from '../model/claim.ts';
import type { AnchoredClaim, CommentFact, FileFacts, Site } from '../model/facts.ts';
import type { Target } from '../model/pair.ts';
import type { Kind } from '../model/primitive.ts';
import { calleesOf } from '../index/demand.ts';
import type { FunctionRef, SiteRef, Snapshot } from '../index/snapshot.ts';
import { isExplicitKind, isMarkedKind } from '../primitives/explicit.ts';
import { matches } from '../primitives/match.ts';
import { roleOf } from '../primitives/roles.ts';
import type { BackReferences } from './back.ts';
import { siteTarget } from './targets.ts';

/** Where a claim stands: everything that picking looks at. */
export interface Anchor {
  readonly snapshot: Snapshot;
  readonly back: BackReferences;
  readonly facts: FileFacts;
  readonly comment: CommentFact;
  readonly claim: AnchoredClaim;
  /** The function of the documented operation, or -1. */
  readonly fn: number;
  /** The documented operations, the main one first. */
  readonly sites: readonly Site[];
}

/** Calls are followed so many deep. */
const DEPTH = 3;

/** The operations meant in the nearest tier of functions that holds any, with the calls followed when none does. */
export function pickIn(from: Anchor, reference: Reference, tiers: readonly (readonly FunctionRef[])[]): Target[] {
  for (const fits of [named(from, reference), sameRole(reference), implied(reference)]) {
    for (const tier of tiers) {
      const targets = tier.flatMap((ref) => {
        const sites = from.snapshot.sitesIn(ref).filter((site) => fits(site) && !from.sites.includes(site));
        return choose(from, reference, ref.facts, sites).map((site) => siteTarget(ref, site, []));
      });
      if (targets.length > 0) return targets;
    }
    for (const tier of tiers) {
      const targets = tier.flatMap((ref) => pickInCalls(from, reference, fits, ref, [nameOf(ref)], new Set()));
      if (targets.length > 0) return targets;
    }
  }
  return [];
}

/** The operations meant in this function or file, in the direction that the words give. */
export function pickHere(from: Anchor, reference: Reference, direction: HerePlace['direction']): Target[] {
  const at = from.comment.span.start;
  const ordered = (site: Site) => (direction === 'above' ? site.at < at : direction === 'below' ? site.at > at : true);
  const own = (site: Site) => site.fn === from.fn;
  const others = from.facts.sites.filter((site) => !from.sites.includes(site));
  for (const fits of [named(from, reference), sameRole(reference), opposite(from)]) {
    // The direction can be wrong (phrasing.md, prim-here): this function counts for more.
    for (const where of [(s: Site) => own(s) && ordered(s), own, ordered, () => true]) {
      const chosen = choose(from, reference, from.facts, others.filter((site) => fits(site) && where(site)));
      if (chosen.length === 0) continue;
      const nearest = direction === 'here' ? chosen : [closest(chosen, at)];
      return nearest.map((site) => siteTarget({ facts: from.facts, fn: site.fn }, site, []));
    }
  }
  return [];
}

/** Without a place: the one opposite operation on the same object in this function, else in this file. */
export function pickNearObject(from: Anchor, reference: Reference): Target[] {
  const fits = reference.primitives.length > 0 ? named(from, reference) : opposite(from);
  const objects = objectsOf(from);
  const wanted = (site: Site) => {
    const member = memberOf(site);
    if (member !== null && reference.objects.includes(member)) return true;
    const key = from.snapshot.objectKey(from.facts, site.object);
    return key !== null && objects.has(key) && reference.primitives.some((ref) => ref.name !== null);
  };
  const sites = from.facts.sites.filter((site) => fits(site) && wanted(site) && !from.sites.includes(site));
  const own = sites.filter((site) => site.fn === from.fn);
  const chosen = own.length > 0 ? own : sites;
  return chosen.length <= 3 ? chosen.map((site) => siteTarget({ facts: from.facts, fn: site.fn }, site, [])) : [];
}

function pickInCalls(
  from: Anchor,
  reference: Reference,
  fits: (site: Site) => boolean,
  ref: FunctionRef,
  via: readonly string[],
  seen: Set<string>,
): Target[] {
  if (via.length > DEPTH) return [];
  for (const callee of calleesOf(from.snapshot, ref)) {
    const key = `${callee.facts.file}:${callee.fn}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const sites = from.snapshot.sitesIn(callee).filter(fits);
    const chosen = choose(from, reference, callee.facts, sites);
    if (chosen.length > 0) return chosen.map((site) => siteTarget(callee, site, via));
    const deeper = pickInCalls(from, reference, fits, callee, [...via, nameOf(callee)], seen);
    if (deeper.length > 0) return deeper;
  }
  return [];
}

type Fits = (site: Site) => boolean;

/** What the words name: the primitive, its aliases, its class. Nothing named: the opposite role, marked or a barrier. */
function named(from: Anchor, { primitives }: Reference): Fits {
  if (primitives.length === 0) return opposite(from);
  return (site) => primitives.some((ref) => matches(ref, site.primitive, site.kind) && (ref.generic !== 'any' || isExplicitKind(site.kind)));
}

/** A named primitive that isn't there: another barrier of its role may have taken its place. */
function sameRole({ primitives }: Reference): Fits {
  const kinds = new Set<Kind>(primitives.flatMap((ref) => (ref.name === null ? [] : SAME_ROLE[roleWord(ref)])));
  return (site) => kinds.has(site.kind);
}

/** "implied by", "the barrier": an operation that brings a barrier along. */
function implied({ primitives }: Reference): Fits {
  const any = primitives.length === 0 || primitives.some((ref) => ref.implied || ref.generic !== null);
  return (site) => any && IMPLYING.has(site.kind);
}

function opposite(from: Anchor): Fits {
  const kinds = from.sites.map((site) => site.kind);
  return (site) => isMarkedKind(site.kind) && (kinds.length === 0 || kinds.some((kind) => canFace(kind, site.kind)));
}

/** Whether two kinds can be the two sides of one pair. */
function canFace(a: Kind, b: Kind): boolean {
  const [x, y] = [roleOf(a), roleOf(b)];
  if (x.access !== null && y.access !== null && !x.release && !x.acquire) return x.access !== y.access || x.access === 'rmw';
  return (x.release && (y.acquire || y.access === 'load')) || (x.acquire && (y.release || y.access === 'store')) || (x.full && y.full);
}

const SAME_ROLE: Readonly<Record<'read' | 'write' | 'full' | 'rmw' | 'none', readonly Kind[]>> = {
  read: ['read', 'acquire', 'control-acquire'],
  write: ['write', 'release'],
  full: ['full', 'before-atomic', 'after-atomic'],
  rmw: ['rmw-full', 'rmw-conditional-full', 'rmw-acquire', 'rmw-release'],
  none: [],
};

function roleWord(ref: PrimitiveRef): keyof typeof SAME_ROLE {
  const name = ref.name ?? '';
  if (/rmb|load_acquire|read_acquire/.test(name)) return 'read';
  if (/wmb|store_release|set_release/.test(name)) return 'write';
  if (/mb$|mb__|store_mb/.test(name)) return 'full';
  if (/xchg|test_and|return|fetch/.test(name)) return 'rmw';
  return 'none';
}

const IMPLYING: ReadonlySet<Kind> = new Set<Kind>([
  'rmw-full',
  'rmw-conditional-full',
  'rmw-acquire',
  'rmw-release',
  'sleep',
  'wake',
  'lock',
  'unlock',
  'seq-read-begin',
  'seq-read-retry',
  'seq-write-begin',
  'seq-write-end',
]);

/** Of the operations that fit, the ones that are meant. */
function choose(from: Anchor, reference: Reference, facts: FileFacts, sites: readonly Site[]): Site[] {
  if (sites.length <= 1) return [...sites];
  const byWords = sites.filter((site) => {
    const member = memberOf(site);
    return member !== null && reference.objects.includes(member);
  });
  const worded = byWords.length > 0 ? byWords : sites;
  const back = worded.filter((site) => from.back.refersTo(site, facts, from.facts, from.fn));
  const objects = objectsOf(from);
  const same = worded.filter((site) => isSame(from, { facts, site }, objects));
  if (same.length > 0) return same;
  if (back.length > 0) return back;
  const facing = worded.filter((site) => from.sites.some((anchor) => canFace(anchor.kind, site.kind)));
  return facing.length > 0 ? facing : [...worded];
}

/** The objects that the documented operations access, by key and by last member. */
function objectsOf(from: Anchor): Set<string> {
  const keys = new Set<string>();
  for (const site of from.sites) {
    const key = from.snapshot.objectKey(from.facts, site.object);
    if (key !== null) keys.add(key);
  }
  return keys;
}

function isSame(from: Anchor, { facts, site }: SiteRef, objects: ReadonlySet<string>): boolean {
  const key = from.snapshot.objectKey(facts, site.object);
  if (key !== null && objects.size > 0) return objects.has(key);
  const member = memberOf(site);
  return member !== null && from.sites.some((anchor) => memberOf(anchor) === member);
}

function memberOf(site: Site): string | null {
  if (!site.object) return null;
  return site.object.members.at(-1) ?? (site.object.base.startsWith('::') ? site.object.base.slice(2) : null);
}

function closest(sites: readonly Site[], at: number): Site {
  return sites.reduce((a, b) => (Math.abs(b.at - at) < Math.abs(a.at - at) ? b : a));
}

function nameOf(ref: FunctionRef): string {
  return ref.facts.functions[ref.fn]!.name;
}
