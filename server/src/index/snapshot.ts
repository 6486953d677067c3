/**
 * An immutable view of all facts, with the tables that pairing and rules look things up in. Tables are built when first
 * asked for; a snapshot that differs in a few files from an earlier one takes them over and changes those files.
 */
import type { Mention } from '../model/demand.ts';
import type { FileFacts, ObjectPath, PlainAccess, Site } from '../model/facts.ts';
import { staticKey } from '../model/objects.ts';
import { directoryOf, stemOf } from '../model/paths.ts';
import { ObjectTable } from './objects.ts';
import { Reads, Touched } from './reads.ts';
import { type Change, type Entry, Table, type TableOf } from './table.ts';

export type { Reads, Touched } from './reads.ts';
export type { Entry, KeyOf, TableOf } from './table.ts';

export interface FunctionRef {
  readonly facts: FileFacts;
  /** Index into `facts.functions`. */
  readonly fn: number;
}

export interface SiteRef {
  readonly facts: FileFacts;
  readonly site: Site;
}

export interface AccessRef {
  readonly facts: FileFacts;
  readonly access: PlainAccess;
}

/** Everything that touches one object. */
export interface ObjectUses {
  readonly sites: readonly SiteRef[];
  readonly accesses: readonly AccessRef[];
}

/** What an index knows beside the facts of files. */
export interface Answers {
  /** Where names occur in code that no function of the index has. */
  readonly mentions: ReadonlyMap<string, readonly Mention[]>;
  /** Names that exist outside of what is indexed. */
  readonly assumed: ReadonlySet<string>;
  /** Names and structures that the whole tree was searched for. */
  readonly answered: ReadonlySet<string>;
}

/** A function that calls more is no wrapper of a barrier. */
const MOST_CALLEES = 12;

const NO_USES: ObjectUses = { sites: [], accesses: [] };

export class Snapshot {
  private readonly tables = new Map<TableOf<never>, Table<never>>();
  private readonly origin: Snapshot;
  /** What is different from the origin, in order of path. */
  private readonly changes: readonly Change[];
  private objectTable: ObjectTable | undefined;
  private sorted: readonly FileFacts[] | undefined;
  private reads: Reads | undefined;

  /** With `earlier`, a snapshot of the same index, little is made anew if little is different. */
  constructor(
    private readonly byPath: ReadonlyMap<string, FileFacts>,
    readonly answers: Answers,
    earlier?: Snapshot,
  ) {
    const origin = earlier?.origin;
    const changes = origin && changesBetween(origin.byPath, byPath);
    this.origin = changes ? origin : this;
    this.changes = changes ?? [];
  }

