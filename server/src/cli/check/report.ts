/** Reports findings as the options say, and gives the exit code. */
import { relative } from 'node:path';
import type { Finding, Severity } from '../../model/finding.ts';
import { type Rule, rules } from '../../rules/index.ts';
import { fingerprints } from '../fingerprint.ts';
import type { Report, Reported, ReportedChange, Suppressed } from '../formats/report.ts';
import type { Io } from '../io.ts';
import { colorOf } from '../options.ts';
import { plural, summarize } from '../summary.ts';
import type { Workspace } from '../workspace.ts';
import { type Baseline, type Entry, entryInWords, judge, readBaseline } from './baseline.ts';
import { rulesOf, silencedOf } from './findings.ts';
import { fixOf } from './fixes.ts';
import type { CheckOptions } from './options.ts';
import { writeOutputs } from './outputs.ts';

export interface Scope {
  /** Whether `findings` are all there are under the paths, and not only those of some change. */
  readonly isComplete: boolean;
  /** The change that they are of, and their fingerprints among all that there are. */
  readonly change?: ReportedChange & { readonly prints: readonly string[] };
}

/** Findings in order of place. Throws a Failure for a baseline that can't be read or a file that can't be written. */
export function report(
  io: Io,
  workspace: Workspace,
  options: CheckOptions,
  findings: readonly Finding[],
  { isComplete, change }: Scope = { isComplete: true },
): number {
  const baseline = readBaseline(io, workspace, options);
  const covers = (entry: Entry) => isComplete && isCovered(workspace, options, entry);
  const found = change
    ? findings.map((finding, i) => ({ finding, fingerprint: change.prints[i]! }))
    : withPrints(workspace, findings);
  const { fresh, known, gone } = judge(baseline, found, covers);
  const shown = mostSerious(fresh, options.maxFindings);
  const isForCodeHost = options.format?.some(({ format }) => format === 'sarif');
  const suppressed = isComplete && isForCodeHost ? suppressedOf(workspace, options, findings) : [];
  const all = fresh.map(({ finding }) => finding);
  const left = fresh.length - shown.length;
  const made: Report = {
    findings: shown,
    suppressed,
    left,
    summary: {
      ...summarize(all, workspace.selectedFiles(), workspace.selectedClaims()),
      ...(baseline && { known: known.length }),
      ...(left > 0 && { notPrinted: left }),
    },
    ...(change && { change }),
    rules: rulesOf(workspace, options.rule).map(({ meta }) => meta),
    seconds: workspace.seconds(),
    source: (file) => workspace.source(file),
    display: (file) => workspace.display(file),
    inRepository: repositoryPaths(io, workspace),
    fails: (finding) => isAtLeast(finding, options.failOn),
    fixOf: (finding) => fixOf(workspace, finding),
  };
  writeOutputs(io, made, options.format ?? [{ format: 'text' }], colorOf(options));
  if (baseline) tellOfGone(io, baseline, gone, options.strictBaseline === true);
  const isBad = all.some(made.fails) || (options.strictBaseline === true && gone.length > 0);
  return isBad && !options.exitZero ? 1 : 0;
}

export function withPrints(workspace: Workspace, findings: readonly Finding[]): Reported[] {
  const prints = fingerprints(findings, (file) => workspace.source(file).text);
  return findings.map((finding, i) => ({ finding, fingerprint: prints[i]! }));
}

/** Whether a finding of a baseline would be found in this run: its file is asked about, and its rule runs or is gone. */
export function isCovered(workspace: Workspace, { rule }: Pick<CheckOptions, 'rule'>, entry: Entry): boolean {
  const is = ({ meta }: Rule) => meta.code === entry.rule;
  return workspace.isSelected(entry.file) && (rulesOf(workspace, rule).some(is) || !rules.some(is));
}

/** With fingerprints that none of `findings` has, which keep theirs whatever is silenced beside them. */
function suppressedOf(workspace: Workspace, { rule }: CheckOptions, findings: readonly Finding[]): Suppressed[] {
  const silenced = silencedOf(workspace, rule);
  const prints = withPrints(workspace, [...findings, ...silenced.map(({ finding }) => finding)]).slice(findings.length);
  return silenced.map(({ reason }, i) => ({ ...prints[i]!, reason }));
}

/** The most serious `most`, in the order in which they are given. */
function mostSerious(findings: readonly Reported[], most = Number.POSITIVE_INFINITY): readonly Reported[] {
  if (findings.length <= most) return findings;
  const bySeverity = [...findings].sort((a, b) => rank(b.finding) - rank(a.finding));
  const kept = new Set(bySeverity.slice(0, most));
  return findings.filter((one) => kept.has(one));
}

function tellOfGone(io: Io, { path }: Baseline, gone: readonly Entry[], isStrict: boolean): void {
  if (gone.length === 0) return;
  if (isStrict) for (const entry of gone) io.err.write(`barrier-ls: no longer found: ${entryInWords(entry)}\n`);
  io.err.write(
    `barrier-ls: ${plural(gone.length, 'finding')} of ${relative(io.cwd, path)} ${gone.length === 1 ? 'is' : 'are'} ` +
      `no longer found; barrier-ls baseline prune takes ${gone.length === 1 ? 'it' : 'them'} out\n`,
  );
}

/**
 * A CI service speaks of files by their path from the top of its checkout, be the root of the project below it. Without
 * one it is the path from the root.
 */
function repositoryPaths(io: Io, { project, host }: Workspace): (file: string) => string {
  const checkout = io.env['GITHUB_WORKSPACE'] || io.env['CI_PROJECT_DIR'];
  const way = checkout ? host.files.relative(host.files.real(checkout), project.root) : undefined;
  return way ? (file) => `${way}/${file}` : (file) => file;
}

const SEVERITIES: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

function rank(finding: Finding): number {
  return SEVERITIES.indexOf(finding.severity);
}

function isAtLeast(finding: Finding, threshold: Severity | 'never'): boolean {
  return threshold !== 'never' && rank(finding) >= SEVERITIES.indexOf(threshold);
}
