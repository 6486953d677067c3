/**
 * The ways through one function: basic blocks with what they do to memory, and where each goes on. A flow says what a
 * window of lines can't: what is certainly run before a barrier, on which branch it stands, what comes round a loop.
 *
 * Within a block the events are in the order in which they are evaluated: an assignment's store comes after the loads
 * on its right side, a call after its arguments. Both sides of `&&`, `||` and `?:` have blocks of their own.
 * What a called function does is not in here; nor are accesses to local variables, whose values no one else sees.
 */
import type { ObjectPath, Site } from './facts.ts';

export interface Flow {
  /** Index into `functions` of the facts. */
  readonly fn: number;
  /** The callers hold a lock. */
  readonly entered?: true;
  /** What site events are indices into, where these are not the sites of the facts. */
  readonly sites?: readonly Site[];
  /** Index 0 is where the function begins. Blocks that nothing leads to are left out. */
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly events: readonly FlowEvent[];
  /**
   * Indices of the blocks that may be run next. With `test` the first is for true, the second for false. After a
   * `switch` one for each case in order and, without a default, the one behind it; after the head of an iterator macro
   * its body and what is behind. Empty: the function ends here.
   */
  readonly next: readonly number[];
  /** The condition that the events of the block end with, which decides between two ways on. */
  readonly test?: Condition;
}

/** Where the text of a condition stands: one operand of `&&` and `||`, without `!`, which is in the order of `next`. */
export interface Condition {
  readonly start: number;
  readonly end: number;
  /** The local variables in it that assignments of this flow are about. */
  readonly names?: readonly string[];
}

export type FlowEvent = SiteEvent | AccessEvent | CallEvent | AssignEvent;

/** A primitive: a barrier, a marked access, an atomic operation, a lock. */
export interface SiteEvent {
  readonly kind: 'site';
  readonly at: number;
  /** Index into `sites` of the flow or, without these, of the facts. */
  readonly site: number;
}

/** A plain access to something that others might see: a member, what a pointer points to, a global. */
export interface AccessEvent {
  readonly kind: 'access';
  readonly at: number;
  /** `base` is '' where the file doesn't tell; `text` is as written. */
  readonly object: ObjectPath;
  /** `update` both loads and stores (`x->n++`), `address` is only passed on (`&x->n`). */
  readonly mode: 'read' | 'write' | 'update' | 'address';
  /** What a `write` stores, where that is a number, `NULL`, `true` or `false`. */
  readonly value?: string;
}

/** A call of anything but a primitive. */
export interface CallEvent {
  readonly kind: 'call';
  readonly at: number;
  /** `->complete` for a call through a member, `asm` for inline assembly. */
  readonly name: string;
  /** What it does to a lock, by its name. */
  readonly lock?: 'take' | 'drop';
  /** The one fully ordered primitive that a short function of this file consists of. */
  readonly wraps?: string;
}

/**
 * A local variable gets another value. Listed are variables that occur in the objects and stored values of this flow, and
 * those that get what a primitive loads.
 */
export interface AssignEvent {
  readonly kind: 'assign';
  readonly at: number;
  readonly name: string;
  /** Index of the site whose value it is, or is made of. */
  readonly site?: number;
}
