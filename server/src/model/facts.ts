/**
 * What one file says about ordering: small plain data, no trees, positions as UTF-16 offsets.
 * This is what workers produce, the cache stores and the index keeps.
 */
import type { Span } from '../text/span.ts';
import type { Claim, Suppression } from './claim.ts';
import type { Flow } from './flow.ts';
import type { Kind } from './primitive.ts';

export interface FileFacts {
  /** Path relative to the root, with `/`. */
  readonly file: string;
  /** Content hash of the text that the offsets belong to. */
  readonly hash: string;
  readonly functions: readonly FunctionFact[];
  /** In order of position. */
  readonly sites: readonly Site[];
  /** Comments that make a claim, in order of position. */
  readonly comments: readonly CommentFact[];
  /** Unmarked accesses to objects that have ordered ones in this file. */
  readonly accesses: readonly PlainAccess[];
  readonly labels: readonly LabelFact[];
  readonly suppressions: readonly SuppressionFact[];
  readonly structs: readonly StructFact[];
  /** File-scope static variables that sites or accesses of this file use: `::name` means another object elsewhere. */
  readonly statics: readonly string[];
  /** As written: `<linux/ioport.h>` is `linux/ioport.h`, `"internal.h"` is `./internal.h`. */
  readonly includes: readonly string[];
  /** Transmit queues that are stopped and looked at again, without a lock, in order of position. */
  readonly rechecks?: readonly RecheckFact[];
  /** Marked stores with a look at something else behind them that another function does the other way round, in order of position. */
  readonly looks?: readonly LookFact[];
  /** The ways through functions in which the order of accesses matters, in order of position. */
  readonly flows?: readonly Flow[];
  /**
   * The ways through further functions, in which order is the business of others: those that comments speak of, what these
   * call, and what calls them. In order of position.
   */
  readonly around?: readonly Flow[];
}

/** A function, or a macro that stands for one. Declarations are not listed. */
export interface FunctionFact {
  readonly name: string;
  readonly macro: boolean;
  /** An initialised table of functions; `calls` are its members. Listed only where a comment names it. */
  readonly table?: true;
  /** Offset of the name. */
  readonly at: number;
  /** The braces of a function, or a macro's replacement text. */
  readonly body: Span;
  readonly isStatic: boolean;
  /** Does nothing: `{}`, `{ return 0; }`, `do { } while (0)`: the arm of an #ifdef that is switched off. */
  readonly stub: boolean;
  /** Names called in the body, each once, with the first call's offset. Only for functions with something to say. */
  readonly calls?: readonly Call[];
}

export interface Call {
  readonly name: string;
  readonly at: number;
}

/** A use of a primitive in code. */
export interface Site {
  /** Offset of the callee's name. */
  readonly at: number;
  /** Offset past the closing parenthesis. */
  readonly end: number;
  /** As written: `smp_store_release`. */
  readonly primitive: string;
  readonly kind: Kind;
  /** Index into `functions`, or -1 at file scope. */
  readonly fn: number;
  readonly object?: ObjectPath;
  /** The stored value's text, for stores ("NULL", "inode"), at most 80 characters. */
  readonly value?: string;
  /** The stored value is a variable that is declared as a pointer; `new` if this function has just allocated what it points to. */
  readonly pointer?: 'known' | 'new';
  /** For a load: what becomes of the value. Only where it was looked at. */
  readonly use?: ValueUse;
  /** The bit that is set or cleared, or whose waiters are woken, where it is written as a constant. */
  readonly bit?: string;
  /** Of wait_event() and its kind: one of these ends the wait, where the condition is about nothing else. */
  readonly awaited?: readonly AwaitedValue[];
  /** A lock is held here, as far as this function tells. */
  readonly locked?: boolean;
  /**
   * Of operations that are written for ordering: no comment stands beside it, or one that says nothing but that there
   * is a barrier.
   */
  readonly remark?: 'none' | 'empty';
  /** For fences: shared-looking accesses on either side, nearest first. */
  readonly before?: readonly NearAccess[];
  readonly after?: readonly NearAccess[];
}

/** A constant that an object is compared with, or a bit of it that is tested. */
export interface AwaitedValue {
  /** The object's last member, or its name. */
  readonly object: string;
  readonly value: string;
  readonly is: 'equal' | 'other' | 'bit';
}

/**
 * An accessed object before types of other files are known.
 * `&sk->sk_prot` with `struct sock *sk` is `{ base: 'struct sock', members: ['sk_prot'] }`;
 * a global is `{ base: '::iomem_inode', members: [] }`; base '' is unknown.
 */
export interface ObjectPath {
  /** `struct tag`, `union tag`, a typedef's name, `::global`, or ''. */
  readonly base: string;
  /** Members from the base to the object; array indices dropped. */
  readonly members: readonly string[];
  /** The expression as written, white space folded: `sk->sk_prot`. */
  readonly text: string;
}

