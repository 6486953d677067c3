/** Which rules run, and what they find in the files that were asked about. */
import type { Finding } from '../../model/finding.ts';
import {
  activeRules,
  type Rule,
  type RuleContext,
  rules,
  runRules,
  type Silenced,
  silencedFindings,
} from '../../rules/index.ts';
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

/** The rules that run. One that is asked for by name does, whatever the project says of it. */
export function rulesOf(workspace: Workspace, codes: readonly string[] | undefined): readonly Rule[] {
  return selectRules(codes) ?? activeRules(workspace.config.levelOf);
}

export function findingsOf(workspace: Workspace, selected: readonly Rule[] | undefined): Finding[] {
  const { levelOf } = workspace.config;
  return runRules(contextOf(workspace), selected ?? activeRules(levelOf), levelOf);
}

/** What comments in the code silence. */
export function silencedOf(workspace: Workspace, codes: readonly string[] | undefined): Silenced[] {
  return silencedFindings(contextOf(workspace), rulesOf(workspace, codes), workspace.config.levelOf);
}

function contextOf(workspace: Workspace): RuleContext {
  return { pairs: workspace.pairs, files: workspace.selectedFiles() };
}
