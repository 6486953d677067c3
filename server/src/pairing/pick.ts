/**
 * Which operations of a place a claim means. Of several that fit, the ones on the same object are meant, then the
 * ones whose comment leads back, then the ones of the opposite role.
 */

import type { FunctionRef, Snapshot } from '../index/snapshot.ts';
import type { HerePlace, Reference, Verb } from '../model/claim.ts';
import type { AnchoredClaim, CommentFact, FileFacts, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Target } from '../model/pair.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import { matches } from '../primitives/match.ts';
import { refersTo } from './back.ts';
import { canFace, type Fits, facesSquarely, isBeside, isMarked, searchesFor } from './searches.ts';
import { siteTarget } from './targets.ts';

/** Where a claim stands: everything that picking looks at. */
export interface Anchor {
  readonly snapshot: Snapshot;
  readonly facts: FileFacts;
  readonly comment: CommentFact;
  readonly claim: AnchoredClaim;
  /** The function of the documented operation, or -1. */
  readonly fn: number;
  /** The documented operations, the main one first. */
  readonly sites: readonly Site[];
}

/** The operations meant in the nearest tier of functions that holds any; several names are several operations. */
export function pickIn(from: Anchor, reference: Reference, tiers: readonly (readonly FunctionRef[])[]): Target[] {
  const names = reference.primitives.filter((ref) => ref.name !== null);
  const each = names.length > 1 ? names.flatMap((ref) => search(from, { ...reference, primitives: [ref] }, tiers)) : [];
  if (each.length > 0) return each.flatMap((target) => [target, ...inside(from, target)]);
  const found = search(from, reference, tiers).flatMap((target) => [target, ...inside(from, target)]);
  // wait_event_freezable() holds nothing but __wait_event_freezable(): its definition says as much.
  const definition = definitionOf(tiers);
  const isSameAgain = (site: Site) => !isMarked(site) && site.primitive.endsWith(definition!.primitive);
  return definition && found.every(({ site }) => site && isSameAgain(site)) ? [definition] : found;
}

/** Verbs that say that two things are ordered, but not that the other one holds a barrier. */
const LOOSE: ReadonlySet<Verb> = new Set<Verb>(['see', 'order', 'serialize', 'other-side', 'saved-by']);

function search(from: Anchor, reference: Reference, tiers: readonly (readonly FunctionRef[])[]): Target[] {
  const leadsBack: Fits = (site, facts) => refersTo({ facts, site }, from.facts, from.fn, from.claim.call?.name);
  for (const { fits, depth } of searchesFor(reference, from.sites, leadsBack, LOOSE.has(from.claim.verb))) {
    for (const tier of tiers) {
      const targets = tier.flatMap((ref) => inFunction(from, reference, fits, ref, depth, [], new Set()));
      if (targets.length > 0) return targets;
    }
  }
  return [];
}

/** The operations meant in this function or file, in the direction that the words give. */
export function pickHere(from: Anchor, reference: Reference, direction: HerePlace['direction']): Target[] {
  const at = from.comment.span.start;
  const ordered: Fits = (site) => (direction === 'above' ? site.at < at : direction === 'below' ? site.at > at : true);
  const own: Fits = (site) => site.fn === from.fn;
  const others = from.facts.sites.filter((site) => !from.sites.includes(site));
  // The direction can be wrong (phrasing.md, prim-here): this function counts for more.
  const wheres: Fits[] = [(site, facts) => own(site, facts) && ordered(site, facts), own, ordered, () => true];
  for (const fits of hereFits(from, reference)) {
    for (const where of wheres) {
      const chosen = choose(
        from,
        reference,
        from.facts,
        others.filter((site) => fits(site, from.facts) && where(site, from.facts)),
      );
      if (chosen.length === 0) continue;
      const nearest = direction === 'here' ? chosen : [closest(chosen, at)];
      return nearest.map((site) => siteTarget({ facts: from.facts, fn: site.fn }, site, []));
    }
  }
  return [];
}

/** Without a place: the few opposite operations on the same object in this function, else in this file. */
export function pickNearObject(from: Anchor, reference: Reference): Target[] {
  if (from.claim.external !== null) return [];
  const [fits] = hereFits(from, reference);
  const objects = objectsOf(from);
  const isNamed = reference.primitives.some((ref) => ref.name !== null);
  const wanted: Fits = (site) => {
    if (isBeside(site, reference.objects)) return true;
    const key = from.snapshot.objectKey(from.facts, site.object);
    return isNamed && key !== null && objects.has(key);
  };
  const sites = from.facts.sites.filter(
    (site) => fits!(site, from.facts) && wanted(site, from.facts) && !from.sites.includes(site),
  );
  const own = sites.filter((site) => site.fn === from.fn);
  const chosen = own.length > 0 ? own : sites;
  return chosen.length <= 3 ? chosen.map((site) => siteTarget({ facts: from.facts, fn: site.fn }, site, [])) : [];
}

