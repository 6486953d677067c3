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
import { type Delays, Dirty } from './dirty.ts';
import type { Notice, Stats } from './open.ts';
import { type OpenText, withOpenTexts } from './overlay.ts';
import { unpackFacts } from './packed.ts';
import { candidate } from './prefilter.ts';
import type { Progress } from './progress.ts';
import { createLocalRunner } from './runner.ts';
import { MAX_BYTES } from './task.ts';
import { createTexts } from './texts.ts';
import { openTree, type Reading } from './tree.ts';

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

/** What is asked as soon as a file is open is answered from that file, before others are read. */
const HEAD_START_MS = 200;

export function openLive(options: LiveOptions): LiveProject {
  const { root, extractor, onChange, log } = options;
  const open = new Map<string, OpenText>();
  const host: Host = { ...options.host, files: withOpenTexts(options.host.files, open) };
  const texts = createTexts(host);
  let version = 0;
  let index = new Index();
  let { focus, stats, notices }: Omit<Reading, 'index'> = UNREAD;
  let isComplete = false;
  /** Folders that were looked at before the whole tree was. */
  const seen = new Set<string>();

  const dirty = new Dirty(options.delays ?? DELAYS, pass, (error) => log(`reading ${root}: ${error}`));
  const pathOf = (file: string) => (root === undefined ? file : `${root}/${file}`);
  const fileOf = (path: string) => (root === undefined ? path : options.host.files.relative(root, path));
  const tree = root === undefined ? undefined : openTree({ ...options, root, open, onProgress: report });

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
    await new Promise((resolve) => setTimeout(resolve, HEAD_START_MS));
    if (isComplete || dirty.isStopped) return;
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = (host.files.entries(pathOf(folder)) ?? []).filter((entry) => !entry.folder).map(({ name }) => name);
    const items = names.filter((name) => /\.[ch]$/.test(name)).map((name) => ({ file: prefix + name }));
    const tools = { root, files: host.files, hash: host.hash, extractor: async () => extractor };
    const results = await createLocalRunner(tools).run({ kind: 'survey', candidate }, items, () => {});
    if (isComplete || dirty.isStopped) return;
    index.apply(results.flatMap(({ file: one, facts }) => (facts && !open.has(pathOf(one)) ? unpackFacts(facts) : [])));
    onChange();
  }

  async function pass(changed: ReadonlySet<string> | undefined): Promise<void> {
    if (!tree) return;
    ({ index, focus, stats, notices } = await tree.read(changed));
    for (const [path, one] of open) if (dirty.has(fileOf(path)!)) look(fileOf(path)!, one);
    // What somebody types meanwhile is little to read.
    if (!dirty.isAll) await tree.rest();
    isComplete = true;
    onChange();
  }

  function report(phase: string, done: number, total: number): void {
    if (dirty.isStopped) throw new Error('stopped');
    options.onProgress(phase, done, total);
  }

  if (root !== undefined) dirty.all(HEAD_START_MS);
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
      const changed = (isComplete && tree?.poll()) || [];
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
      await tree?.rest();
      await dirty.settled();
      tree?.save();
    },
  };
}

/** What there is to say of a tree that no pass has read. */
const UNREAD: Omit<Reading, 'index'> = {
  focus: new Map(),
  stats: { files: 0, candidates: 0, indexed: 0 },
  notices: [],
};
