/** All candidate executions of a test: every choice of ways through its processes, each searched on its own. */
import type { Budget } from '../budget.ts';
import { elaborate } from '../program/elaborate.ts';
import type { Path } from '../program/event.ts';
import { Addresses } from '../program/value.ts';
import type { LitmusTest } from '../syntax/litmus.ts';
import { baseOf } from './base.ts';
import { combine, InitialState } from './events.ts';
import { Resolver } from './resolve.ts';
import { Search, type Visitor } from './search.ts';

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

export function forEachCandidate({ paths, state, addresses }: Program, budget: Budget, visitor: Visitor): void {
  choose([]);

  function choose(chosen: readonly Path[]): void {
    if (chosen.length < paths.length) {
      for (const path of paths[chosen.length]!) choose([...chosen, path]);
      return;
    }
    const candidate = combine(chosen, state);
    budget.allowEvents(candidate.events.length);
    budget.spend(candidate.events.length);
    new Search(candidate, baseOf(candidate), new Resolver(candidate, addresses), budget, visitor).run();
  }
}
