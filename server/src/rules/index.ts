/** The list of rules, and their run over files. */
import type { Finding } from '../model/finding.ts';
import { misspeltPrimitive } from './misspelt-primitive.ts';
import { plainAccess } from './plain-access.ts';
import type { Rule, RuleContext } from './rule.ts';
import { staleBarrier } from './stale-barrier.ts';
import { staleFunction } from './stale-function.ts';
import { unmatchedAcquire } from './unmatched-acquire.ts';
import { unmatchedRelease } from './unmatched-release.ts';

export type { Rule, RuleContext, RuleMeta } from './rule.ts';

export const rules: readonly Rule[] = [
  misspeltPrimitive,
  plainAccess,
  staleBarrier,
  staleFunction,
  unmatchedAcquire,
  unmatchedRelease,
];

/**
 * The findings of `selected` rules (by default the ones that are on by default) that no suppression silences,
 * in order of file, position and code.
 */
export function runRules(
  context: RuleContext,
  selected: readonly Rule[] = rules.filter((rule) => rule.meta.default),
): Finding[] {
  const findings = selected.flatMap((rule) => rule.check(context));
  return findings.filter((finding) => !isSuppressed(context, finding)).sort(byPlace);
}

function isSuppressed({ pairs }: RuleContext, finding: Finding): boolean {
  const suppressions = pairs.snapshot.file(finding.file)?.suppressions ?? [];
  return suppressions.some(
    (s) => s.rules.includes(finding.rule) && s.scope.start <= finding.span.start && finding.span.start < s.scope.end,
  );
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
