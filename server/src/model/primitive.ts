/**
 * What an ordering primitive is: the vocabulary of a dialect is a list of these.
 * Facts only; how two primitives pair is judged elsewhere.
 */

/**
 * What a primitive does, in the terms of Documentation/memory-barriers.txt and atomic_t.txt.
 * `rmw-conditional-full` is fully ordered on success and relaxed on failure;
 * `dependency-load` orders only what depends on the loaded value.
 */
export type Kind =
  | 'full'
  | 'write'
  | 'read'
  | 'acquire'
  | 'release'
  | 'publish'
  | 'dependency-load'
  | 'control-acquire'
  | 'load-relaxed'
  | 'store-relaxed'
  | 'before-atomic'
  | 'after-atomic'
  | 'rmw-full'
  | 'rmw-conditional-full'
  | 'rmw-acquire'
  | 'rmw-release'
  | 'rmw-relaxed'
  | 'lock'
  | 'unlock'
  | 'seq-read-begin'
  | 'seq-read-retry'
  | 'seq-write-begin'
  | 'seq-write-end'
  | 'rcu-read-lock'
  | 'rcu-read-unlock'
  | 'rcu-gp'
  | 'sleep'
  | 'wake'
  | 'io-read'
  | 'io-write'
  | 'compiler'
  | 'other';

export type Scope = 'smp' | 'dma' | 'io' | 'cpu-local' | 'compiler';

/** A primitive, or a family of them that differ only in name. */
export interface Primitive {
  /** The name people know it by; for a family the common form, as `atomic_{add,sub}_return`. */
  readonly name: string;
  /** Anchored regular expression of a family's names; absent when `name` is the only one. */
  readonly pattern?: string;
  readonly kind: Kind;
  /**
   * What it orders, as clauses `LEFT -> RIGHT [condition]` joined by `; `
   * (R loads, W stores; `this` is the access it makes itself).
   */
  readonly orders: string;
  /** 0-based position of the argument that names the object it accesses; null when it accesses none. */
  readonly addressArg: number | null;
  /** How that argument names the object: `&x` for `pointer`, `x` itself for `lvalue`. */
  readonly addressForm?: string;
  /** 0-based position of the argument that is stored. */
  readonly valueArg: number | null;
  /** When the ordering holds, if not always. */
  readonly condition: string | null;
  readonly scope: Scope;
  /** Kernel version that brought it, or took it away; null when older than our knowledge, or still there. */
  readonly since: string | null;
  readonly removed: string | null;
  /** Document and section, or header, that the facts are from. */
  readonly source: string;
  readonly summary: string;
  /** The mistake people make with it. */
  readonly gotcha?: string;
  /** It orders by how it is made, and no document promises that: nothing to replace a barrier by. */
  readonly incidental?: true;
}

/** The primitives of one dialect. Look-ups are exact: a name that merely ends in `_acquire` is unknown. */
export interface Vocabulary {
  readonly name: string;
  readonly primitives: readonly Primitive[];
  /** The primitive with this very name, or undefined. Constant time after the first call per name. */
  lookup(identifier: string): Primitive | undefined;
}
