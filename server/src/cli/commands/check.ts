/** `check`: the findings of the rules, for the files under the given paths. */
import { Option } from 'commander';
import type { Finding, Severity } from '../../model/finding.ts';
import { activeRules, type Rule, rules, runRules } from '../../rules/index.ts';
import { Failure } from '../failure.ts';
import { fingerprints } from '../fingerprint.ts';
import { checkJson } from '../formats/check-json.ts';
import { checkSummaryText, checkText } from '../formats/check-text.ts';
import { writeJsonLines } from '../formats/jsonl.ts';
import type { Io } from '../io.ts';
import { appendNames, colorOf, pathsOf, type TreeOptions, withAssumeDefined, withTreeOptions } from '../options.ts';
import { paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';
import { findingRecord } from '../records.ts';
import { nearest } from '../suggest.ts';
import { summarize } from '../summary.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

interface CheckOptions extends TreeOptions {
  readonly failOn: Severity | 'never';
  readonly rule?: readonly string[];
}

export const checkCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('check')
    .description('Report pairs that do not hold, and comments that lead nowhere.')
    .argument('[path...]', 'files or folders');
  withAssumeDefined(withTreeOptions(command, ['text', 'json', 'jsonl']))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity for exit code 1')
        .choices(['error', 'warning', 'info', 'hint', 'never'])
        .default('warning'),
    )
    .option('--rule <codes>', 'only these rules, separated by commas; may be repeated', appendNames)
    .action(async (paths: string[], options: CheckOptions) => {
      const selected = selectRules(options.rule);
      await withWorkspace(io, pathsOf(paths), options, (workspace) => {
        finish(check(io, workspace, options, selected));
      });
    });
};

function check(io: Io, workspace: Workspace, options: CheckOptions, selected: readonly Rule[] | undefined): number {
  const findings = findingsOf(workspace, selected);
  const summary = () => summarize(findings, workspace.selectedFiles(), workspace.selectedClaims());
  if (options.format === 'text') {
    const paint = paintFor(colorOf(options), io, io.out);
    io.out.write(checkText(workspace, paint, findings) + checkSummaryText(paint, summary(), workspace.seconds()));
  } else {
    const prints = fingerprints(findings);
    const records = findings.map((finding, i) =>
      findingRecord(workspace.snapshot, workspace.sources, finding, prints[i]!),
    );
    if (options.format === 'json') io.out.write(checkJson(records, summary()));
    else writeJsonLines(io.out, records);
  }
  return findings.some((finding) => isAtLeast(finding, options.failOn)) ? 1 : 0;
}

/** A rule that is asked for by name runs, whatever the project says of it. */
function findingsOf(workspace: Workspace, selected: readonly Rule[] | undefined): Finding[] {
  const { levelOf } = workspace.config;
  const context = { pairs: workspace.pairs, files: workspace.selectedFiles() };
  return runRules(context, selected ?? activeRules(levelOf), levelOf);
}

/** The named rules, or undefined for those that are on by default. */
function selectRules(codes: readonly string[] | undefined): readonly Rule[] | undefined {
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

const SEVERITIES: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

function isAtLeast(finding: Finding, threshold: Severity | 'never'): boolean {
  return threshold !== 'never' && SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(threshold);
}
