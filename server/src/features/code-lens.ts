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
import { placeInBrief } from './links.ts';
import { isTold, surestSides } from './paired.ts';
import { plainInBrief, unprotectedAccesses } from './plain.ts';
import { isPairing, type OtherSide, sideName } from './sides.ts';
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
  const lacking = lackingSites(view, facts);
  const sites = operations(view, facts).filter((site) => lacking.has(site) || sidesFor(view, facts, site).length > 0);
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
  const sides = sidesFor(view, facts, site);
  if (sides.length === 0 && !lackingSites(view, facts).has(site)) return undefined;
  const key = view.snapshot.objectKey(facts, site.object);
  const plain = orders(site) ? unprotectedAccesses(view.snapshot, key) : [];
  const count = plainInBrief(plain.length);
  return {
    title: `⇄ ${sidesInWords(view, file, sides)}${count === '' ? '' : ` · ${count}`}`,
    targets: [...sides.map(sideName), ...(count === '' ? [] : plain.map(accessSpot))],
  };
}

/** What may have a lens: marked accesses and calls only as far as comments know of them. */
function operations({ pairs }: View, facts: FileFacts): Site[] {
  const own = pairs
    .claimsIn(facts.file)
    .filter(isPairing)
    .flatMap(({ anchor }) => anchor ?? []);
  const others = pairs
    .pointingInto(facts)
    .filter(isPairing)
    .flatMap(({ targets }) => targets);
  const told = others.flatMap((target) => (target.facts === facts && target.site ? [target.site] : []));
  return [...new Set([...facts.sites.filter(isOfInterest), ...own, ...told])];
}

/** Each rcu_dereference() has somebody who publishes: that is told where they publish. */
function isOfInterest({ kind, object }: Site): boolean {
  return object !== undefined && isExplicitKind(kind) && kind !== 'dependency-load';
}

function sidesFor({ pairs }: View, facts: FileFacts, site: Site): OtherSide[] {
  const sides = surestSides(pairs, { facts, site });
  return isOfInterest(site) || sides.some(isTold) ? sides : [];
}

/** The sites that a finding says have no other half. */
function lackingSites({ pairs }: View, facts: FileFacts): Set<Site> {
  const stale = pairs.claimsIn(facts.file).filter((one) => isPairing(one) && isStale(one) && one.targets.length === 0);
  const findings = runRules({ pairs, files: [facts] }, [unmatchedAcquire, unmatchedRelease]);
  const starts = new Set(findings.map(({ span }) => span.start));
  return new Set([
    ...stale.flatMap(({ anchor }) => anchor ?? []),
    ...(starts.size === 0 ? [] : facts.sites.filter(({ at }) => starts.has(at))),
  ]);
}

function isStale({ status }: ResolvedClaim): boolean {
  return status === 'stale-function' || status === 'stale-barrier';
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
