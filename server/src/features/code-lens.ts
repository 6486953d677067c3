/**
 * A line above each half of a pair that says where the other half is. Which lines there are is cheap to tell; what is
 * on them is told for those that are on the screen. Silent on marked accesses that nothing makes half of a pair.
 */

import type { FileFacts, Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { isExplicitKind } from '../primitives/explicit.ts';
import { roleOf } from '../primitives/roles.ts';
import { runRules } from '../rules/index.ts';
import { unmatchedAcquire } from '../rules/unmatched-acquire.ts';
import { unmatchedRelease } from '../rules/unmatched-release.ts';
import type { Span } from '../text/span.ts';
import { nearestFirst, placeInBrief } from './links.ts';
import { plainInBrief, unprotectedAccesses } from './plain.ts';
import { bestSides, isPairing, type OtherSide, otherSides, sideName } from './sides.ts';
import { accessSpot, nameEnd } from './spots.ts';
import type { Spot, View } from './view.ts';

/** Still without words. */
export interface CodeLens {
  /** The name of the operation that it is about. */
  readonly span: Span;
}

export interface ResolvedCodeLens {
  readonly title: string;
  /** The other sides, then the plain accesses; none where nothing was found. */
  readonly targets: readonly Spot[];
}

/** At most one lens for a line, in order of position. */
export function codeLenses(view: View, file: string): CodeLens[] {
  const facts = view.snapshot.file(file);
  if (!facts) return [];
  const told = sitesToldOf(view, facts);
  const sites = operations(view, facts).filter((site) => told.has(site) || isHalf(view, facts, site));
  const source = view.source(facts);
  const lines = new Map<number, Site>();
  for (const site of sites.sort((a, b) => a.at - b.at)) {
    const line = source.line(site.at);
    if (!lines.has(line)) lines.set(line, site);
  }
  return [...lines.values()].map((site) => ({ span: { start: site.at, end: nameEnd(site) } }));
}

/** Undefined when the operation is no longer there, or no longer half of a pair. */
export function resolveCodeLens(view: View, file: string, { span }: CodeLens): ResolvedCodeLens | undefined {
  const facts = view.snapshot.file(file);
  const site = facts && operations(view, facts).find(({ at }) => at === span.start);
  if (!facts || !site) return undefined;
  const known = bestSides(view.pairs, { facts, site }).filter(({ by }) => by !== 'inferred');
  const sides = nearestFirst(file, known);
  if (sides.length === 0 && !sitesToldOf(view, facts).has(site)) return undefined;
  const key = view.snapshot.objectKey(facts, site.object);
  const plain = orders(site) ? unprotectedAccesses(view.snapshot, key) : [];
  const count = plainInBrief(plain.length);
  return {
    title: `⇄ ${sidesInWords(view, file, sides)}${count === '' ? '' : ` · ${count}`}`,
    targets: [...sides.map(sideName), ...(count === '' ? [] : plain.map(accessSpot))],
  };
}

/** The sites, and the calls that stand for operations because a comment documents them. */
function operations({ pairs }: View, facts: FileFacts): Site[] {
  const documented = pairs.claimsIn(facts.file).flatMap(({ anchor }) => anchor ?? []);
  return [...new Set([...facts.sites, ...documented])];
}

/** The sites that comments make half of a pair, or that a finding says have no other half. */
function sitesToldOf({ pairs, snapshot }: View, facts: FileFacts): Set<Site> {
  const told = new Set<Site>();
  for (const claim of pairs.claimsIn(facts.file)) {
    if (claim.anchor && isPairing(claim) && (claim.targets.length > 0 || isStale(claim))) told.add(claim.anchor);
  }
  for (const claim of pairs.pointingInto(facts)) {
    if (!claim.anchor || !isPairing(claim)) continue;
    for (const target of claim.targets) if (target.site && target.facts === facts) told.add(target.site);
  }
  const findings = runRules({ pairs, files: [snapshot.file(facts.file)!] }, [unmatchedAcquire, unmatchedRelease]);
  const starts = new Set(findings.map((finding) => finding.span.start));
  for (const site of starts.size > 0 ? facts.sites : []) if (starts.has(site.at)) told.add(site);
  return told;
}

function isStale({ status }: ResolvedClaim): boolean {
  return status === 'stale-function' || status === 'stale-barrier';
}

/** By its object alone. Each rcu_dereference() has somebody who publishes: that is told where they publish. */
function isHalf({ pairs }: View, facts: FileFacts, site: Site): boolean {
  if (!site.object || !isExplicitKind(site.kind) || site.kind === 'dependency-load') return false;
  return otherSides(pairs, { facts, site }).some(({ by }) => by === 'object');
}

function orders({ kind }: Site): boolean {
  const role = roleOf(kind);
  return (role.release || role.acquire) && role.access !== null;
}

const MOST_NAMES = 3;

/** "revoke_iomem() resource.c:1164", "revoke_iomem() line 12 +1", "3 sides: a(), b(), c()", "no pair found". */
function sidesInWords(view: View, file: string, sides: readonly OtherSide[]): string {
  const [first] = sides;
  if (!first) return 'no pair found';
  const names = [...new Set(sides.map(nameOf))];
  if (names.length === 1) {
    const more = sides.length > 1 ? ` +${sides.length - 1}` : '';
    return `${names[0]} ${placeInBrief(view, file, first.spot)}${more}`;
  }
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return `${sides.length} sides: ${shown}${names.length > MOST_NAMES ? ', …' : ''}`;
}

function nameOf({ spot, primitive }: OtherSide): string {
  return `${spot.function === '' ? primitive : spot.function}()`;
}
