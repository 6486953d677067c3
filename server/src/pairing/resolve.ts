/**
 * Claims to targets: for every pairing comment of a file, the sites that it points to, and whether they are there.
 * The order of search is the one that works on real comments (../shared/comments/phrasing.md §5): places first,
 * then the operation in each place, then the calls that the place makes; ties by object, back-reference and role.
 */

import type { Snapshot } from '../index/snapshot.ts';
import type { PrimitiveRef } from '../model/claim.ts';
import type { AnchoredClaim, Call, CommentFact, FileFacts, Site } from '../model/facts.ts';
import type { Missing, ResolvedClaim, Status, Target } from '../model/pair.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import { leadsTo } from './back.ts';
import type { Anchor } from './pick.ts';
import { resolveReference } from './reference.ts';
import { isMarked } from './searches.ts';
import { uniqueTargets } from './targets.ts';

/** The claims of one file, in order of position. */
export function resolveFile(snapshot: Snapshot, facts: FileFacts): ResolvedClaim[] {
  return facts.comments.flatMap((comment) =>
    comment.claims.map((claim) => resolveClaim(snapshot, facts, comment, claim)),
  );
}

/** One claim of one comment. */
function resolveClaim(snapshot: Snapshot, facts: FileFacts, comment: CommentFact, claim: AnchoredClaim): ResolvedClaim {
  const anchor = facts.sites[claim.anchors[0] ?? -1] ?? wrapped(snapshot, facts, comment, claim);
  const otherBusiness = {
    facts,
    comment,
    claim,
    anchor: null,
    targets: [],
    status: 'not-barrier',
    reciprocal: null,
    missing: [],
  } as const;
  if (claim.notBarrier) return otherBusiness;
  const from: Anchor = {
    snapshot,
    facts,
    comment,
    claim,
    fn: anchor ? anchor.fn : comment.fn,
    sites: claim.anchors.length > 0 ? claim.anchors.map((i) => facts.sites[i]!) : anchor ? [anchor] : [],
  };
  const found = claim.references.map((reference) => resolveReference(from, reference));
  const targets = uniqueTargets(found.flatMap((f) => f.targets)).filter((t) => !isSelf(from, t));
  const missing = found.flatMap((f) => f.missing);
  const reciprocal = targets.length === 0 ? null : targets.some((target) => leadsTo(target, facts, from.fn));
  if (!reciprocal && !speaksOfOrdering(claim, anchor)) return otherBusiness;
  const documented = anchor ?? (reciprocal && claim.call ? callSite(claim.call, 'other', comment.fn) : null);
  return {
    facts,
    comment,
    claim,
    anchor: documented,
    targets,
    missing,
    reciprocal,
    status: statusOf(claim, targets, missing),
  };
}

/** The call below the comment as a site of the kind that the called function wraps, or null when it orders nothing. */
function wrapped(snapshot: Snapshot, facts: FileFacts, comment: CommentFact, { call }: AnchoredClaim): Site | null {
  const callee = call && snapshot.callee(facts, call.name);
  const inner =
    callee && snapshot.sitesIn(callee).find((site) => isExplicit(site.primitive) || site.kind === 'rmw-full');
  return call && inner ? callSite(call, inner.kind, comment.fn) : null;
}

function callSite({ name, at }: Call, kind: Site['kind'], fn: number): Site {
  return { at, end: at + name.length, primitive: name, kind, fn };
}

/**
 * Whether it is about ordering at all: a primitive or barrier is named, or one stands at the comment. Otherwise
 * only functions are named and nothing orders here: get with put, lock with unlock.
 */
function speaksOfOrdering(claim: AnchoredClaim, anchor: Site | null): boolean {
  if (claim.verb === 'label' || claim.verb === 'caret' || claim.verb === 'mention') return true;
  if (claim.references.some((r) => r.places.some((place) => place.kind === 'label'))) return true;
  if ([...claim.own, ...claim.references.flatMap((r) => r.primitives)].some(speaks)) return true;
  return anchor !== null && isOrdering(anchor);
}

/** "the one in foo()" may be one of anything, and locks are paired for other reasons. */
function speaks(ref: PrimitiveRef): boolean {
  const kind = ref.name === null ? ref.generic : linux.lookup(ref.name)?.kind;
  return kind !== 'lock' && kind !== 'unlock' && ref.text !== 'one';
}

/** Counters are paired by getting and putting; any other ordered operation is here for its order. */
function isOrdering(site: Site): boolean {
  if (isMarked(site)) return true;
  return /^rmw-(conditional-)?full$/.test(site.kind) && !/^(atomic|refcount|kref)/.test(site.primitive);
}

function isSelf(from: Anchor, target: Target): boolean {
  return target.facts === from.facts && target.site !== null && from.sites.includes(target.site);
}

function statusOf(claim: AnchoredClaim, targets: readonly Target[], missing: readonly Missing[]): Status {
  if (missing.some((m) => m.kind === 'function') && maySayFunctionStale(claim)) return 'stale-function';
  if (targets.length === 0) {
    return missing.some((m) => m.kind === 'barrier') && maySayBarrierStale(claim) ? 'stale-barrier' : 'vague';
  }
  // A label stands at the operation itself, whatever that is.
  const isLabelled = claim.references.every((r) => r.places.length > 0 && r.places.every((p) => p.kind === 'label'));
  return targets.every(isNamed) ? 'resolved' : 'resolved-wrapper';

  function isNamed(target: Target): boolean {
    if (target.via.length > 0 || target.site === null) return false;
    if (isMarked(target.site) || isLabelled) return true;
    return claim.references.some((r) => r.primitives.some((ref) => ref.name === target.primitive));
  }
}

/** A comment whose other side is out of reach by its own words is not called stale, nor is a wish. */
function maySayFunctionStale(claim: AnchoredClaim): boolean {
  if (claim.verb === 'see' || WISH.test(claim.text)) return false;
  return claim.external === null || claim.references.some((r) => r.primitives.length > 0);
}

/**
 * Marked accesses and grace periods order nothing by themselves, locks and wake-ups imply what they don't name, and
 * cross-references may lead anywhere: only a named barrier that isn't there is worth saying (phrasing.md §5 step 7).
 */
function maySayBarrierStale(claim: AnchoredClaim): boolean {
  if (claim.verb === 'see' || claim.external !== null || WISH.test(claim.text) || IMPLIED.test(claim.text))
    return false;
  return claim.references.some((r) => r.primitives.some((ref) => !ref.implied && isBarrier(ref)));
}

function isBarrier(ref: PrimitiveRef): boolean {
  if (ref.name === null) return BARRIER_CLASSES.has(ref.generic);
  return isExplicit(ref.name) && !/rcu/.test(ref.name);
}

const BARRIER_CLASSES: ReadonlySet<PrimitiveRef['generic']> = new Set([
  'any',
  'read',
  'write',
  'full',
  'acquire',
  'release',
]);
const WISH = /\b(TO[D]O|FIX[M]E|would (?:need|be)|could be)\b/;
const IMPLIED = /\b(effective|effectively|implicit|implicitly|implied|implies)\b/;
