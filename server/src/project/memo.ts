/**
 * What earlier runs found out, so that a run over a tree that hardly changed repeats hardly any work. It only
 * remembers answers to questions (is this file a candidate, what does extraction give, where is this name) and drops
 * those that a change of files may have altered: with it or without it, a run comes to the same result.
 */
import type { Stat } from '../host/host.ts';
import type { Mention } from '../model/demand.ts';
import type { Result } from './task.ts';

export interface Memo {
  readonly files: Map<string, FileMemo>;
  readonly names: Map<string, NameMemo>;
  /** Files that define a `struct tag`. */
  readonly structs: Map<string, readonly string[]>;
  /** What names were assumed to be defined when the demands were last answered in full; null if they weren't. */
  assumed: string | null;
}

export interface FileMemo {
  readonly mtimeMs: number;
  readonly size: number;
  /** Why the file could not be looked at. */
  readonly problem?: string;
  /** Content hash of a candidate. Any other file is extracted only when something asks for it. */
  readonly hash?: string;
  /** Packed facts by the functions read in full (`focusKey`). The last one is what the index has in the end. */
  readonly facts: ReadonlyMap<string, string>;
}

export interface NameMemo {
  /** Nobody looked: only what was looked up asked for it. */
  readonly assumed?: true;
  /** The first of each kind in order of files, assembly aside from C. */
  readonly mentions: readonly Mention[];
  /** All files that seem to define it, in order. */
  readonly files: readonly string[];
}

export function emptyMemo(): Memo {
  return { files: new Map(), names: new Map(), structs: new Map(), assumed: null };
}

/** The key of facts with these functions read in full. */
export function focusKey(names: Iterable<string>): string {
  return [...names].sort().join(' ');
}

/** Whether the file is as it was when it was looked at, as far as its times tell. */
export function isUnchanged(known: FileMemo, stat: Stat): boolean {
  return known.mtimeMs === stat.mtimeMs && known.size === stat.size;
}

/**
 * Takes in a scan of all files for `names` and `structs`, of which nothing was known.
 * `results` are in order of files.
 */
export function recordScan(
  memo: Memo,
  names: readonly string[],
  structs: readonly string[],
  results: readonly Result[],
) {
  const found = gather(results);
  for (const name of names) memo.names.set(name, found.names.get(name) ?? { mentions: [], files: [] });
  for (const struct of structs) memo.structs.set(struct, found.structs.get(struct) ?? []);
}

/**
 * Takes in a scan of the files of `changed` that are left for everything that is remembered; what these said before is
 * void. `results` are in order of files. Gives whether the answers are what they were.
 */
export function recordRescan(memo: Memo, changed: ReadonlySet<string>, results: readonly Result[]): boolean {
  const found = gather(results);
  let isSame = true;
  const note = (before: unknown, after: unknown) => {
    isSame &&= JSON.stringify(before) === JSON.stringify(after);
  };
  for (const [name, known] of memo.names) {
    if (known.assumed) continue;
    const fresh = found.names.get(name) ?? { mentions: [], files: [] };
    const mentions = mergeMentions(known.mentions, fresh.mentions, changed);
    const after = mentions && { mentions, files: mergeFiles(known.files, fresh.files, changed) };
    note(withoutPlaces(known), after && withoutPlaces(after));
    if (after) memo.names.set(name, after);
    else memo.names.delete(name);
  }
  for (const [struct, known] of memo.structs) {
    const after = mergeFiles(known, found.structs.get(struct) ?? [], changed);
    note(known, after);
    memo.structs.set(struct, after);
  }
  return isSame;
}

/** Where in a file a name stands decides nothing. */
function withoutPlaces({ mentions, files }: NameMemo) {
  return { mentions: mentions.map(({ at: _, ...mention }) => mention), files };
}

function gather(results: readonly Result[]) {
  const names = new Map<string, { mentions: Mention[]; files: string[] }>();
  const structs = new Map<string, string[]>();
  const of = (name: string) => {
    let known = names.get(name);
    if (!known) names.set(name, (known = { mentions: [], files: [] }));
    return known;
  };
  for (const result of results) {
    for (const mention of result.mentions ?? []) {
      const { mentions } = of(mention.name);
      if (!mentions.some((known) => known.kind === mention.kind)) mentions.push(mention);
    }
    for (const name of result.functions ?? []) of(name).files.push(result.file);
    for (const struct of result.structs ?? []) {
      const files = structs.get(struct);
      if (files) files.push(result.file);
      else structs.set(struct, [result.file]);
    }
  }
  return { names, structs };
}

function mergeFiles(known: readonly string[], fresh: readonly string[], changed: ReadonlySet<string>): string[] {
  return [...known.filter((file) => !changed.has(file)), ...fresh].sort();
}

/**
 * The first mention of each kind; undefined when it can't be told, because the one we knew is gone and we never noted
 * the second one.
 */
function mergeMentions(known: readonly Mention[], fresh: readonly Mention[], changed: ReadonlySet<string>) {
  const merged: Mention[] = [];
  for (const kind of KINDS) {
    const old = known.find((mention) => mention.kind === kind);
    const young = fresh.find((mention) => mention.kind === kind);
    if (old && changed.has(old.file) && !(young && young.file <= old.file)) return undefined;
    const first = !old || (young && young.file <= old.file) ? young : old;
    if (first) merged.push(first);
  }
  return merged.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.at - b.at));
}

const KINDS: readonly Mention['kind'][] = ['macro', 'assembly', 'call', 'word'];
