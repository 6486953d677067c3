/** One run of `check` over the whole of what it was asked about: fixes where they are wanted, then the report. */
import type { Finding } from '../../model/finding.ts';
import { Failure } from '../failure.ts';
import { fixesDiff } from '../formats/fixes-diff.ts';
import type { Io } from '../io.ts';
import { plural } from '../summary.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';
import { judge, readBaseline } from './baseline.ts';
import { type Fixes, fixesOf, writeFixes } from './fixes.ts';
import type { CheckOptions } from './options.ts';
import { report, type Scope, withPrints } from './report.ts';

/** What was found, and in which sense it is all. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly scope?: Scope;
}

/** Options that contradict each other are a Failure, before anything is read. */
export function refuseContradictions(options: CheckOptions): void {
  const whole = (['stats', 'fix', 'fixDryRun', 'strictBaseline'] as const).find((name) => options[name]);
  const change = (['since', 'staged', 'patch'] as const).find((name) => options[name] !== undefined);
  if (whole && change) {
    const written = whole.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new Failure(`--${written} is about all that is found, and --${change} about what is new; give one of them`);
  }
  if (options.stats && options.format?.some(({ format }) => !STATS_FORMATS.has(format))) {
    throw new Failure('--stats prints text or json');
  }
  const isToStdout = options.format?.some(({ file }) => file === undefined);
  if (options.fixDryRun && isToStdout) {
    throw new Failure('--fix-dry-run prints a patch; a report beside it has to go to a file: --format FORMAT=FILE');
  }
}

const STATS_FORMATS: ReadonlySet<string> = new Set(['text', 'json']);

/** Gives the exit code, which is about what is left after the fixes. */
export async function run(
  io: Io,
  paths: readonly string[],
  options: CheckOptions,
  find: (workspace: Workspace) => Found,
): Promise<number> {
  let code = 0;
  let fixed = 0;
  const files = new Set<string>();
  for (let round = 1, again = true; again; round++) {
    again = false;
    await withWorkspace(io, paths, options, (workspace) => {
      const { findings, scope } = find(workspace);
      const fixes = isFixing(options) ? fixesOf(workspace, unknown(io, workspace, options, findings)) : NO_FIXES;
      if (options.fix && fixes.findings > 0 && round <= MOST_ROUNDS) {
        writeFixes(workspace, fixes);
        fixed += fixes.findings;
        for (const { facts } of fixes.files) files.add(facts.file);
        // A fix may make another one possible, and what is reported has to be true of the files as they are now.
        again = true;
        return;
      }
      if (options.fix) io.err.write(`barrier-ls: fixed ${plural(fixed, 'finding')} in ${plural(files.size, 'file')}\n`);
      if (options.fixDryRun) dryRun(io, workspace, fixes);
      code = report(io, workspace, withFiles(options), findings, scope);
    });
  }
  return code;
}

/** Fixes that overlap take a round each; two that undo each other must not go on for ever. */
const MOST_ROUNDS = 5;

const NO_FIXES: Fixes = { files: [], findings: 0 };

function isFixing({ fix, fixDryRun }: CheckOptions): boolean {
  return fix === true || fixDryRun === true;
}

/** What the baseline passes over is left as it is, too. */
function unknown(io: Io, workspace: Workspace, options: CheckOptions, findings: readonly Finding[]): Finding[] {
  const found = withPrints(workspace, findings);
  return judge(readBaseline(io, workspace, options), found, () => false).fresh.map(({ finding }) => finding);
}

function dryRun(io: Io, workspace: Workspace, fixes: Fixes): void {
  for (const piece of fixesDiff(workspace, fixes)) io.out.write(piece);
  io.err.write(`barrier-ls: would fix ${plural(fixes.findings, 'finding')} in ${plural(fixes.files.length, 'file')}\n`);
}

/** The standard output is the patch's. */
function withFiles(options: CheckOptions): CheckOptions {
  return options.fixDryRun ? { ...options, format: options.format ?? [] } : options;
}
