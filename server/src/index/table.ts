/**
 * Look-up tables over the facts of all files, kept up through small changes: a table derived from an earlier one looks
 * only at the files that are different, and leaves the earlier one as it was.
 */
import type { FileFacts, ObjectPath } from '../model/facts.ts';

/** What a table is of. Its identity is what the table is found by again. */
export interface TableOf<T extends Entry> {
  /** What a file contributes: keys with their entries, in order of position. */
  entries(facts: FileFacts, keyOf: KeyOf): Iterable<readonly [string, T]>;
  /** Keys or entries depend on the structures of other files, through `keyOf`. */
  readonly usesObjects?: true;
}

export interface Entry {
  /** The file that contributes it. */
  readonly facts: FileFacts;
}

/** The key of an accessed object. */
export type KeyOf = (facts: FileFacts, path: ObjectPath | undefined) => string | null;

/** A file's facts before and after; undefined where the file is new, or gone. */
export interface Change {
  readonly before: FileFacts | undefined;
  readonly after: FileFacts | undefined;
}

export class Table<T extends Entry> {
  private constructor(
    private readonly base: ReadonlyMap<string, readonly T[]>,
    /** Files of the base whose entries no longer count. */
    private readonly replaced: ReadonlySet<FileFacts>,
    private readonly added: ReadonlyMap<string, readonly T[]>,
  ) {}

  /** `files` are in order of path. */
  static of<T extends Entry>(definition: TableOf<T>, files: readonly FileFacts[], keyOf: KeyOf): Table<T> {
    return new Table(collect(definition, files, keyOf), new Set(), new Map());
  }

  /** The table after all `changes` to the files that the very first one was made of, in order of path. */
  derive(definition: TableOf<T>, changes: readonly Change[], keyOf: KeyOf): Table<T> {
    const replaced = new Set(changes.flatMap(({ before }) => before ?? []));
    const after = changes.flatMap((change) => change.after ?? []);
    return new Table(this.base, replaced, collect(definition, after, keyOf));
  }

  /** In order of file and position. */
  get(key: string): readonly T[] {
    const base = this.base.get(key) ?? NOTHING;
    const added = this.added.get(key) ?? NOTHING;
    const left = base.some(({ facts }) => this.replaced.has(facts))
      ? base.filter(({ facts }) => !this.replaced.has(facts))
      : base;
    if (added.length === 0) return left;
    // The sort is stable, so that a file's entries stay in order.
    return [...left, ...added].sort((a, b) => (a.facts.file < b.facts.file ? -1 : a.facts.file > b.facts.file ? 1 : 0));
  }

  /** All keys that have an entry. */
  *keys(): Iterable<string> {
    for (const key of this.base.keys()) if (this.get(key).length > 0) yield key;
    for (const key of this.added.keys()) if (!this.base.has(key)) yield key;
  }
}

const NOTHING: readonly never[] = [];

function collect<T extends Entry>(
  definition: TableOf<T>,
  files: readonly FileFacts[],
  keyOf: KeyOf,
): Map<string, readonly T[]> {
  const table = new Map<string, T[]>();
  for (const facts of files) {
    for (const [key, entry] of definition.entries(facts, keyOf)) {
      const list = table.get(key);
      if (list) list.push(entry);
      else table.set(key, [entry]);
    }
  }
  return table;
}
