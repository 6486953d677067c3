/** The events of one choice of ways through the processes: initial stores first, then each process in order. */

import type { EventKind, Path, ProcessEvent } from '../program/event.ts';
import { addressesIn, type Term } from '../program/term.ts';
import { Address, type Addresses, type Value } from '../program/value.ts';
import type { LitmusTest } from '../syntax/litmus.ts';

export interface Event {
  readonly kind: EventKind | 'IW';
  /** -1 of an initial store. */
  readonly process: number;
  /** What it is in its process; an initial store is nothing there. */
  readonly own?: ProcessEvent;
  /** Of a store that belongs to a read-modify-write: the index of its load. */
  readonly load: number;
}

export interface Candidate {
  readonly paths: readonly Path[];
  readonly events: readonly Event[];
  /** Index of the first event of each process. */
  readonly bases: readonly number[];
  /** Shared variables that matter; variable `i` has the initial store `i`. */
  readonly variables: readonly Address[];
  readonly initial: readonly Value[];
}

/** Puts ways through the processes together. */
export function combine(paths: readonly Path[], state: InitialState): Candidate {
  const variables = variablesOf(paths, state);
  const events: Event[] = variables.map(() => ({ kind: 'IW', process: -1, load: -1 }));
  const bases: number[] = [];
  for (const path of paths) {
    const base = events.length;
    bases.push(base);
    for (const own of path.events) {
      const load = own.load === undefined ? -1 : base + own.load;
      events.push({ kind: own.kind, process: path.process, own, load });
    }
  }
  return { paths, events, bases, variables, initial: variables.map((variable) => state.valueOf(variable)) };
}

/** Those that an event names, and those that are reachable from them. */
function variablesOf(paths: readonly Path[], state: InitialState): Address[] {
  const found = new Set<Address>();
  const visit = (address: Address): void => {
    if (found.has(address)) return;
    found.add(address);
    for (const element of state.elementsOf(address)) visit(element);
    const value = state.valueOf(address);
    if (value instanceof Address) visit(value);
  };
  const visitTerm = (term: Term | undefined): void => {
    if (term !== undefined) addressesIn(term, visit);
  };
  for (const { events } of paths) {
    for (const { address, value } of events) {
      visitTerm(address);
      visitTerm(value);
    }
  }
  return [...found];
}

/** What shared variables hold at first: zero, unless the test says otherwise. */
export class InitialState {
  private readonly values = new Map<Address, Value>();
  private readonly lengths = new Map<string, number>();
  private readonly addresses: Addresses;

  constructor(test: LitmusTest, addresses: Addresses) {
    this.addresses = addresses;
    for (const { place, values, length } of test.init) {
      if (place.kind !== 'global') continue;
      if (length !== undefined) this.lengths.set(place.name, length);
      values.forEach((value, index) => {
        const held = typeof value === 'number' ? value : addresses.of(value.address, value.index);
        this.values.set(addresses.of(place.name, index), held);
      });
    }
  }

  valueOf(variable: Address): Value {
    return this.values.get(variable) ?? 0;
  }

  /** The elements of an array that a variable is one of. */
  elementsOf({ name }: Address): readonly Address[] {
    const length = this.lengths.get(name) ?? 0;
    return Array.from({ length }, (_, index) => this.addresses.of(name, index));
  }
}
