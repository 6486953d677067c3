/**
 * The first pass over a tree: finds out which files changed since the memo was made, reads those, extracts the
 * candidates among them, and brings the memo up to date.
 */
import type { Host } from '../host/host.ts';
import { isUnchanged, type Memo, recordRescan } from './memo.ts';
import { candidate } from './prefilter.ts';
import type { Progress } from './progress.ts';
import type { Runner } from './runner.ts';
import type { Item, Result } from './task.ts';

export interface Tree {
  readonly root: string;
  /** Files relative to the root, in order. */
  readonly listed: readonly string[];
  /** The only files that may have changed; any may, when not given. */
  readonly changed?: ReadonlySet<string>;
  /** Is brought up to date. */
  readonly memo: Memo;
  readonly host: Host;
  readonly runner: Runner;
  readonly onProgress: Progress;
}

export interface Survey {
  /** Nothing is different from what the memo says. */
  readonly unchanged: boolean;
  /** Files whose text is another one. */
  readonly altered: readonly string[];
  /** Files have come or gone, or what is remembered of names and structures has changed. */
  readonly answersChanged: boolean;
  /** The files that are there, in order. */
  readonly files: readonly string[];
  /** What went wrong in this run only, and may not the next time. */
  readonly passing: readonly Result[];
}

export async function survey(tree: Tree): Promise<Survey> {
  const { memo, runner, onProgress } = tree;
  const { files, suspects } = compare(tree);
  const gone = forget(memo, files);
  const items = suspects.map((file): Item => {
    const known = memo.files.get(file)?.hash;
    return known === undefined ? { file } : { file, known };
  });
  const results = await runner.run({ kind: 'survey', candidate }, items, (done) =>
    onProgress('reading', done, items.length),
  );
  const altered = results.filter((result) => !record(memo, result)).map((result) => result.file);
  const { isSame, rescanned } = await rescan(memo, new Set([...gone, ...altered]), altered, runner);
  const absent = new Set(results.filter((result) => !result.stat && !result.passing).map((result) => result.file));
  return {
    unchanged: suspects.length === 0 && gone.length === 0,
    altered,
    answersChanged: gone.length > 0 || absent.size > 0 || !isSame,
    files: absent.size === 0 ? files : files.filter((file) => !absent.has(file)),
    passing: [...results, ...rescanned].filter((result) => result.passing),
  };
}

/** Files that are there, and those of them that the memo can't vouch for. */
function compare({ root, listed, changed, memo, host }: Tree) {
  // Without a memo all are read anyway, which tells what is there.
  if (memo.files.size === 0) return { files: listed, suspects: listed };
  const files: string[] = [];
  const suspects: string[] = [];
  for (const file of listed) {
    if (changed && !changed.has(file)) {
      files.push(file);
      continue;
    }
    const stat = host.files.stat(`${root}/${file}`);
    // A symbolic link in git's list, or a file that is deleted but not for git.
    if (stat?.kind !== 'file') continue;
    files.push(file);
    const known = memo.files.get(file);
    if (!known || !isUnchanged(known, stat)) suspects.push(file);
  }
  return { files, suspects };
}

/** Drops what is remembered of files that are not there any more, and says which these are. */
function forget(memo: Memo, files: readonly string[]): string[] {
  if (memo.files.size === 0) return [];
  const there = new Set(files);
  const gone = [...rememberedFiles(memo)].filter((file) => !there.has(file));
  for (const file of gone) memo.files.delete(file);
  return gone;
}

/** A scan may remember a file that has no entry of its own, as it was too young for one. */
function rememberedFiles(memo: Memo): Set<string> {
  const remembered = new Set(memo.files.keys());
  for (const { assumed, mentions, files } of memo.names.values()) {
    // A name that was assumed to be there is mentioned in no file.
    if (assumed) continue;
    for (const { file } of mentions) remembered.add(file);
    for (const file of files) remembered.add(file);
  }
  for (const files of memo.structs.values()) for (const file of files) remembered.add(file);
  return remembered;
}

/** Whether the content is what the memo had already. */
function record(memo: Memo, result: Result): boolean {
  const { file, stat, problem } = result;
  const known = memo.files.get(file);
  memo.files.delete(file);
  if (!stat || result.passing) return false;
  const { mtimeMs, size } = stat;
  if (result.same && known) {
    memo.files.set(file, { ...known, mtimeMs, size });
    return true;
  }
  memo.files.set(file, {
    mtimeMs,
    size,
    ...(problem !== undefined && { problem }),
    ...(result.hash !== undefined && { hash: result.hash }),
    facts: new Map(result.facts === undefined ? [] : [['', result.facts]]),
  });
  return false;
}

/** Asks the files that were altered all that others were asked before; what `changed` ones said then is void. */
async function rescan(memo: Memo, changed: ReadonlySet<string>, altered: readonly string[], runner: Runner) {
  const names = [...memo.names].filter(([, { assumed }]) => !assumed).map(([name]) => name);
  const wanted = { names, structs: [...memo.structs.keys()] };
  if (changed.size === 0 || wanted.names.length + wanted.structs.length === 0) return { isSame: true, rescanned: [] };
  const items = altered.map((file) => ({ file }));
  const rescanned = await runner.run({ kind: 'scan', ...wanted }, items, () => {});
  const isSame = recordRescan(memo, changed, rescanned);
  // A file that failed is to be asked again the next time.
  for (const result of rescanned) if (result.passing) memo.files.delete(result.file);
  return { isSame, rescanned };
}