/** What happens to a loaded value, for the question whether a dependency orders later accesses. */
export interface ValueUse {
  /** Dereferenced, indexed with, or used to reach a member: an address dependency. */
  readonly dereferenced: boolean;
  /** Tested in a condition: a control dependency. */
  readonly tested: boolean;
  /** Returned or passed on, so the use may be elsewhere. */
  readonly escapes: boolean;
  /** What escapes is only the outcome of comparisons: `return p != NULL`. */
  readonly asOutcome?: true;
  /** Offset of the first dereference. */
  readonly dereferenceAt?: number;
}

export interface NearAccess {
  readonly at: number;
  readonly write: boolean;
  /** Only its address is passed on: what is done with it is not known. */
  readonly passed?: true;
  readonly object: ObjectPath;
}

/** An access without a primitive to an object that other code accesses with one. */
export interface PlainAccess {
  readonly at: number;
  readonly end: number;
  readonly fn: number;
  readonly object: ObjectPath;
  readonly mode: 'read' | 'write' | 'update' | 'address';
  readonly use?: ValueUse;
  /** A lock is held here, as far as this function tells. */
  readonly locked: boolean;
  /** The structure is reached through a pointer that this function allocated, or has just taken out of reach of others. */
  readonly private: boolean;
}

/** A comment with claims, bound to the code that it documents. */
export interface CommentFact {
  readonly span: Span;
  /** Index of the enclosing function, or of the one that the comment heads; -1 when neither. */
  readonly fn: number;
  readonly claims: readonly AnchoredClaim[];
}

export interface AnchoredClaim extends Claim {
  /** Indices into `sites` of the operations that the claim documents, first is the main one. Empty: none in the code. */
  readonly anchors: readonly number[];
  /** Without anchors: the call in the statement below, which may wrap the operation. */
  readonly call?: Call;
}

/** A label and the site that it names. */
export interface LabelFact {
  readonly span: Span;
  readonly function: string | null;
  readonly label: string;
  /** Index into `sites`, or -1 when no site stands there. */
  readonly site: number;
  /** Index into `functions`, or -1. */
  readonly fn: number;
}

/** A structure's members that have a nameable type: enough to follow `a->b->c`. */
export interface StructFact {
  /** `struct tag`, `union tag`, or the typedef's name of an anonymous one. */
  readonly name: string;
  readonly at: number;
  /** Member name to type (`struct tag` or typedef's name), pointers and arrays stripped; only aggregate and typedef types. */
  readonly members: Readonly<Record<string, string>>;
}

/** `netif_stop_queue(dev); if (has_space(ring)) netif_start_queue(dev);`: a store, then a load. */
export interface RecheckFact {
  /** Index into `functions`. */
  readonly fn: number;
  /** Offset of the stopping call's name. */
  readonly at: number;
  /** The names of the calls that stop the queue and set it going. */
  readonly stop: string;
  readonly start: string;
  /** Inside the condition's parentheses. */
  readonly check: Span;
  /** Names called in the condition. */
  readonly calls: readonly string[];
  /** A barrier in between that holds no store before a load. */
  readonly weak?: string;
  /** Who in this file makes space. */
  readonly maker?: SpaceMaker;
}

/** A function that stores what another one, which has stopped a transmit queue, looks at for space. */
export interface SpaceMaker {
  /** Index into `functions`. */
  readonly fn: number;
  /** The name of what it stores to, or of the function that does. */
  readonly store: Span;
  /** The call that tells whether the queue is stopped, or of the function that asks; before `store` where it looks first. */
  readonly look: Span;
}

/** `set_bit(STOPPED, &q->state); if (READ_ONCE(q->space))`, and who stores the space and then looks at the bit. */
export interface LookFact {
  /** Index into `functions`. */
  readonly fn: number;
  /** Offset of the storing primitive's name. */
  readonly at: number;
  readonly primitive: string;
  /** Inside the condition's parentheses. */
  readonly check: Span;
  /** A barrier in between that holds no store before a load, and the offset of its name. */
  readonly weak?: Call;
  readonly other: OppositeFact;
}

/** The function that stores what the look is at, and then looks at what is stored before it. */
export interface OppositeFact {
  /** Index into `functions`. */
  readonly fn: number;
  /** The names of the primitive that stores, and of the one that loads or the function that does. */
  readonly store: Span;
  readonly look: Span;
  /** What keeps its two apart: a barrier, one of the two operations, or nothing. */
  readonly order: 'fence' | 'implied' | 'none';
}

/** A suppression comment and the code that it silences: the statement or function below it, or its own line. */
export interface SuppressionFact extends Suppression {
  readonly scope: Span;
}
