/** `sites`: every ordering site under the given paths, with the object that it accesses. */

import { writeJsonLines } from '../formats/jsonl.ts';
import { sitesText } from '../formats/sites-text.ts';
import type { Io } from '../io.ts';
import { colorOf, pathsOf, type TreeOptions, withTreeOptions } from '../options.ts';
import { paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';
import { type SiteRecord, siteRecord } from '../records.ts';
import { isExplicitSite, plural } from '../summary.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

interface SitesOptions extends TreeOptions {
  readonly all?: boolean;
}

export const sitesCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('sites')
    .description('List every barrier, acquire, release, marked access and RCU access, with its object.')
    .argument('[path...]', 'files or folders')
    .option('--all', 'also what orders implicitly, where it was looked at: locks, wake-ups, relaxed atomics, I/O');
  withTreeOptions(command, ['text', 'jsonl']).action(async (paths: string[], options: SitesOptions) => {
    await withWorkspace(io, pathsOf(paths), options, (workspace) => sites(io, workspace, options));
    finish(0);
  });
};

function sites(io: Io, workspace: Workspace, options: SitesOptions): void {
  const records: SiteRecord[] = [];
  for (const facts of workspace.selectedFiles()) {
    for (const site of facts.sites) {
      if (!options.all && !isExplicitSite(site)) continue;
      records.push(siteRecord(workspace.snapshot, workspace.sources, facts, site));
    }
  }
  if (options.format === 'jsonl') {
    writeJsonLines(io.out, records);
    return;
  }
  const paint = paintFor(colorOf(options), io, io.out);
  const files = new Set(records.map((record) => record.file)).size;
  io.out.write(
    `${sitesText(workspace, paint, records)}${plural(records.length, 'site')} in ${plural(files, 'file')}. ` +
      `${workspace.seconds().toFixed(1)} s.\n`,
  );
}
