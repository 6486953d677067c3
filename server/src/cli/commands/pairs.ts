/** `pairs`: every pairing comment under the given paths, with the operation it documents and those it points to. */

import { writeJsonLines } from '../formats/jsonl.ts';
import { pairsSummaryText, pairsText } from '../formats/pairs-text.ts';
import type { Io } from '../io.ts';
import { colorOf, pathsOf, type TreeOptions, withAssumeDefined, withTreeOptions } from '../options.ts';
import { paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';
import { pairRecord } from '../records.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

export const pairsCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('pairs')
    .description('List every pairing comment with the barrier it documents and the ones it points to.')
    .argument('[path...]', 'files or folders');
  withAssumeDefined(withTreeOptions(command, ['text', 'jsonl'])).action(
    async (paths: string[], options: TreeOptions) => {
      await withWorkspace(io, pathsOf(paths), options, (workspace) => pairs(io, workspace, options));
      finish(0);
    },
  );
};

function pairs(io: Io, workspace: Workspace, options: TreeOptions): void {
  const claims = workspace.selectedClaims();
  if (options.format === 'jsonl') {
    writeJsonLines(
      io.out,
      claims.map((one) => pairRecord(workspace.sources, one)),
    );
    return;
  }
  const paint = paintFor(colorOf(options), io, io.out);
  io.out.write(pairsText(workspace, paint, claims) + pairsSummaryText(claims, workspace.seconds()));
}
