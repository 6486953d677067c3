/**
 * Opens a project: finds its files, extracts facts of those that have something to say, and follows the names that
 * these mention through the rest of the tree. Nothing that is wrong with a file, a folder or the cache stops it.
 */
import type { Host } from '../host/host.ts';
import type { Index } from '../index/index.ts';
import { openCache } from './cache.ts';
import { discover, type Listing } from './discover.ts';
import { loadExtractor } from './extractor.ts';
import { emptyMemo, type Memo } from './memo.ts';
import { runPass } from './pass.ts';
import { createRunner } from './pool.ts';
import type { Progress } from './progress.ts';
import { type Location, locate } from './root.ts';
import type { Result, Tools } from './task.ts';

export interface ProjectOptions {
  readonly host: Host;
  /** Files and folders to look at. */
  readonly paths: readonly string[];
  /** The project's folder; found when not given. */
  readonly root?: string;
  /** Worker threads; 0 for none. As many as the machine has processors, at most four, when not given. */
  readonly threads?: number;
  /** Whether to use what earlier runs found out, and to keep it for later ones. */
  readonly cache: boolean;
  /** What the project itself says, asked once its root is known. */
  readonly configure?: (root: string) => ProjectSettings;
  readonly onProgress?: Progress;
  /** In place of the real one, in this thread. */
  readonly extractor?: Tools['extractor'];
}

export interface ProjectSettings {
  /** Functions that exist outside of the tree. */
  readonly assumeDefined?: readonly string[];
  /** Patterns of paths that are not to be looked at, as in a .gitignore. */
  readonly exclude?: readonly string[];
}

export interface Project extends Location {
  readonly index: Index;
  readonly stats: Stats;
  /** What could not be looked at, in order of files. */
  readonly notices: readonly Notice[];
}

export interface Stats {
  /** Source files in the project. */
  readonly files: number;
  /** Those that have an ordering primitive or a pairing comment. */
  readonly candidates: number;
  /** Those with facts in the index: candidates, and files that they ask for. */
  readonly indexed: number;
}

export interface Notice {
  /** Relative to the root; absolute for what isn't in it. */
  readonly file: string;
  /** Reads on from the file's name: "is larger than 8 MB". */
  readonly reason: string;
}

/** Projects of fewer files are read faster than a cache, and would leave one behind for each file ever looked at. */
export const WORTH_CACHING = 100;

/**
 * The index of the project that `paths` lie in. Rejects only when worker threads can't be started or the parser can't
 * be loaded; everything else that goes wrong is in the notices.
 */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { host, onProgress = () => {} } = options;
  const location = locate(options.paths, host, options.root);
  const { root } = location;
  const { assumeDefined = [], exclude } = options.configure?.(root) ?? {};
  onProgress('listing files', 0, 0);
  const listing = discover(root, location.paths, host, exclude);

  const useCache = options.cache && listing.files.length >= WORTH_CACHING;
  const cache = useCache ? openCache(host, root, location.paths) : undefined;
  const memo = cache?.load() ?? emptyMemo();
  const assumed = [...assumeDefined].sort();
  const extractor = options.extractor ?? loadExtractor;
  const runner = createRunner({ root, files: host.files, hash: host.hash, extractor }, options.threads);
  try {
    const pass = { root, listed: listing.files, memo, host, runner, assumed, onProgress };
    const { index, files, problems, unchanged } = await runPass(pass);
    // What the threads hold is more than what writing the cache takes.
    await runner.close();
    const unsaved = unchanged ? undefined : cache?.save(memo);
    return {
      ...location,
      index,
      stats: statsOf(memo, files.length, index),
      notices: noticesOf(memo, listing, problems, [
        ...location.missing.map((path) => ({ file: path, reason: 'does not exist' })),
        ...location.outside.map((path) => ({ file: path, reason: `is not in ${root}` })),
        ...(cache && unsaved !== undefined ? [{ file: cache.path, reason: unsaved }] : []),
      ]),
    };
  } finally {
    await runner.close();
  }
}

export function statsOf(memo: Memo, files: number, index: Index): Stats {
  let candidates = 0;
  for (const file of memo.files.values()) if (file.hash !== undefined) candidates++;
  return { files, candidates, indexed: index.snapshot().files().length };
}

/** What could not be looked at, once for each file, in order. */
export function noticesOf(
  memo: Memo,
  listing: Listing,
  problems: readonly Result[],
  more: readonly Notice[] = [],
): Notice[] {
  const notices = new Map<string, string>();
  const add = (file: string, reason: string | undefined) => reason !== undefined && notices.set(file, reason);
  for (const [file, { problem }] of memo.files) add(file, problem);
  for (const { file, problem } of problems) add(file, problem);
  for (const folder of listing.unreadable) add(folder, 'cannot be read');
  for (const { file, reason } of more) add(file, reason);
  return [...notices].map(([file, reason]) => ({ file, reason })).sort((a, b) => (a.file < b.file ? -1 : 1));
}
