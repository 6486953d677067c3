/** The numbers under a report. */

import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { ResolvedClaim, Status } from '../model/pair.ts';
import { explicit } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';

/** What `check` counts, of the files that were asked about. */
export interface CheckSummary {
  readonly findings: number;
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  readonly byRule: Readonly<Record<string, number>>;
  /** Files that have a finding. */
  readonly filesWithFindings: number;
  /** Files that have something to do with ordering. */
  readonly files: number;
  /** Explicit ones. */
  readonly sites: number;
  /** Pairing comments. */
  readonly comments: number;
  /** Findings that are in the baseline; not among `findings`. Only where there is a baseline. */
  readonly known?: number;
  /** Findings that --max-findings keeps from being printed; among `findings`. */
  readonly notPrinted?: number;
}

export function summarize(
  findings: readonly Finding[],
  files: readonly FileFacts[],
  claims: readonly ResolvedClaim[],
): CheckSummary {
  return {
    findings: findings.length,
    bySeverity: countBy(findings, (finding) => finding.severity),
    byRule: countBy(findings, (finding) => finding.rule),
    filesWithFindings: new Set(findings.map((finding) => finding.file)).size,
    files: files.length,
    sites: countExplicitSites(files),
    comments: claims.length,
  };
}

/** Sites of primitives that people write because they want ordering; of others not all are looked at. */
export function countExplicitSites(files: readonly FileFacts[]): number {
  return files.reduce((sum, facts) => sum + facts.sites.filter(isExplicitSite).length, 0);
}

/** Whether a site's primitive is a barrier, or an access that is named for its ordering or its marking. */
export function isExplicitSite(site: Site): boolean {
  const primitive = linux.lookup(site.primitive);
  return primitive !== undefined && explicit(primitive);
}

/** Claims by status, in the order in which people want to read them. */
export function countStatuses(claims: readonly ResolvedClaim[]): [Status, number][] {
  const counts = countBy(claims, (claim) => claim.status);
  return STATUSES.flatMap((status): [Status, number][] => {
    const count = counts[status];
    return count === undefined ? [] : [[status, count]];
  });
}

/** "1 finding", "2 findings". */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

const STATUSES: readonly Status[] = [
  'resolved',
  'resolved-wrapper',
  'stale-function',
  'stale-barrier',
  'vague',
  'not-barrier',
];

function countBy<T, K extends string>(
  items: readonly T[],
  key: (item: T) => K,
): Partial<Record<K, number>> & Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts as Partial<Record<K, number>> & Record<string, number>;
}
