/** `check`: the findings of the rules, for the files under the given paths. */
import { changeOf } from '../changes/options.ts';
import { runOnChange } from '../changes/run.ts';
import { findingsOf, selectRules } from '../check/findings.ts';
import { type CheckOptions, withCheckOptions } from '../check/options.ts';
import { refuseContradictions, run } from '../check/run.ts';
import { coverage } from '../check/stats.ts';
import { pathsOf } from '../options.ts';
import type { AddCommand } from '../program.ts';

export const checkCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('check')
    .description('Report pairs that do not hold, and comments that lead nowhere.')
    .argument('[path...]', 'files or folders');
  withCheckOptions(command).action(async (given: string[], options: CheckOptions) => {
    refuseContradictions(options);
    const selected = selectRules(options.rule);
    const change = await changeOf(io, options);
    if (change) return finish(await runOnChange(io, given, options, change, selected));
    const paths = pathsOf(given);
    if (options.stats) await coverage(io, paths, options);
    else finish(await run(io, paths, options, (workspace) => ({ findings: findingsOf(workspace, selected) })));
  });
};
