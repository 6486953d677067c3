/** The list of rules, and their run over files. */
import type { SuppressionFact } from '../model/facts.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { deprecatedPrimitive } from './deprecated-primitive.ts';
import { duplicateLabel } from './duplicate-label.ts';
import { mispairedKinds } from './mispaired-kinds.ts';
import { misplacedAccess } from './misplaced-access.ts';
import { missingAcquire } from './missing-acquire.ts';
import { missingComment } from './missing-comment.ts';
import { missingRelease } from './missing-release.ts';
import { misspeltPrimitive } from './misspelt-primitive.ts';
import { misusedAtomicBarrier } from './misused-atomic-barrier.ts';
import { oneSidedPair } from './one-sided-pair.ts';
import { plainAccess } from './plain-access.ts';
import { racyReread } from './racy-reread.ts';
import { redundantBarrier } from './redundant-barrier.ts';
import { relaxedRead } from './relaxed-read.ts';
import type { Rule, RuleContext } from './rule.ts';
import { silences } from './silences.ts';
import { staleBarrier } from './stale-barrier.ts';
import { staleFunction } from './stale-function.ts';
import { uninformativeComment } from './uninformative-comment.ts';
import { unknownLabel } from './unknown-label.ts';
import { unmatchedAcquire } from './unmatched-acquire.ts';
import { unmatchedReadBarrier } from './unmatched-read-barrier.ts';
import { unmatchedRelease } from './unmatched-release.ts';
import { unmatchedWriteBarrier } from './unmatched-write-barrier.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { waitqueueActive } from './waitqueue-active.ts';
import { weakStoreBuffering } from './weak-store-buffering.ts';

export type { Rule, RuleContext, RuleMeta } from './rule.ts';

export const rules: readonly Rule[] = [
  deprecatedPrimitive,
  duplicateLabel,
  mispairedKinds,
  misplacedAccess,
  missingAcquire,
  missingComment,
  missingRelease,
  misspeltPrimitive,
  misusedAtomicBarrier,
  oneSidedPair,
  plainAccess,
  racyReread,
  redundantBarrier,
  relaxedRead,
  staleBarrier,
  staleFunction,
  uninformativeComment,
  unknownLabel,
  unmatchedAcquire,
  unmatchedReadBarrier,
  unmatchedRelease,
  unmatchedWriteBarrier,
  unusedSuppression,
  waitqueueActive,
  weakStoreBuffering,
];

/** What is configured for a rule; undefined leaves it as it is. */
export type LevelOf = (code: string) => Severity | 'off' | undefined;

const asIs: LevelOf = () => undefined;

/** The rules that are switched on. */
export function activeRules(levelOf: LevelOf = asIs): Rule[] {
  return rules.filter(({ meta }) => (levelOf(meta.code) ?? (meta.default ? meta.severity : 'off')) !== 'off');
}

/**
 * The findings of `selected` rules that no suppression silences, in order of file, position and code, as serious as
 * is configured.
 */
export function runRules(
  context: RuleContext,
  selected: readonly Rule[] = activeRules(),
  levelOf: LevelOf = asIs,
): Finding[] {
  return allFindings(context, selected, levelOf).filter((finding) => !suppressionOf(context, finding));
}

/** A finding that a comment silences, and why it says so. */
export interface Silenced {
  readonly finding: Finding;
  readonly reason: string;
}

/** What `runRules` leaves out because of suppressions, in the same order. */
export function silencedFindings(
  context: RuleContext,
  selected: readonly Rule[] = activeRules(),
  levelOf: LevelOf = asIs,
): Silenced[] {
  return allFindings(context, selected, levelOf).flatMap((finding) => {
    const suppression = suppressionOf(context, finding);
    return suppression ? [{ finding, reason: suppression.reason }] : [];
  });
}

function allFindings(context: RuleContext, selected: readonly Rule[], levelOf: LevelOf): Finding[] {
  const codesOf = (some: readonly Rule[]) => new Set(some.map(({ meta }) => meta.code));
  const findings = selected.flatMap((rule) => rule.check(context));
  const run = { findings, ran: codesOf(selected), known: codesOf(rules) };
  const reviewed = selected.flatMap((rule) => rule.review?.(context, run) ?? []);
  return [...findings, ...reviewed].map((finding) => atLevel(finding, levelOf(finding.rule))).sort(byPlace);
}

function atLevel(finding: Finding, level: Severity | 'off' | undefined): Finding {
  return level === undefined || level === 'off' ? finding : { ...finding, severity: level };
}

function suppressionOf({ pairs }: RuleContext, finding: Finding): SuppressionFact | undefined {
  const suppressions = pairs.snapshot.file(finding.file)?.suppressions ?? [];
  return suppressions.find((suppression) => silences(suppression, finding));
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
