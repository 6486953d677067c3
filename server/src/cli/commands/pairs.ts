/**
 * `pairs`: every pairing comment under the given paths, with the operation it documents and those it points to;
 * with --inferred, the pairs that no comment states.
 */

import { unstated } from '../../pairing/infer.ts';
import { inferredText } from '../formats/inferred-text.ts';
import { writeJsonLines } from '../formats/jsonl.ts';
import { pairsSummaryText, pairsText } from '../formats/pairs-text.ts';
import type { Io } from '../io.ts';
import { colorOf, pathsOf, type TreeOptions, withAssumeDefined, withTreeOptions } from '../options.ts';
import { paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';
import { inferredRecord, pairRecord } from '../records.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

export const pairsCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('pairs')
    .description('List every pairing comment with the barrier it documents and the ones it points to.')
    .argument('[path...]', 'files or folders')
    .option('--inferred', 'instead, the pairs that no comment states: two sides of shared objects, with a confidence');
  withAssumeDefined(withTreeOptions(command, ['text', 'jsonl'])).action(
    async (paths: string[], options: PairsOptions) => {
      const list = options.inferred ? inferred : pairs;
      await withWorkspace(io, pathsOf(paths), options, (workspace) => list(io, workspace, options));
      finish(0);
    },
  );
};

interface PairsOptions extends TreeOptions {
  readonly inferred?: boolean;
}

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

function inferred(io: Io, workspace: Workspace, options: TreeOptions): void {
  const found = unstated(workspace.snapshot, workspace.claims()).filter(
    ({ release, acquire }) => workspace.isSelected(release.facts.file) || workspace.isSelected(acquire.facts.file),
  );
  if (options.format === 'jsonl') {
    writeJsonLines(
      io.out,
      found.map((pair) => inferredRecord(workspace.sources, pair)),
    );
    return;
  }
  io.out.write(inferredText(workspace, paintFor(colorOf(options), io, io.out), found));
}
