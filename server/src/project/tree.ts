/**
 * The tree on the disk below an open project, with the open documents laid over it: reads it pass after pass, each from
 * what the one before has left, and keeps that in the cache.
 */
import type { Extractor } from '../extract/file.ts';
import type { Host } from '../host/host.ts';
import type { Index } from '../index/index.ts';
import type { Before } from './advance.ts';
import { openCache } from './cache.ts';
import { discover, type Listing } from './discover.ts';
import { emptyMemo } from './memo.ts';
import { type Notice, noticesOf, type Stats, statsOf, WORTH_CACHING } from './open.ts';
import { isOpenText, type OpenText, type OpenTexts, withOpenTexts } from './overlay.ts';
import { rememberingUnpack, runPass } from './pass.ts';
import { createPoll } from './poll.ts';
import { createRunner } from './pool.ts';
import type { Progress } from './progress.ts';
import { createLocalRunner, type Runner, splitRunner } from './runner.ts';

export interface TreeOptions {
  /** Its files are the disk's alone. */
  readonly host: Host;
  readonly extractor: Extractor;
  /** Absolute. */
  readonly root: string;
  readonly threads?: number;
  readonly assumeDefined: readonly string[];
  /** Patterns of paths that are not to be looked at, as in a .gitignore. */
  readonly exclude: readonly string[];
  /** The open documents, by absolute path; they may change at any time. */
  readonly open: OpenTexts;
  /** Whoever stops a pass does so by throwing: nothing that it has begun is used. */
  readonly onProgress: Progress;
  readonly log: (message: string) => void;
}

export interface Tree {
  /** Reads what has changed, by name relative to the root; undefined: anything may have. Throws what `onProgress` throws. */
  read(changed: ReadonlySet<string> | undefined): Promise<Reading>;
  /** What has changed on the disk since it was read, at little cost. */
  poll(): readonly string[] | 'all';
  /** Nothing is to be read for a while: lets go of the threads, which hold more memory than starting them is worth. */
  rest(): Promise<void>;
  /** Writes to the cache what the last pass has brought, unless one is under way: the end of that will see to it. */
  save(): void;
}

/** What a pass ends with. */
export interface Reading {
  readonly index: Index;
  /** Names of the functions that are read in full, by file. */
  readonly focus: ReadonlyMap<string, readonly string[]>;
  readonly stats: Stats;
  readonly notices: readonly Notice[];
}

export function openTree(options: TreeOptions): Tree {
  const { root, open, host: disk, onProgress } = options;
  /** As `open` was when the pass began that runs: all that one pass reads of a document is the same text. */
  const read = new Map<string, OpenText>();
  const host: Host = { ...disk, files: withOpenTexts(disk.files, read) };
  const cache = openCache(disk, root, ['']);
  const poll = createPoll({ ...disk, files: withOpenTexts(disk.files, open) }, root);
  const unpack = rememberingUnpack();
  const assumed = [...options.assumeDefined].sort();
  let memo = emptyMemo();
  /** The memo is as a pass ended with it. What one that was stopped has left of it is of no use to anybody. */
  let isSound = false;
  let isUnsaved = false;
  let before: Before | undefined;
  /** What the disk has of the project; open documents that are none of it count as well, as long as they are open. */
  let listing: Listing = { files: [], unreadable: [] };
  let guests: readonly string[] = [];
  let runner: Runner | undefined;

  function list(began: number): void {
    onProgress('listing files', 0, 0);
    listing = discover(root, [''], host, options.exclude);
    const missing = new Set([...read.keys()].map((path) => disk.files.relative(root, path)!));
    for (const file of listing.files) missing.delete(file);
    guests = [...missing];
    poll.list(listing.files, began);
  }

  /** Whether the list of files is the same after these files or folders have changed. */
  function staysListed(changed: ReadonlySet<string>): boolean {
    const listed = new Set(listing.files);
    for (const file of guests) if (read.has(`${root}/${file}`)) listed.add(file);
    return [...changed].every((file) => listed.has(file) && host.files.stat(`${root}/${file}`)?.kind === 'file');
  }

  function createTreeRunner(): Runner {
    const tools = { root, hash: host.hash, extractor: async () => options.extractor };
    const threads = createRunner({ ...tools, files: disk.files }, options.threads);
    const documents = createLocalRunner({ ...tools, files: host.files });
    return splitRunner(threads, documents, (file) => read.has(`${root}/${file}`));
  }

  function save(): void {
    if (!isUnsaved || !isSound) return;
    isUnsaved = false;
    const problem = cache.save({ ...memo, files: new Map([...memo.files].filter(([, file]) => !isOpenText(file))) });
    if (problem !== undefined) options.log(`${cache.path} ${problem}`);
  }

  return {
    async read(changed) {
      const began = disk.now();
      read.clear();
      for (const [path, one] of open) read.set(path, one);
      const isListed = isSound && changed !== undefined && staysListed(changed);
      if (!isSound) {
        memo = cache.load();
        before = undefined;
      }
      isSound = false;
      if (!isListed) list(began);
      runner ??= createTreeRunner();
      const passed = await runPass({
        root,
        listed: guests.length === 0 ? listing.files : [...listing.files, ...guests].sort(),
        ...(isListed && { changed }),
        memo,
        host,
        runner,
        assumed,
        ...(before && { before }),
        unpack,
        onProgress,
      });
      const { index, focus, files, problems } = passed;
      isSound = true;
      before = { snapshot: index.snapshot(), focus };
      isUnsaved ||= !passed.unchanged;
      poll.read([...focus.keys()].map((file) => [file, memo.files.get(file)]));
      const stats = statsOf(memo, files.length, index);
      if (isUnsaved && stats.files >= WORTH_CACHING) setTimeout(save, SAVE_AFTER_MS).unref();
      return { index, focus, stats, notices: noticesOf(memo, listing, problems) };
    },
    poll: () => poll.look(),
    async rest() {
      await runner?.close();
      runner = undefined;
    },
    save,
  };
}

const SAVE_AFTER_MS = 3000;
