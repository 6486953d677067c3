/**
 * Which folder is the project. Names that comments mention are looked for in all of it, so it should be the whole
 * tree when only a part is asked about; but nobody wants their home folder read because of one file in it.
 */
import type { Host } from '../host/host.ts';

export interface Location {
  /** Absolute. Files are named relative to it. */
  readonly root: string;
  /** What to index, relative to the root; '' is the root itself. */
  readonly paths: readonly string[];
  /** What was asked about, relative to the root: files and folders, '' for all. */
  readonly selected: readonly string[];
  /** Given paths that don't exist. */
  readonly missing: readonly string[];
  /** Given paths that lie outside of the root that was given. */
  readonly outside: readonly string[];
}

/**
 * The project of the given files and folders. With `explicitRoot` it is that folder, else the nearest folder above
 * all of them that looks like the top of a project, else just what is given.
 */
export function locate(given: readonly string[], host: Host, explicitRoot?: string): Location {
  const { files } = host;
  const missing: string[] = [];
  const real: string[] = [];
  for (const path of given) {
    const resolved = files.real(path);
    if (files.stat(resolved)) real.push(resolved);
    else missing.push(path);
  }
  const marked = explicitRoot === undefined ? sharedMark(real, host) : files.real(explicitRoot);
  const root = marked ?? commonFolder(real, host) ?? files.real('.');
  const selected: string[] = [];
  const outside: string[] = [];
  for (const path of real) {
    const way = files.relative(root, path);
    if (way === undefined) outside.push(path);
    else selected.push(way);
  }
  const isFile = (path: string) => files.stat(`${root}/${path}`)?.kind === 'file';
  // Files that are given by name are indexed whatever they are called.
  const paths = marked === undefined ? selected : ['', ...selected.filter(isFile)];
  return { root, paths, selected, missing, outside };
}

/** The top folder that all paths agree on. */
function sharedMark(paths: readonly string[], host: Host): string | undefined {
  const marks = new Set(paths.map((path) => markAbove(path, host)));
  return marks.size === 1 ? [...marks][0] : undefined;
}

function markAbove(path: string, host: Host): string | undefined {
  const { files } = host;
  const home = files.real(host.home);
  let folder = folderOf(path, host);
  for (let parent = files.parent(folder); parent !== folder; parent = files.parent(folder)) {
    if (folder === home) return undefined;
    if (isTop(folder, host)) return folder;
    folder = parent;
  }
  return undefined;
}

/** Our own configuration, the top of a Linux tree, or of a repository. */
function isTop(folder: string, { files }: Host): boolean {
  const has = (name: string) => files.stat(`${folder}/${name}`) !== undefined;
  return has('.barrier-ls.jsonc') || (has('MAINTAINERS') && has('Kconfig')) || has('.git');
}

function commonFolder(paths: readonly string[], host: Host): string | undefined {
  const { files } = host;
  if (paths.length === 0) return undefined;
  let common = folderOf(paths[0]!, host);
  for (const path of paths) {
    while (files.relative(common, path) === undefined) {
      const parent = files.parent(common);
      // Two drives have no folder in common; what lies on the other one is then reported as outside.
      if (parent === common) break;
      common = parent;
    }
  }
  return common;
}

function folderOf(path: string, { files }: Host): string {
  return files.stat(path)?.kind === 'folder' ? path : files.parent(path);
}
