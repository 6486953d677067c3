/** Which findings a suppression comment silences. */
import type { SuppressionFact } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';

/** Both are of the same file. */
export function silences({ rules, scope }: SuppressionFact, { rule, span }: Finding): boolean {
  return rules.includes(rule) && scope.start <= span.start && span.start < scope.end;
}
