/** `check`: the findings of the rules, for the files under the given paths. */
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
    const paths = pathsOf(given);
    if (options.stats) await coverage(io, paths, options);
    else finish(await run(io, paths, options, (workspace) => ({ findings: findingsOf(workspace, selected) })));
  });
};
