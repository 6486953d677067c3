/** `litmus FILE:LINE`: the litmus tests of the pairs at a line, for `lkmm`, herd7 or a mail. */
import { litmusAt } from '../../features/litmus.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type TreeOptions, withAssumeDefined, withTreeOptions } from '../options.ts';
import type { AddCommand } from '../program.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';
import { placeAt } from './place.ts';

export const litmusCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('litmus')
    .description('Print the litmus tests of the pairs at a line, as the Linux-kernel memory model takes them.')
    .argument('<place>', 'kernel/resource.c:1164');
  withAssumeDefined(withTreeOptions(command, ['text'])).action(async (place: string, options: TreeOptions) => {
    const [, path, line] = /^(.+):(\d+)$/.exec(place) ?? [];
    if (path === undefined) throw new Failure(`expected FILE:LINE, not '${place}'`);
    await withWorkspace(io, [path], options, (workspace) => printTests(io, workspace, path, Number(line)));
    finish(0);
  });
};

function printTests(io: Io, workspace: Workspace, path: string, line: number): void {
  const { file, span, nothingThere } = placeAt(workspace, path, line);
  const view = {
    snapshot: workspace.snapshot,
    pairs: workspace.pairs,
    source: workspace.sourceOf.bind(workspace),
  };
  const tests = litmusAt(view, file, span);
  if (!tests) throw new Failure(nothingThere());
  if (tests.length === 0) {
    throw new Failure(
      `no litmus test can be written for ${path}:${line}: the code does not show two objects that both sides of a pair share`,
    );
  }
  io.out.write(tests.map(({ text }) => text).join('\n'));
}
