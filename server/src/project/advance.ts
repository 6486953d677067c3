/**
 * The short way from one pass to the next: where the files that changed ask for just what they asked for before, and
 * answer what others ask in the same words, nothing else in the tree can have become different.
 */
import { Index } from '../index/index.ts';
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Answered, Unpack } from './answer.ts';
import { focusKey, type Memo } from './memo.ts';
import type { Runner } from './runner.ts';

export interface Before {
  /** As the last pass left it. */
  readonly snapshot: Snapshot;
  readonly focus: Answered['focus'];
}

export interface Step {
  readonly before: Before;
  /** Files whose text is another one. */
  readonly altered: readonly string[];
  readonly memo: Memo;
  readonly runner: Runner;
  readonly unpack: Unpack;
}

/** The index after the step, or undefined when the long way has to be gone. */
export async function advance({ before, altered, memo, runner, unpack }: Step): Promise<Index | undefined> {
  const known = altered.filter((file) => before.snapshot.file(file) !== undefined);
  const isNew = (file: string) => memo.files.get(file)?.hash !== undefined && !before.focus.has(file);
  if (altered.some(isNew) || known.some((file) => memo.files.get(file)?.hash === undefined)) return undefined;
  const items = known.map((file) => ({ file, names: before.focus.get(file) ?? [] }));
  const results = await runner.run({ kind: 'extract' }, items, () => {});
  const fresh: FileFacts[] = [];
  for (const [i, { file, facts: packed }] of results.entries()) {
    const memoized = memo.files.get(file);
    if (packed === undefined || !memoized) return undefined;
    const facts = unpack(file, packed);
    if (withoutPlaces(facts) !== withoutPlaces(before.snapshot.file(file)!)) return undefined;
    memo.files.set(file, { ...memoized, facts: new Map([...memoized.facts, [focusKey(items[i]!.names), packed]]) });
    fresh.push(facts);
  }
  return Index.after(before.snapshot, fresh);
}

/** All that facts say but for where it stands. */
function withoutPlaces(facts: FileFacts): string {
  return JSON.stringify(facts, (key, value) => (PLACES.has(key) ? undefined : value));
}

const PLACES: ReadonlySet<string> = new Set(['hash', 'at', 'end', 'start', 'dereferenceAt']);
