/** What a computation looked up in the tables of a snapshot, for knowing what a change of files makes void. */
import type { FileFacts } from '../model/facts.ts';
import type { Entry, KeyOf, TableOf } from './table.ts';

type AnyTable = TableOf<Entry>;

export class Reads {
  private readonly keys = new Map<AnyTable, Set<string>>();

  add(table: AnyTable, key: string): void {
    const keys = this.keys.get(table);
    if (keys) keys.add(key);
    else this.keys.set(table, new Set([key]));
  }

  /** Whether anything that was looked up is among what these files contribute. */
  touches(touched: Touched): boolean {
    return [...this.keys].some(([table, keys]) => {
      const others = touched.keysOf(table);
      return [...keys].some((key) => others.has(key));
    });
  }
}

/** The keys of all entries that some files contribute to tables. */
export class Touched {
  private readonly keys = new Map<AnyTable, Set<string>>();

  constructor(
    /** Before and after. */
    private readonly files: readonly FileFacts[],
    private readonly keyOf: KeyOf,
  ) {}

  hasFile(path: string): boolean {
    return this.files.some((facts) => facts.file === path);
  }

  keysOf(table: AnyTable): ReadonlySet<string> {
    let keys = this.keys.get(table);
    if (!keys) {
      keys = new Set();
      for (const facts of this.files) for (const [key] of table.entries(facts, this.keyOf)) keys.add(key);
      this.keys.set(table, keys);
    }
    return keys;
  }
}
