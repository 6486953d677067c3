/**
 * A project that stays open while its files change: by the keys that somebody presses in an editor, on the disk, or
 * both. What an edit says of its own file is known at once; what it asks of the rest of the tree follows a little later,
 * by a pass like the one that a fresh start makes, so that both end with the same.
 */
import type { Extractor } from '../extract/file.ts';
import type { Host } from '../host/host.ts';
import { Index } from '../index/index.ts';
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import { directoryOf } from '../model/paths.ts';
import type { Source } from '../text/source.ts';
import type { Before } from './advance.ts';
import { openCache } from './cache.ts';
import { type Delays, Dirty } from './dirty.ts';
import { discover, type Listing } from './discover.ts';
import { emptyMemo } from './memo.ts';
import { type Notice, noticesOf, type Stats, statsOf, WORTH_CACHING } from './open.ts';
import { isOpenText, type OpenText, type OpenTexts, withOpenTexts } from './overlay.ts';
import { rememberingUnpack, runPass } from './pass.ts';
import { createPoll } from './poll.ts';
import { createRunner } from './pool.ts';
import { candidate } from './prefilter.ts';
import type { Progress } from './progress.ts';
import { createLocalRunner, type Runner, splitRunner } from './runner.ts';
import { MAX_BYTES } from './task.ts';
import { createTexts } from './texts.ts';

export interface LiveOptions {
  readonly host: Host;
  /** For open documents, in this thread. Others load their own. */
  readonly extractor: Extractor;
  /** Absolute; undefined for documents that belong to no project: then nothing but the open ones is looked at. */
  readonly root: string | undefined;
  readonly threads?: number;
  readonly assumeDefined: readonly string[];
  /** Patterns of paths that are not to be looked at, as in a .gitignore. */
  readonly exclude: readonly string[];
  /** When a pass follows on changes. */
  readonly delays?: Delays;
  readonly onProgress: Progress;
  /** The snapshot is another one, or has become complete. */
  readonly onChange: () => void;
  readonly log: (message: string) => void;
}

export interface LiveProject {
  readonly root: string | undefined;
  /** The tree was read, and everything that comments ask for was looked up. Until then nothing can be called missing. */
  readonly isComplete: boolean;
  readonly stats: Stats;
  readonly notices: readonly Notice[];
  snapshot(): Snapshot;
  /** How facts name the file with this absolute path; undefined when it lies outside. */
  fileOf(path: string): string | undefined;
  pathOf(file: string): string;
  /** A document is open with this text, which counts in place of the disk's from now on. Facts are there on return. */
  setText(file: string, text: string): void;
  /** The disk's text counts again. */
  dropText(file: string): void;
  /** Files or folders that may have changed on the disk; undefined: any may have. Starts again after `stop`. */
  refresh(files?: readonly string[]): void;
  /** Looks, at little cost, whether anything has changed on the disk, for whom nobody tells of it. */
  poll(): void;
  /** The text that these facts are of; undefined when the file says something else by now: then that is being read. */
  source(facts: FileFacts): Source | undefined;
  /** Resolves when everything that is known to have changed was taken in. */
  settled(): Promise<void>;
  /** Reads no more of the tree until it is asked to. */
  stop(): void;
  close(): Promise<void>;
}

/** While keys are pressed one after the other only the open file is looked at; but not for ever. */
const DELAYS: Delays = { idle: 400, longest: 15_000 };

