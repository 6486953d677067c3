/** From the code of a process to its ways through: herd's CSem.ml, with branches taken apart. */

import type { Budget } from '../budget.ts';
import type { Expression, LitmusTest, Process, Statement } from '../syntax/litmus.ts';
import { Evaluator } from './evaluate.ts';
import type { Path } from './event.ts';
import { assume, finish, merge, NOTHING, type Register, type State } from './state.ts';
import { apply } from './term.ts';
import type { Addresses } from './value.ts';

/** All ways through a process. */
export function elaborate(test: LitmusTest, process: Process, addresses: Addresses, budget: Budget): Path[] {
  const evaluator = new Evaluator(process.number, addresses, budget);
  const start: State = {
    events: [],
    registers: initialRegisters(test, process, addresses),
    conditions: [],
    statement: 0,
    controls: NOTHING,
  };
  return run(process.body, [start], evaluator, budget).map((state) => finish(process.number, state));
}

function run(body: readonly Statement[], states: readonly State[], evaluator: Evaluator, budget: Budget): State[] {
  let current = [...states];
  for (const statement of body) {
    current = current.flatMap((state) =>
      step(statement, { ...state, statement: state.statement + 1 }, evaluator, budget),
    );
    budget.spend(current.length);
    budget.allowWays(current.length);
    budget.allowEvents(current[0]?.events.length ?? 0);
  }
  return current;
}

function step(statement: Statement, state: State, evaluator: Evaluator, budget: Budget): State[] {
  switch (statement.kind) {
    case 'declare':
      return statement.value ? assign(statement.name, statement.value, state, evaluator) : [state];
    case 'assign':
      return assign(statement.name, statement.value, state, evaluator);
    case 'store':
      return evaluator.plainStore(state, statement.address, statement.value, statement.span);
    case 'call':
      return evaluator.call(state, statement.call).map(([after]) => after);
    case 'block':
      return run(statement.body, [state], evaluator, budget);
    case 'if':
      return branch(statement, state, evaluator, budget);
  }
}

function assign(name: string, value: Expression, state: State, evaluator: Evaluator): State[] {
  return evaluator.evaluate(state, value).map(([after, { term, deps, direct }]) => {
    const registers = new Map(after.registers).set(name, { term, deps: merge(deps, direct) });
    return { ...after, registers };
  });
}

/** What stands in the branches depends on the condition; what comes after them does not. */
function branch(
  statement: Extract<Statement, { kind: 'if' }>,
  state: State,
  evaluator: Evaluator,
  budget: Budget,
): State[] {
  const { controls } = state;
  const results: State[] = [];
  for (const [after, condition] of evaluator.evaluate(state, statement.condition)) {
    const term = apply('!=', condition.term, 0, evaluator.addresses);
    const within = merge(controls, condition.deps, condition.seen);
    for (const [isTrue, body] of [
      [true, statement.then],
      [false, statement.otherwise ?? []],
    ] as const) {
      const taken = assume(after, term, isTrue);
      if (!taken) continue;
      for (const end of run(body, [{ ...taken, controls: within }], evaluator, budget)) {
        results.push({ ...end, controls });
      }
    }
  }
  return results;
}

/** Parameters hold the addresses of the variables of their names; other registers are zero unless the test says so. */
function initialRegisters(test: LitmusTest, process: Process, addresses: Addresses): Map<string, Register> {
  const registers = new Map<string, Register>();
  for (const { name } of process.parameters) registers.set(name, { term: addresses.of(name), deps: NOTHING });
  for (const name of sharedNames(test)) {
    if (!registers.has(name) && !isAssigned(name, process.body)) {
      registers.set(name, { term: addresses.of(name), deps: NOTHING });
    }
  }
  for (const { place, values } of test.init) {
    if (place.kind !== 'register' || place.process !== process.number) continue;
    const value = values[0] ?? 0;
    const term = typeof value === 'number' ? value : addresses.of(value.address, value.index);
    registers.set(place.name, { term, deps: NOTHING });
  }
  return registers;
}

/** Variables that the test names outside of the process's own parameters. */
function sharedNames(test: LitmusTest): Set<string> {
  const names = new Set(test.init.flatMap(({ place }) => (place.kind === 'global' ? [place.name] : [])));
  for (const { parameters } of test.processes) for (const { name } of parameters) names.add(name);
  return names;
}

function isAssigned(name: string, body: readonly Statement[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'declare':
      case 'assign':
        return statement.name === name;
      case 'block':
        return isAssigned(name, statement.body);
      case 'if':
        return isAssigned(name, statement.then) || isAssigned(name, statement.otherwise ?? []);
      default:
        return false;
    }
  });
}