  /** All files, in order of path. */
  files(): readonly FileFacts[] {
    this.sorted ??= [...this.byPath.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    return this.sorted;
  }

  file(path: string): FileFacts | undefined {
    return this.byPath.get(path);
  }

  /** The entries of a table under a key, in order of file and position. */
  look<T extends Entry>(definition: TableOf<T>, key: string): readonly T[] {
    this.reads?.add(definition, key);
    return this.table(definition).get(key);
  }

  /** The keys under which a table has entries. */
  keys<T extends Entry>(definition: TableOf<T>): Iterable<string> {
    return this.table(definition).keys();
  }

  /** The files of a directory (path without a trailing slash), in order of path. */
  filesIn(directory: string): readonly FileFacts[] {
    return this.look(DIRECTORIES, directory).map(({ facts }) => facts);
  }

  /** The files of a name without its extension, in any directory. */
  filesCalled(stem: string): readonly FileFacts[] {
    return this.look(STEMS, stem).map(({ facts }) => facts);
  }

  /** Functions and macros of this name, in order of file and position. */
  functionsNamed(name: string): readonly FunctionRef[] {
    return this.look(FUNCTIONS, name);
  }

  /** Where a name occurs in code that no function of the index has. */
  mentions(name: string): readonly Mention[] {
    return this.answers.mentions.get(name) ?? [];
  }

  /** Whether the name was declared to exist outside of what is indexed. */
  isAssumed(name: string): boolean {
    return this.answers.assumed.has(name);
  }

  /** Whether the whole tree was searched for the name: until then nothing can be said of its absence. */
  isAnswered(name: string): boolean {
    return this.answers.answered.has(name);
  }

  /** The sites in a function or macro, in order of position. */
  sitesIn(ref: FunctionRef): readonly Site[] {
    let table = sitesByFunction.get(ref.facts);
    if (!table) {
      table = new Map();
      for (const site of ref.facts.sites) {
        const list = table.get(site.fn);
        if (list) list.push(site);
        else table.set(site.fn, [site]);
      }
      sitesByFunction.set(ref.facts, table);
    }
    return table.get(ref.fn) ?? [];
  }

  /** The functions that `ref` calls which stand in its file or have just one definition: some, in order of the calls. */
  callees(ref: FunctionRef): FunctionRef[] {
    const callees: FunctionRef[] = [];
    for (const call of ref.facts.functions[ref.fn]?.calls ?? []) {
      const callee = this.callee(ref.facts, call.name);
      if (callee && (callee.fn !== ref.fn || callee.facts !== ref.facts)) callees.push(callee);
      if (callees.length >= MOST_CALLEES) break;
    }
    return callees;
  }

  /** The function that a call in `facts` reaches: of the same file, or the only one of its name. */
  callee(facts: FileFacts, name: string): FunctionRef | undefined {
    const definitions = this.functionsNamed(name).filter((d) => !d.facts.functions[d.fn]!.stub);
    return definitions.find((d) => d.facts === facts) ?? (definitions.length === 1 ? definitions[0] : undefined);
  }

  /** The functions of a table, wherever they are defined near it. */
  members({ facts, fn }: FunctionRef): FunctionRef[] {
    return (facts.functions[fn]?.calls ?? []).flatMap((member) =>
      this.functionsNamed(member.name).filter((d) => d.facts === facts || !d.facts.functions[d.fn]!.isStatic),
    );
  }

  /** The object's identity: `struct tag::field`, `::global`, or null when it can't be told. */
  object(path: ObjectPath | undefined): string | null {
    return path ? this.objects().identity(path) : null;
  }

  /** The key that tells apart static variables of the same name in different files. */
  objectKey(facts: FileFacts, path: ObjectPath | undefined): string | null {
    const identity = this.object(path);
    if (identity === null || !identity.startsWith('::')) return identity;
    return facts.statics.includes(identity.slice(2)) ? staticKey(facts.file, identity) : identity;
  }

  /** Everything that touches the object with this key. */
  uses(key: string): ObjectUses {
    const sites = this.look(SITES, key);
    const accesses = this.look(ACCESSES, key);
    return sites.length + accesses.length === 0 ? NO_USES : { sites, accesses };
  }

  objects(): ObjectTable {
    if (!this.objectTable) {
      const isSame = this.origin !== this && this.changes.every(hasSameStructs);
      this.objectTable = isSame ? this.origin.objects() : new ObjectTable(this.files());
    }
    return this.objectTable;
  }

  /**
   * What files that are different from another snapshot's contribute to tables; undefined when these are many, or when
   * more than files is different.
   */
  changesSince(earlier: Snapshot): Touched | undefined {
    if (this.answers !== earlier.answers || this.objects() !== earlier.objects()) return undefined;
    const changes = changesBetween(earlier.byPath, this.byPath);
    const files = changes?.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
    return files && new Touched(files, this.keyOf);
  }

  /** What `use` looks up, for asking a later snapshot whether that would be the same there. */
  recording<T>(use: () => T): { readonly result: T; readonly reads: Reads } {
    const reads = new Reads();
    this.reads = reads;
    try {
      return { result: use(), reads };
    } finally {
      this.reads = undefined;
    }
  }

  /** `objectKey` as a function of its own. */
  readonly keyOf = (facts: FileFacts, path: ObjectPath | undefined) => this.objectKey(facts, path);

  private table<T extends Entry>(definition: TableOf<T>): Table<T> {
    const known = this.tables.get(definition as TableOf<never>) as Table<T> | undefined;
    if (known) return known;
    const canDerive = this.origin !== this && !(definition.usesObjects && this.objects() !== this.origin.objects());
    const made = canDerive
      ? this.origin.table(definition).derive(definition, this.changes, this.keyOf)
      : Table.of(definition, this.files(), this.keyOf);
    this.tables.set(definition as TableOf<never>, made as Table<never>);
    return made;
  }
}

/** With more changes than this a fresh start costs less than looking at them with every question. */
const MOST_CHANGES = 64;

/** In order of path; undefined when there are too many. */
function changesBetween(
  before: ReadonlyMap<string, FileFacts>,
  after: ReadonlyMap<string, FileFacts>,
): Change[] | undefined {
  const changes: Change[] = [];
  for (const [path, facts] of after) {
    const known = before.get(path);
    if (known !== facts) changes.push({ before: known, after: facts });
    if (changes.length > MOST_CHANGES) return undefined;
  }
  for (const [path, facts] of before) if (!after.has(path)) changes.push({ before: facts, after: undefined });
  const pathOf = ({ before, after }: Change) => (after ?? before)!.file;
  return changes.length > MOST_CHANGES ? undefined : changes.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
}

function hasSameStructs({ before, after }: Change): boolean {
  const written = (facts: FileFacts | undefined) =>
    JSON.stringify((facts?.structs ?? []).map(({ name, members }) => [name, members]));
  return written(before) === written(after);
}

/** Facts never change, so the table of a file is made once. */
const sitesByFunction = new WeakMap<FileFacts, Map<number, Site[]>>();

const FUNCTIONS: TableOf<FunctionRef> = {
  *entries(facts) {
    for (let fn = 0; fn < facts.functions.length; fn++) yield [facts.functions[fn]!.name, { facts, fn }];
  },
};

const DIRECTORIES: TableOf<Entry> = { entries: (facts) => [[directoryOf(facts.file), { facts }]] };

const STEMS: TableOf<Entry> = { entries: (facts) => [[stemOf(facts.file), { facts }]] };

/** Sites by the key of the object that they access. */
export const SITES: TableOf<SiteRef> = {
  usesObjects: true,
  *entries(facts, keyOf) {
    for (const site of facts.sites) {
      const key = keyOf(facts, site.object);
      if (key !== null) yield [key, { facts, site }];
    }
  },
};

/** Plain accesses by the key of their object. */
const ACCESSES: TableOf<AccessRef> = {
  usesObjects: true,
  *entries(facts, keyOf) {
    for (const access of facts.accesses) {
      const key = keyOf(facts, access.object);
      if (key !== null) yield [key, { facts, access }];
    }
  },
};
