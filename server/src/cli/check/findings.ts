/** Which rules run, and what they find in the files that were asked about. */
import type { Finding } from '../../model/finding.ts';
import { activeRules, type Rule, rules, runRules } from '../../rules/index.ts';
import { Failure } from '../failure.ts';
import { nearest } from '../suggest.ts';
import type { Workspace } from '../workspace.ts';

/** The named rules, or undefined for those that are on. Throws a Failure for a code that is no rule's. */
export function selectRules(codes: readonly string[] | undefined): readonly Rule[] | undefined {
  return codes?.map((code) => {
    const rule = rules.find((one) => one.meta.code === code);
    if (rule) return rule;
    const near = nearest(
      code,
      rules.map((one) => one.meta.code),
    );
    throw new Failure(`there is no rule '${code}'${near ? `; did you mean '${near}'?` : ''}`);
  });
}

/** A rule that is asked for by name runs, whatever the project says of it. */
export function findingsOf(workspace: Workspace, selected: readonly Rule[] | undefined): Finding[] {
  const { levelOf } = workspace.config;
  const context = { pairs: workspace.pairs, files: workspace.selectedFiles() };
  return runRules(context, selected ?? activeRules(levelOf), levelOf);
}
