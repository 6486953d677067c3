/** `check`: the findings of the rules, for the files under the given paths. */
import { findingsOf, selectRules } from '../check/findings.ts';
import { type CheckOptions, withCheckOptions } from '../check/options.ts';
import { report } from '../check/report.ts';
import { pathsOf } from '../options.ts';
import type { AddCommand } from '../program.ts';
import { withWorkspace } from '../workspace.ts';

export const checkCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('check')
    .description('Report pairs that do not hold, and comments that lead nowhere.')
    .argument('[path...]', 'files or folders');
  withCheckOptions(command).action(async (paths: string[], options: CheckOptions) => {
    const selected = selectRules(options.rule);
    await withWorkspace(io, pathsOf(paths), options, (workspace) => {
      finish(report(io, workspace, options, findingsOf(workspace, selected)));
    });
  });
};
