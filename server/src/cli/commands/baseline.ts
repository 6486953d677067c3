/** `baseline`: writes down what is found now, so that `check` speaks only of what comes new. */
import { relative } from 'node:path';
import type { Command } from 'commander';
import { baselinePath, baselineText, type Entry, entryInWords, entryOf, readBaseline } from '../check/baseline.ts';
import { findingsOf, selectRules } from '../check/findings.ts';
import { BASELINE_FILE, type BaselineOptions } from '../check/options.ts';
import { isCovered, withPrints } from '../check/report.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { appendNames, pathsOf, type ReadOptions, withAssumeDefined, withReadOptions } from '../options.ts';
import type { AddCommand } from '../program.ts';
import { putFile } from '../put-file.ts';
import { plural } from '../summary.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

interface Options extends ReadOptions, BaselineOptions {
  readonly rule?: readonly string[];
}

export const baselineCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('baseline')
    .description('Write down the findings of today, which check then passes over; or take out those that are gone.')
    .helpCommand(false);
  const add = (name: string, description: string, act: typeof write) =>
    withOptions(command.command(name).description(description)).action(async (paths: string[], options: Options) => {
      selectRules(options.rule);
      await withWorkspace(io, pathsOf(paths), options, (workspace) => act(io, workspace, options));
      finish(0);
    });
  add('write', 'Put what is found under the paths into the baseline, in place of what it has there.', write);
  add('prune', 'Take out of the baseline what is no longer found under the paths.', prune);
};

function withOptions(command: Command): Command {
  return withAssumeDefined(withReadOptions(command.argument('[path...]', 'files or folders')))
    .option('--rule <codes>', 'only these rules, separated by commas; may be repeated', appendNames)
    .option('--baseline <file>', `the baseline (default: ${BASELINE_FILE} at the root)`);
}

function write(io: Io, workspace: Workspace, options: Options): void {
  const path = baselinePath(io, workspace, options);
  const old = workspace.host.files.stat(path) ? (readBaseline(io, workspace, options)?.entries ?? []) : [];
  const kept = old.filter((entry) => !isCovered(workspace, options, entry));
  const found = entriesOf(workspace, options);
  putFile(path, baselineText([...kept, ...found]));
  const beside = kept.length > 0 ? `, beside ${kept.length.toLocaleString('en-US')} of other paths or rules` : '';
  io.out.write(`${relative(io.cwd, path)}: ${plural(found.length, 'finding')}${beside}.\n`);
}

function prune(io: Io, workspace: Workspace, options: Options): void {
  const baseline = readBaseline(io, workspace, options);
  const path = baselinePath(io, workspace, options);
  if (!baseline) throw new Failure(`there is no ${relative(io.cwd, path)}; barrier-ls baseline write makes one`);
  const present = new Set(entriesOf(workspace, options).map(({ fingerprint }) => fingerprint));
  const isGone = (entry: Entry) => isCovered(workspace, options, entry) && !present.has(entry.fingerprint);
  const gone = baseline.entries.filter(isGone);
  if (gone.length > 0) {
    putFile(path, baselineText(baseline.entries.filter((entry) => !isGone(entry))));
  }
  for (const entry of gone) io.out.write(`no longer found: ${entryInWords(entry)}\n`);
  const left = baseline.entries.length - gone.length;
  io.out.write(
    `${relative(io.cwd, path)}: ${plural(gone.length, 'finding')} taken out, ${left.toLocaleString('en-US')} left.\n`,
  );
}

function entriesOf(workspace: Workspace, { rule }: Options): Entry[] {
  return withPrints(workspace, findingsOf(workspace, selectRules(rule))).map(entryOf);
}