function hereFits(from: Anchor, { primitives }: Reference): Fits[] {
  const faces: Fits = (site) => from.sites.some((anchor) => canFace(anchor.kind, site.kind));
  const facing: Fits = (site, facts) => isMarked(site) && faces(site, facts);
  if (primitives.length === 0) return [facing];
  const named: Fits = (site, facts) =>
    primitives.some((ref) => matches(ref, site.primitive, site.kind)) && faces(site, facts);
  return [named, facing];
}

function inFunction(
  from: Anchor,
  reference: Reference,
  fits: Fits,
  ref: FunctionRef,
  depth: number,
  via: readonly string[],
  seen: Set<string>,
): Target[] {
  const sites = from.snapshot.sitesIn(ref).filter((site) => fits(site, ref.facts) && !from.sites.includes(site));
  const chosen = choose(from, reference, ref.facts, sites);
  if (chosen.length > 0) return chosen.map((site) => siteTarget(ref, site, via));
  if (via.length >= depth) return [];
  const name = ref.facts.functions[ref.fn]!.name;
  for (const callee of from.snapshot.callees(ref)) {
    const key = `${callee.facts.file}:${callee.fn}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const deeper = inFunction(from, reference, fits, callee, depth, [...via, name], seen);
    if (deeper.length > 0) return deeper;
  }
  return [];
}

/** The operation in a wrapper such as task_work_add(): both the call and what it does are the other side. */
function inside(from: Anchor, { site, via }: Target): Target[] {
  if (!site || via.length > 0 || isMarked(site) || /atomic|xchg|bit|lock/.test(site.primitive)) return [];
  const wrapper = from.snapshot.callee(from.facts, site.primitive);
  const inner = wrapper && from.snapshot.sitesIn(wrapper).find(isOperation);
  return wrapper && inner ? [siteTarget(wrapper, inner, [site.primitive])] : [];
}

function isOperation({ primitive, kind }: Site): boolean {
  return isExplicit(primitive) || kind.startsWith('rmw-') || primitive === 'set_current_state';
}

/** The definition of a primitive that is named as a place: it stands for the barrier that it implies. */
function definitionOf(tiers: readonly (readonly FunctionRef[])[]): Target | null {
  const ref = tiers.find((tier) => tier.length > 0)?.[0];
  const fn = ref?.facts.functions[ref.fn];
  if (!ref || !fn || !linux.lookup(fn.name)) return null;
  const end = fn.at + fn.name.length;
  return { facts: ref.facts, at: fn.at, end, primitive: fn.name, function: fn.name, site: null, via: [] };
}

/** Of the operations that fit, the ones that are meant. */
function choose(from: Anchor, reference: Reference, facts: FileFacts, sites: readonly Site[]): Site[] {
  if (sites.length <= 1) return [...sites];
  const byWords = sites.filter((site) => isBeside(site, reference.objects));
  const worded = byWords.length > 0 ? byWords : sites;
  const objects = objectsOf(from);
  const same = worded.filter((site) => isSame(from, facts, site, objects));
  if (same.length > 0) return same;
  const back = worded.filter((site) => refersTo({ facts, site }, from.facts, from.fn, from.claim.call?.name));
  if (back.length > 0) return back;
  for (const faces of [facesSquarely, canFace]) {
    const facing = worded.filter((site) => from.sites.some((anchor) => faces(anchor.kind, site.kind)));
    if (facing.length > 0) return firstOfImplied(facing);
  }
  return firstOfImplied(worded);
}

/** Of several operations that only imply a barrier, the first is where the function begins to act. */
function firstOfImplied(sites: readonly Site[]): Site[] {
  return sites.length > 1 && sites.every((site) => /^rmw-/.test(site.kind) && !isMarked(site))
    ? [sites[0]!]
    : [...sites];
}

/** The keys of the objects that the documented operations access. */
export function objectsOf(from: Anchor): Set<string> {
  const keys = from.sites.map((site) => from.snapshot.objectKey(from.facts, site.object));
  return new Set(keys.filter((key) => key !== null));
}

function isSame(from: Anchor, facts: FileFacts, site: Site, objects: ReadonlySet<string>): boolean {
  const key = from.snapshot.objectKey(facts, site.object);
  if (key !== null && objects.size > 0) return objects.has(key);
  const name = lastName(site.object);
  return name !== '' && from.sites.some((anchor) => lastName(anchor.object) === name);
}

function closest(sites: readonly Site[], at: number): Site {
  return sites.reduce((a, b) => (Math.abs(b.at - at) < Math.abs(a.at - at) ? b : a));
}
