/**
 * Opens a project in two states that differ in a few files. One of them is read as always; the other one is the short
 * way from there that an editor's changes take, too, so that it costs little and comes to what reading it afresh would.
 */
import type { Files, Host } from '../host/host.ts';
import { openCache } from './cache.ts';
import { discover, isSource } from './discover.ts';
import { loadExtractor } from './extractor.ts';
import { excluder } from './gitignore.ts';
import { emptyMemo, type Memo } from './memo.ts';
import { noticesOf, type Project, type ProjectOptions, statsOf, WORTH_CACHING } from './open.ts';
import { isOpenText, type OpenText, withOpenTexts } from './overlay.ts';
import { type Passed, rememberingUnpack, runPass } from './pass.ts';
import { createRunner } from './pool.ts';
import { type Location, locate } from './root.ts';
import { createLocalRunner, splitRunner } from './runner.ts';

/** What is not as on the disk: contents by file, relative to the root; null where there is no such file. */
export type Laid = ReadonlyMap<string, Buffer | null>;

export interface Revisions {
  readonly before: Laid;
  readonly after: Laid;
}

export interface RevisionOptions extends ProjectOptions {
  /** Asked once it is known where the project is. Whatever it throws is passed on. */
  readonly revisions: (location: Location) => Revisions;
}

/** A project, and the files that it was made of. */
export interface State {
  readonly project: Project;
  readonly files: Files;
}

/** Undefined when the two states are the same in all that a project looks at: then nothing is read. */
export async function openRevisions(
  options: RevisionOptions,
): Promise<{ readonly before: State; readonly after: State } | undefined> {
  const { host, onProgress = () => {} } = options;
  const location = locate(options.paths, host, options.root);
  const { root } = location;
  const { assumeDefined = [], exclude = [] } = options.configure?.(root) ?? {};
  const revisions = options.revisions(location);
  const isWanted = listedIn(location, exclude);
  if (isSame(revisions, isWanted)) return undefined;
  onProgress('listing files', 0, 0);
  const listing = discover(root, location.paths, host, exclude);

  const cache = options.cache && listing.files.length >= WORTH_CACHING ? openCache(host, root, location.paths) : null;
  const memo = cache?.load() ?? emptyMemo();
  const isNew = memo.files.size === 0;
  const extractor = options.extractor ?? loadExtractor;
  const disk = createRunner({ root, files: host.files, hash: host.hash, extractor }, options.threads);
  const unpack = rememberingUnpack();
  const pass = (view: View, more: { readonly changed?: ReadonlySet<string>; readonly last?: Passed } = {}) => {
    const own = createLocalRunner({ root, files: view.host.files, hash: host.hash, extractor });
    return runPass({
      root,
      listed: more.last ? listedAfter(more.last.files, listing.files, view, more.changed!) : view.list(listing.files),
      ...(more.changed && { changed: more.changed }),
      ...(more.last && { before: { snapshot: more.last.index.snapshot(), focus: more.last.focus } }),
      memo,
      host: view.host,
      runner: splitRunner(disk, own, (file) => view.has(file)),
      assumed: [...assumeDefined].sort(),
      unpack,
      onProgress,
    });
  };
  const stateOf = (view: View, passed: Passed, unsaved?: string): State => ({
    project: {
      ...location,
      index: passed.index,
      stats: statsOf(memo, passed.files.length, passed.index),
      notices: noticesOf(memo, listing, passed.problems, [
        ...location.missing.map((path) => ({ file: path, reason: 'does not exist' })),
        ...location.outside.map((path) => ({ file: path, reason: `is not in ${root}` })),
        ...(cache && unsaved !== undefined ? [{ file: cache.path, reason: unsaved }] : []),
      ]),
    },
    files: view.host.files,
  });

  // The disk comes first where it is one of the two: the cache is of the disk.
  const views = {
    before: createView(host, root, revisions.before, isWanted),
    after: createView(host, root, revisions.after, isWanted),
  };
  const [first, second] = revisions.before.size === 0 ? [views.before, views.after] : [views.after, views.before];
  try {
    const one = await pass(first);
    await disk.close();
    const isWorthSaving = first.size === 0 ? !one.unchanged : isNew;
    const firstState = stateOf(first, one, isWorthSaving ? cache?.save(withoutLaid(memo)) : undefined);
    const changed = new Set([...revisions.before.keys(), ...revisions.after.keys()]);
    const secondState = stateOf(second, await pass(second, { changed, last: one }));
    return first === views.before
      ? { before: firstState, after: secondState }
      : { before: secondState, after: firstState };
  } finally {
    await disk.close();
  }
}

/** The disk with some files laid over it. */
interface View {
  readonly host: Host;
  readonly size: number;
  has(file: string): boolean;
  /** The files of a listing of the disk that are there, and those that are only here; in order. */
  list(onDisk: readonly string[]): readonly string[];
}

function createView(host: Host, root: string, laid: Laid, isWanted: (file: string) => boolean): View {
  const texts = new Map<string, OpenText>();
  for (const [file, bytes] of laid) if (bytes !== null) texts.set(`${root}/${file}`, openText(bytes));
  return {
    host: { ...host, files: withOpenTexts(host.files, texts) },
    size: laid.size,
    has: (file) => laid.has(file),
    list(onDisk) {
      if (laid.size === 0) return onDisk;
      const listed = new Set(onDisk);
      const added = [...laid].filter(([file, bytes]) => bytes !== null && !listed.has(file) && isWanted(file));
      const kept = onDisk.filter((file) => laid.get(file) !== null);
      return added.length === 0 ? kept : [...kept, ...added.map(([file]) => file)].sort();
    },
  };
}

/** Of the files that don't change between the states, those that the first pass has seen to be there. */
function listedAfter(
  seen: readonly string[],
  onDisk: readonly string[],
  view: View,
  changed: ReadonlySet<string>,
): readonly string[] {
  const unchanged = seen.filter((file) => !changed.has(file));
  return view.list([...unchanged, ...onDisk.filter((file) => changed.has(file))].sort());
}

/** Stands for the time of change, and is another one for each content. */
let version = 0;

function openText(bytes: Buffer): OpenText {
  return {
    bytes,
    version: ++version,
    get text() {
      return bytes.toString('utf8');
    },
  };
}

/** Whether the project would list a file if it were there. */
function listedIn({ paths }: Location, exclude: readonly string[]): (file: string) => boolean {
  const excluded = excluder(exclude);
  const isUnder = (file: string, path: string) => path === '' || file.startsWith(`${path}/`);
  return (file) => !excluded(file) && paths.some((path) => path === file || (isSource(file) && isUnder(file, path)));
}

function isSame({ before, after }: Revisions, isWanted: (file: string) => boolean): boolean {
  const files = [...before.keys(), ...after.keys()];
  return files.every((file) => {
    const [old, young] = [before.get(file), after.get(file)];
    return old === young || (old && young && old.equals(young)) || !isWanted(file);
  });
}

/** What a later run over the disk may rely on. */
function withoutLaid(memo: Memo): Memo {
  return { ...memo, files: new Map([...memo.files].filter(([, file]) => !isOpenText(file))) };
}
