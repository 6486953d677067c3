/**
 * Lists the source files of a project. Git knows best what belongs to its work tree; where it is missing or refuses
 * (a container's user often isn't the owner) we walk, honouring the .gitignore files of a repository ourselves.
 * Outside of a repository .gitignore means nothing: Debian's kernel tarball has one that ignores the whole tree.
 * Symbolic links are never followed, so there are no loops.
 */
import type { Host } from '../host/host.ts';
import { type IgnoreRules, isIgnored, readRules, withoutExcluded } from './gitignore.ts';

/** C files, and assembly, in which only names are looked for. */
export const SUFFIXES = ['.c', '.h', '.S'];
/** Deeper trees are somebody's mistake. */
const MAX_DEPTH = 64;
const NEVER_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Whether names are looked for in the file, and nothing else. */
export function isAssembly(file: string): boolean {
  return file.endsWith('.S');
}

/** All paths are relative to the root. */
export interface Listing {
  /** In order of code units, each once. */
  readonly files: readonly string[];
  /** Folders that could not be looked into. */
  readonly unreadable: readonly string[];
}

/**
 * The files under `paths`, '' being the root itself. A path that is a file is taken whatever its name. `exclude` are
 * patterns as in a .gitignore at the root.
 */
export function discover(root: string, paths: readonly string[], host: Host, exclude: readonly string[] = []): Listing {
  const found: string[] = [];
  const unreadable: string[] = [];
  for (const path of paths) {
    const kind = host.files.stat(path === '' ? root : `${root}/${path}`)?.kind;
    if (kind === 'file') found.push(path);
    else if (kind === 'folder') for (const file of listFolder(root, path, host, unreadable)) found.push(file);
  }
  const files = isAscending(found) ? found : [...new Set(found)].sort();
  return { files: withoutExcluded(files, exclude), unreadable };
}

function listFolder(root: string, path: string, host: Host, unreadable: string[]): readonly string[] {
  const prefix = path === '' ? '' : `${path}/`;
  const tracked = host.git.files(path === '' ? root : `${root}/${path}`, SUFFIXES);
  if (tracked !== undefined && tracked.length > 0) return tracked.map((file) => prefix + file);
  const found: string[] = [];
  if (isInRepository(root, host)) walk({ root, host, found, unreadable, ignoring: true }, prefix, [], 0);
  // Nothing at all is what the rules leave of a folder that they ignore, and who asks about that one wants it read.
  if (found.length === 0) walk({ root, host, found, unreadable, ignoring: false }, prefix, [], 0);
  return found;
}

function isInRepository(root: string, { files }: Host): boolean {
  for (let folder = root; ; folder = files.parent(folder)) {
    if (files.stat(`${folder}/.git`)) return true;
    if (files.parent(folder) === folder) return false;
  }
}

interface Walk {
  readonly root: string;
  readonly host: Host;
  readonly ignoring: boolean;
  /** Grows in order of whole paths. */
  readonly found: string[];
  readonly unreadable: string[];
}

/** Adds the files below the folder `prefix`, which is relative to the root and ends in `/` or is empty. */
function walk(tree: Walk, prefix: string, outer: readonly IgnoreRules[], depth: number): void {
  const entries = tree.host.files.entries(`${tree.root}/${prefix}`);
  if (!entries) {
    tree.unreadable.push(prefix);
    return;
  }
  const own = tree.ignoring && entries.some((entry) => entry.name === '.gitignore');
  const added = own ? readRules(tree.root, prefix, tree.host) : undefined;
  const rules = added ? [added, ...outer] : outer;
  const names: string[] = [];
  for (const { name, folder } of entries) {
    if (folder ? depth < MAX_DEPTH && !NEVER_ENTERED.has(name) : isSource(name)) names.push(folder ? `${name}/` : name);
  }
  // With the slash in place this order of names is the order of whole paths.
  for (const name of names.sort()) {
    if (isIgnored(rules, prefix + name)) continue;
    if (name.endsWith('/')) walk(tree, prefix + name, rules, depth + 1);
    else tree.found.push(prefix + name);
  }
}

/** Whether a folder is searched for files of this name. */
export function isSource(name: string): boolean {
  return SUFFIXES.some((suffix) => name.endsWith(suffix));
}

function isAscending(files: readonly string[]): boolean {
  for (let i = 1; i < files.length; i++) if (files[i - 1]! >= files[i]!) return false;
  return true;
}
