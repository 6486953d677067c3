/** `doctor`: what the program sees of a tree and of the machine; what to put into a bug report. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host } from '../../host/host.ts';
import type { Io } from '../io.ts';
import { colorOf, pathsOf, type TreeOptions, withTreeOptions } from '../options.ts';
import { type Paint, paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';
import { countExplicitSites, countStatuses, plural } from '../summary.ts';
import { VERSION } from '../version.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';

export const doctorCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command('doctor')
    .description('Say what the program sees: versions, the tree and how it was found, counts, cache, memory.')
    .argument('[path...]', 'files or folders');
  withTreeOptions(command, ['text']).action(async (paths: string[], options: TreeOptions) => {
    await withWorkspace(io, pathsOf(paths), options, (workspace) => doctor(io, workspace, options));
    finish(0);
  });
};

type Line = readonly [name: string, value: string];

function doctor(io: Io, workspace: Workspace, options: TreeOptions): void {
  const paint = paintFor(colorOf(options), io, io.out);
  const lines = [
    ...programLines(),
    ...treeLines(workspace, options),
    ...cacheLines(workspace.host, options),
    ...runLines(workspace),
  ];
  io.out.write(lines.map((line) => lineText(paint, line)).join(''));
}

function lineText(paint: Paint, [name, value]: Line): string {
  return `${paint.bold(name.padEnd(12))}${value}\n`;
}

function programLines(): Line[] {
  return [
    ['barrier-ls', VERSION],
    ['node', `${process.version} on ${process.platform} ${process.arch}`],
    ['parser', ['web-tree-sitter.wasm', 'tree-sitter-c.wasm'].map(moduleWords).join(', ')],
  ];
}

/** A module beside the bundle, by what tells two builds of it apart. */
function moduleWords(name: string): string {
  try {
    const bytes = readFileSync(fileURLToPath(new URL(name, import.meta.url)));
    return `${name} (sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)})`;
  } catch {
    return `${name} (from node_modules)`;
  }
}

function treeLines(workspace: Workspace, options: TreeOptions): Line[] {
  const { project, snapshot } = workspace;
  const files = workspace.selectedFiles();
  const sites = countExplicitSites(files);
  const claims = workspace.selectedClaims();
  const statuses = countStatuses(claims).map(([status, count]) => `${count.toLocaleString('en-US')} ${status}`);
  const skipped = workspace.skipped();
  return [
    ['root', `${project.root} (${rootReason(workspace, options)})`],
    ['config', 'none'],
    [
      'files',
      `${plural(project.stats.files, 'file')}, of which ${project.stats.candidates.toLocaleString('en-US')} have to do with ordering; ` +
        `facts of ${snapshot.files().length.toLocaleString('en-US')}`,
    ],
    ['sites', `${plural(sites, 'site')} in ${plural(files.length, 'file')}`],
    ['comments', `${plural(claims.length, 'pairing comment')}${statuses.length > 0 ? `: ${statuses.join(', ')}` : ''}`],
    ['not read', skipped.length === 0 ? 'nothing was left out' : plural(skipped.length, 'file')],
    ...skipped.map(({ file, reason }): Line => ['', `${file} ${reason}`]),
  ];
}

function rootReason({ project, host }: Workspace, options: TreeOptions): string {
  if (options.root !== undefined) return 'given by --root';
  const has = (name: string) => host.files.stat(join(project.root, name)) !== undefined;
  if (has('MAINTAINERS') && has('Kconfig')) return 'the top of a Linux tree: it has MAINTAINERS and Kconfig';
  if (has('.git')) return 'the top of a repository: it has .git';
  return 'nothing above looks like the top of a tree, so just what was given';
}

function cacheLines({ cacheFolder }: Host, options: TreeOptions): Line[] {
  const use = options.cache ? '' : ', not used in this run';
  return [['cache', `${cacheFolder} (${megabytes(folderSize(cacheFolder))}${use})`]];
}

/** Bytes of the files in a folder; 0 where there is none. */
function folderSize(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    return 0;
  }
}

function runLines(workspace: Workspace): Line[] {
  const { rss, heapUsed } = process.memoryUsage();
  return [
    [
      'memory',
      `${megabytes(rss)}, of which heap ${megabytes(heapUsed)}; at most ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
    ],
    ['time', `${workspace.seconds().toFixed(1)} s`],
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1048576).toFixed(1)} MB`;
}