export function openLive(options: LiveOptions): LiveProject {
  const { root, extractor, onChange, log } = options;
  const open = new Map<string, OpenText>();
  /** As `open` was when the pass began that runs: all that one pass reads of a document is the same text. */
  const read = new Map<string, OpenText>();
  const withTexts = (some: OpenTexts): Host => ({ ...options.host, files: withOpenTexts(options.host.files, some) });
  const host = withTexts(open);
  const passHost = withTexts(read);
  const texts = createTexts(host);
  const cache = root === undefined ? undefined : openCache(host, root, ['']);
  const unpack = rememberingUnpack();
  let memo = emptyMemo();
  /** The memo is as a pass ended with it. What one that was stopped has left of it is of no use to anybody. */
  let isSound = false;
  let isUnsaved = false;
  let index = new Index();
  let focus: ReadonlyMap<string, readonly string[]> = new Map();
  let before: Before | undefined;
  /** What the disk has of the project; open documents that are none of it count as well, as long as they are open. */
  let listing: Listing = { files: [], unreadable: [] };
  let guests: readonly string[] = [];
  let stats: Stats = { files: 0, candidates: 0, indexed: 0 };
  let notices: readonly Notice[] = [];
  let isComplete = false;
  let version = 0;
  /** Folders that were looked at before the whole tree was. */
  const seen = new Set<string>();
  let runner: Runner | undefined;

  const dirty = new Dirty(options.delays ?? DELAYS, pass, (error) => log(`reading ${root}: ${error}`));
  const pathOf = (file: string) => (root === undefined ? file : `${root}/${file}`);
  const fileOf = (path: string) => (root === undefined ? path : options.host.files.relative(root, path));
  const poll = createPoll(options.host, root ?? '');

  /** What the open text of a file says, at once, with the functions in full that were so before. */
  function look(file: string, { text, bytes }: OpenText): void {
    const names = focus.get(file) ?? [];
    const isText = text.length <= MAX_BYTES && !text.includes('\0');
    if (isText && (names.length > 0 || candidate.test(text))) {
      index.apply([extractor.extract(file, text, host.hash(bytes), new Set(names))]);
    } else {
      index.remove([file]);
    }
  }

  /** Until the tree has been read, what stands beside an open file is most of what it speaks of. */
  async function lookAround(file: string): Promise<void> {
    const folder = directoryOf(file);
    if (root === undefined || isComplete || seen.has(folder)) return;
    seen.add(folder);
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = (host.files.entries(pathOf(folder)) ?? []).filter((entry) => !entry.folder).map(({ name }) => name);
    const items = names.filter((name) => /\.[ch]$/.test(name)).map((name) => ({ file: prefix + name }));
    const tools = { root, files: host.files, hash: host.hash, extractor: async () => extractor };
    const results = await createLocalRunner(tools).run({ kind: 'survey', candidate }, items, () => {});
    if (isComplete || dirty.isStopped) return;
    index.apply(results.flatMap(({ file: one, facts }) => (facts && !open.has(pathOf(one)) ? unpack(one, facts) : [])));
    onChange();
  }

  async function pass(changed: ReadonlySet<string> | undefined): Promise<void> {
    if (root === undefined) return;
    const began = host.now();
    read.clear();
    for (const [path, one] of open) read.set(path, one);
    const isListed = isSound && changed && staysListed(changed);
    if (!isSound) {
      memo = cache!.load();
      before = undefined;
    }
    isSound = false;
    if (!isListed) {
      report('listing files', 0, 0);
      listing = discover(root, [''], host, options.exclude);
      guests = missingIn(
        listing.files,
        [...open.keys()].map((path) => fileOf(path)!),
      );
      poll.list(listing.files, began);
    }
    runner ??= createLiveRunner();
    const assumed = [...options.assumeDefined].sort();
    const passed = await runPass({
      root,
      listed: guests.length === 0 ? listing.files : [...listing.files, ...guests].sort(),
      ...(isListed && { changed }),
      memo,
      host: passHost,
      runner,
      assumed,
      ...(before && { before }),
      unpack,
      onProgress: report,
    });
    isSound = true;
    ({ index, focus } = passed);
    before = { snapshot: index.snapshot(), focus };
    for (const [path, one] of open) if (dirty.has(fileOf(path)!)) look(fileOf(path)!, one);
    stats = statsOf(memo, passed.files.length, index);
    notices = noticesOf(memo, listing, passed.problems);
    isUnsaved ||= !passed.unchanged;
    poll.read([...focus.keys()].map((file) => [file, memo.files.get(file)]));
    if (!dirty.isPending) {
      // Threads hold more memory than starting them again is worth.
      await runner.close();
      runner = undefined;
    }
    isComplete = true;
    onChange();
    if (isUnsaved && stats.files >= WORTH_CACHING) setTimeout(save, SAVE_AFTER_MS).unref();
  }

  /** Whether the list of files is the same after these files or folders have changed. */
  function staysListed(changed: ReadonlySet<string>): boolean {
    const listed = new Set(listing.files);
    for (const file of guests) if (open.has(pathOf(file))) listed.add(file);
    return [...changed].every((file) => listed.has(file) && host.files.stat(pathOf(file))?.kind === 'file');
  }

  /** Whoever stops a pass does so by throwing: nothing that it has begun is used. */
  function report(phase: string, done: number, total: number): void {
    if (dirty.isStopped) throw new Error('stopped');
    options.onProgress(phase, done, total);
  }

  function createLiveRunner(): Runner {
    const tools = { root: root!, hash: host.hash, extractor: async () => extractor };
    const disk = createRunner({ ...tools, files: options.host.files }, options.threads);
    const documents = createLocalRunner({ ...tools, files: passHost.files });
    return splitRunner(disk, documents, (file) => read.has(pathOf(file)));
  }

  function save(): void {
    // Where a pass is under way the end of it will see to that.
    if (!isUnsaved || !isSound) return;
    isUnsaved = false;
    const problem = cache?.save({ ...memo, files: new Map([...memo.files].filter(([, file]) => !isOpenText(file))) });
    if (problem !== undefined) log(`${cache?.path} ${problem}`);
  }

  if (root !== undefined) dirty.all();
  return {
    root,
    get isComplete() {
      return isComplete;
    },
    get stats() {
      return stats;
    },
    get notices() {
      return notices;
    },
    snapshot: () => index.snapshot(),
    fileOf,
    pathOf,
    setText(file, given) {
      // A byte order mark is no part of a file's text; a space keeps the offsets.
      const text = given.startsWith('\ufeff') ? ` ${given.slice(1)}` : given;
      const path = pathOf(file);
      if (open.get(path)?.text === text) return;
      const one = { text, bytes: Buffer.from(text), version: ++version };
      open.set(path, one);
      look(file, one);
      if (root !== undefined) dirty.later(file);
      void lookAround(file);
      onChange();
    },
    dropText(file) {
      open.delete(pathOf(file));
      if (root === undefined) index.remove([file]);
      else dirty.now([file]);
      onChange();
    },
    refresh(files) {
      if (root === undefined) return;
      if (files) dirty.now(files);
      else dirty.all();
    },
    poll() {
      const changed = isComplete ? poll.look() : [];
      if (changed === 'all') dirty.all();
      else if (changed.length > 0) dirty.now(changed);
    },
    source(facts) {
      const source = texts.of(pathOf(facts.file), facts.hash);
      if (!source && root !== undefined) dirty.now([facts.file]);
      return source;
    },
    settled: () => dirty.settled(),
    stop: () => dirty.stop(),
    async close() {
      dirty.stop();
      await runner?.close();
      await dirty.settled();
      save();
    },
  };
}

const SAVE_AFTER_MS = 3000;

/** Those of the documents that are not in the list. */
function missingIn(files: readonly string[], documents: readonly string[]): string[] {
  const missing = new Set(documents);
  for (const file of files) missing.delete(file);
  return [...missing];
}
