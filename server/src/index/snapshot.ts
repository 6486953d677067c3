/**
 * An immutable view of all facts, with the tables that pairing and rules look things up in.
 * Tables are built when first asked for.
 */
import type { Mention } from '../model/demand.ts';
import type { FileFacts, ObjectPath, PlainAccess, Site } from '../model/facts.ts';
import { staticKey } from '../model/objects.ts';
import { directoryOf } from '../model/paths.ts';
import { ObjectTable } from './objects.ts';

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

/** A function that calls more is no wrapper of a barrier. */
const MOST_CALLEES = 12;

const NO_USES: ObjectUses = { sites: [], accesses: [] };

export class Snapshot {
  private functionTable: Map<string, FunctionRef[]> | undefined;
  private directoryTable: Map<string, FileFacts[]> | undefined;
  private usesTable: Map<string, { sites: SiteRef[]; accesses: AccessRef[] }> | undefined;
  private objectTable: ObjectTable | undefined;
  private readonly sitesByFunction = new WeakMap<FileFacts, Map<number, Site[]>>();
  private sorted: FileFacts[] | undefined;

  constructor(
    private readonly byPath: ReadonlyMap<string, FileFacts>,
    private readonly mentioned: ReadonlyMap<string, readonly Mention[]>,
    private readonly assumed: ReadonlySet<string>,
  ) {}

  /** All files, in order of path. */
  files(): readonly FileFacts[] {
    this.sorted ??= [...this.byPath.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    return this.sorted;
  }

  file(path: string): FileFacts | undefined {
    return this.byPath.get(path);
  }

  /** The files of a directory (path without a trailing slash), in order of path. */
  filesIn(directory: string): readonly FileFacts[] {
    if (!this.directoryTable) {
      this.directoryTable = new Map();
      for (const facts of this.files()) {
        const parent = directoryOf(facts.file);
        const list = this.directoryTable.get(parent);
        if (list) list.push(facts);
        else this.directoryTable.set(parent, [facts]);
      }
    }
    return this.directoryTable.get(directory) ?? [];
  }

  /** Functions and macros of this name, in order of file and position. */
  functionsNamed(name: string): readonly FunctionRef[] {
    this.functionTable ??= this.buildFunctionTable();
    return this.functionTable.get(name) ?? [];
  }

  /** Where a name occurs in code that no function of the index has. */
  mentions(name: string): readonly Mention[] {
    return this.mentioned.get(name) ?? [];
  }

  /** Whether the name was declared to exist outside of what is indexed. */
  isAssumed(name: string): boolean {
    return this.assumed.has(name);
  }

  /** The sites in a function or macro, in order of position. */
  sitesIn(ref: FunctionRef): readonly Site[] {
    let table = this.sitesByFunction.get(ref.facts);
    if (!table) {
      table = new Map();
      for (const site of ref.facts.sites) {
        const list = table.get(site.fn);
        if (list) list.push(site);
        else table.set(site.fn, [site]);
      }
      this.sitesByFunction.set(ref.facts, table);
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
    return this.allUses().get(key) ?? NO_USES;
  }

  /** All objects that any site accesses, by key. */
  allUses(): ReadonlyMap<string, ObjectUses> {
    this.usesTable ??= this.buildUsesTable();
    return this.usesTable;
  }

  objects(): ObjectTable {
    this.objectTable ??= new ObjectTable(this.files());
    return this.objectTable;
  }

  private buildFunctionTable(): Map<string, FunctionRef[]> {
    const table = new Map<string, FunctionRef[]>();
    for (const facts of this.files()) {
      facts.functions.forEach((fn, i) => {
        const list = table.get(fn.name);
        if (list) list.push({ facts, fn: i });
        else table.set(fn.name, [{ facts, fn: i }]);
      });
    }
    return table;
  }

  private buildUsesTable(): Map<string, { sites: SiteRef[]; accesses: AccessRef[] }> {
    const table = new Map<string, { sites: SiteRef[]; accesses: AccessRef[] }>();
    const at = (key: string) => {
      let uses = table.get(key);
      if (!uses) table.set(key, (uses = { sites: [], accesses: [] }));
      return uses;
    };
    for (const facts of this.files()) {
      for (const site of facts.sites) {
        const key = this.objectKey(facts, site.object);
        if (key !== null) at(key).sites.push({ facts, site });
      }
      for (const access of facts.accesses) {
        const key = this.objectKey(facts, access.object);
        if (key !== null) at(key).accesses.push({ facts, access });
      }
    }
    return table;
  }
}
