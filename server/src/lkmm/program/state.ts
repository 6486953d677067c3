/** How far one way through a process has come. States are never changed: a fork goes on from the same one twice. */
import type { Path, PathCondition, ProcessEvent } from './event.ts';
import { isValue, Loaded, NO_VALUE, type Term } from './term.ts';

export interface Register {
  readonly term: Term;
  /** Loads that the value was computed from. */
  readonly deps: readonly number[];
}

export interface State {
  readonly events: readonly ProcessEvent[];
  readonly registers: ReadonlyMap<string, Register>;
  readonly conditions: readonly PathCondition[];
  readonly statement: number;
  /** Loads that decide whether this is executed. */
  readonly controls: readonly number[];
}

/** What an expression gives, and where the value comes from. */
export interface Result {
  readonly term: Term;
  /** Loads that it depends on through registers. Only these make address and data dependencies, as in herd. */
  readonly deps: readonly number[];
  /** Loads of the expression itself whose value it is computed from. */
  readonly direct: readonly number[];
  /** Events of the expression that come before whatever uses the value. */
  readonly before: readonly number[];
  /** All loads that anything in the expression depends on: what a branch on it depends on. */
  readonly seen: readonly number[];
}

export type Fork<T> = readonly (readonly [State, T])[];

export const NOTHING: readonly number[] = [];

export function constant(term: Term): Result {
  return { term, deps: NOTHING, direct: NOTHING, before: NOTHING, seen: NOTHING };
}

export function merge(...lists: readonly (readonly number[])[]): readonly number[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length < 2 ? (filled[0] ?? NOTHING) : [...new Set(filled.flat())];
}

/** The state after one more event, and the event's index. */
export function emit(
  state: State,
  event: Omit<ProcessEvent, 'statement' | 'ctrl'>,
): readonly [state: State, index: number] {
  const whole: ProcessEvent = { ...event, statement: state.statement, ctrl: state.controls };
  return [{ ...state, events: [...state.events, whole] }, state.events.length];
}

/** The state where a term is true, or is false; undefined where it can't be. */
export function assume(state: State, term: Term | typeof NO_VALUE, isTrue: boolean): State | undefined {
  if (term === NO_VALUE) return undefined;
  if (isValue(term)) return (term !== 0) === isTrue ? state : undefined;
  return { ...state, conditions: [...state.conditions, { term, isTrue }] };
}

export function loaded(process: number, index: number): Loaded {
  return new Loaded(process, index);
}

export function finish(process: number, state: State): Path {
  const registers = new Map([...state.registers].map(([name, { term }]) => [name, term]));
  return { process, events: state.events, conditions: state.conditions, registers };
}
