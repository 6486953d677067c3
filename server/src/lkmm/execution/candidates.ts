/** All candidate executions of a test: ways through the processes, sources of loads, orders of stores. */
import type { Budget } from '../budget.ts';
import { GaveUp } from '../budget.ts';
import { elaborate } from '../program/elaborate.ts';
import type { Path } from '../program/event.ts';
import { type Address, Addresses } from '../program/value.ts';
import type { LitmusTest } from '../syntax/litmus.ts';
import { type Base, baseOf } from './base.ts';
import { type Accesses, ordersOf } from './coherence.ts';
import { type Candidate, combine, InitialState } from './events.ts';
import { forEachReading } from './reads.ts';
import type { Resolver } from './resolve.ts';

/** One choice of sources for all loads. Orders of stores are chosen for each variable on its own. */
export interface Reading {
  readonly candidate: Candidate;
  readonly base: Base;
  readonly resolver: Resolver;
  /** For each event the index of its variable, or -1. */
  readonly variables: Int32Array;
}

export interface Program {
  readonly addresses: Addresses;
  readonly state: InitialState;
  readonly paths: readonly (readonly Path[])[];
}

export function programOf(test: LitmusTest, budget: Budget): Program {
  const addresses = new Addresses();
  const state = new InitialState(test, addresses);
  const paths = test.processes.map((process) => elaborate(test, process, addresses, budget));
  return { addresses, state, paths };
}

/** Calls `found` with each reading. `begin` is called before those of one choice of ways. */
export function forEachReadingOf(
  { paths, state, addresses }: Program,
  budget: Budget,
  mostEvents: number,
  found: (reading: Reading) => void,
): void {
  choose([]);

  function choose(chosen: readonly Path[]): void {
    if (chosen.length < paths.length) {
      for (const path of paths[chosen.length]!) choose([...chosen, path]);
      return;
    }
    const candidate = combine(chosen, state);
    if (candidate.events.length > mostEvents) {
      throw new GaveUp('events', `the test is too large: more than ${mostEvents} events`);
    }
    budget.spend(candidate.events.length);
    const base = baseOf(candidate);
    const variableOf = new Map<Address, number>(candidate.variables.map((variable, index) => [variable, index]));
    forEachReading(candidate, base, addresses, budget, (resolver) => {
      const variables = Int32Array.from(candidate.events, (_, event) => {
        const variable = resolver.variable(event);
        return typeof variable === 'object' ? (variableOf.get(variable) ?? -1) : -1;
      });
      found({ candidate, base, resolver, variables });
    });
  }
}

/** Calls `found` with each choice of orders, after the sources of lock takings have been filled in. */
export function forEachOrder(
  { candidate, base, resolver, variables }: Reading,
  budget: Budget,
  found: (orders: readonly (readonly number[])[], sources: Int32Array) => void,
): void {
  const choices: (readonly (readonly number[])[])[] = [];
  for (let variable = 0; variable < candidate.variables.length; variable++) {
    const orders = ordersOf(accessesOf(candidate, variables, variable), resolver.sources, base, candidate);
    budget.spend(orders.length);
    if (orders.length === 0) return;
    choices.push(orders);
  }
  const { sources } = resolver;
  pick([]);
  // The next reading starts without them.
  candidate.events.forEach(({ kind }, event) => {
    if (kind === 'LKR') sources[event] = -1;
  });

  function pick(orders: readonly (readonly number[])[]): void {
    if (orders.length < choices.length) {
      for (const order of choices[orders.length]!) pick([...orders, order]);
      return;
    }
    budget.spend(candidate.events.length);
    for (const order of orders) if (!readTakings(order)) return;
    found(orders, sources);
  }

  /** lock.cat, at its end: taking a lock reads the release, or the initial state, that comes right before. */
  function readTakings(order: readonly number[]): boolean {
    return order.every((event, at) => {
      if (candidate.events[event]!.kind !== 'LKW') return true;
      const previous = order[at - 1]!;
      const { kind } = candidate.events[previous]!;
      sources[event - 1] = previous;
      return kind === 'IW' || kind === 'UL';
    });
  }
}

function accessesOf({ events }: Candidate, variables: Int32Array, variable: number): Accesses {
  const of = (...kinds: readonly string[]) =>
    events.flatMap(({ kind }, event) => (variables[event] === variable && kinds.includes(kind) ? [event] : []));
  return {
    initial: variable,
    loads: of('R', 'LF', 'RL', 'RU'),
    stores: of('W', 'LKW'),
    releases: of('UL'),
  };
}
