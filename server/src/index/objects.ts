/**
 * From an access path in one file to the identity of the object, with the structures of all files:
 * `a->b->c` is `struct T::c` where T is the type of member b.
 */
import type { FileFacts, ObjectPath } from '../model/facts.ts';

export class ObjectTable {
  private readonly structs = new Map<string, Readonly<Record<string, string>>>();

  constructor(files: readonly FileFacts[]) {
    for (const facts of files) {
      for (const struct of facts.structs) {
        // The same tag defined twice (two drivers, two arms of an #ifdef): the members of both.
        const known = this.structs.get(struct.name);
        this.structs.set(struct.name, known ? { ...struct.members, ...known } : struct.members);
      }
    }
  }

  /**
   * `struct tag::field` of the innermost structure whose type is known, `::global`, or null.
   * Where an inner type is unknown the members stay joined: `struct tag::a.b`.
   */
  identity(path: ObjectPath): string | null {
    if (path.base === '') return null;
    if (path.members.length === 0) return path.base.startsWith('::') ? path.base : null;
    let base = path.base;
    let first = 0;
    for (let i = 0; i + 1 < path.members.length; i++) {
      const type = typeOf(this.structs.get(base), path.members[i]!);
      if (type === undefined) break;
      base = type;
      first = i + 1;
    }
    const members = path.members.slice(first).join('.');
    // A member of a global of unknown type: the global is the best name there is.
    return `${base}::${members}`;
  }

  /** The structure whose definition would lengthen the path's identity, or null when nothing is missing. */
  missing(path: ObjectPath): string | null {
    let base = path.base;
    for (let i = 0; i + 1 < path.members.length; i++) {
      const members = this.structs.get(base);
      if (!members) return /^(struct|union) /.test(base) ? base : null;
      const type = typeOf(members, path.members[i]!);
      if (type === undefined) return null;
      base = type;
    }
    return null;
  }
}

/** Members may be called `constructor`, as properties of every object are. */
function typeOf(members: Readonly<Record<string, string>> | undefined, member: string): string | undefined {
  return members && Object.hasOwn(members, member) ? members[member] : undefined;
}
