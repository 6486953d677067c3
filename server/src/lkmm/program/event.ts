/** Events of a process: what one way through its code does to shared memory, and to the barriers in between. */
import type { Span } from '../../text/span.ts';
import type { FenceKind, Order } from '../syntax/primitives.ts';
import type { Term } from './term.ts';

/**
 * `R` and `W`: a load and a store. `F`: a barrier. The rest is of locks, in the words of lock.cat: `LKR` and `LKW` are
 * the two halves of taking one, `UL` releases it, `LF` is a trylock that fails, `RL` and `RU` are spin_is_locked()
 * that finds it held and free.
 */
export type EventKind = 'R' | 'W' | 'F' | 'LKR' | 'LKW' | 'UL' | 'LF' | 'RL' | 'RU' | 'SRCU';

export type SrcuKind = 'srcu-lock' | 'srcu-unlock' | 'srcu-down' | 'srcu-up' | 'sync-srcu';

export interface ProcessEvent {
  readonly kind: EventKind;
  /** Of a load or store: undefined when it is plain. */
  readonly order?: Exclude<Order, 'mb'>;
  readonly fence?: FenceKind;
  readonly srcu?: SrcuKind;
  /** A half of a read-modify-write, also of one that failed: the RMW of linux-kernel.bell. */
  readonly isAtomic: boolean;
  /** Of a store that belongs to a read-modify-write: its load. */
  readonly load?: number;
  readonly address?: Term;
  /** What a store writes, and the index that SRCU passes from lock to unlock. */
  readonly value?: Term;
  /** Statement that it belongs to. Events of one statement are ordered as far as `after` says. */
  readonly statement: number;
  /** Events of the same statement that come before it. */
  readonly after: readonly number[];
  /** Loads that its address, its value and its execution depend on. */
  readonly addr: readonly number[];
  readonly data: readonly number[];
  readonly ctrl: readonly number[];
  readonly span: Span;
}

/** One way through a process. */
export interface Path {
  readonly process: number;
  readonly events: readonly ProcessEvent[];
  /** What must be so for this way to be taken: a term that is zero, or is not. */
  readonly conditions: readonly PathCondition[];
  /** Final values of registers. */
  readonly registers: ReadonlyMap<string, Term>;
}

export interface PathCondition {
  readonly term: Term;
  readonly isTrue: boolean;
}
