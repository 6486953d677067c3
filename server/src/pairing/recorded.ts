/** What was made of the files of one snapshot, for taking it over into a later one as far as it still holds. */
import type { Reads, Snapshot } from '../index/snapshot.ts';

/** What was made of a file, and what was looked up for it. */
export interface Recorded<T> {
  readonly result: T;
  readonly reads: Reads;
}

/** By file, the ones that would be made again just so. */
export function* stillValid<T>(
  known: ReadonlyMap<string, Recorded<T>>,
  snapshot: Snapshot,
  earlier: Snapshot,
): Iterable<[string, Recorded<T>]> {
  if (known.size === 0) return;
  const touched = snapshot.changesSince(earlier);
  if (!touched) return;
  for (const [file, recorded] of known) {
    if (!touched.hasFile(file) && !recorded.reads.touches(touched)) yield [file, recorded];
  }
}
