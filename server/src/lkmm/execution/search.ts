/**
 * Looks for all candidate executions of one choice of ways through the processes: first the orders in which locks are
 * taken, then what each load reads, then the orders of stores. `isHopeless` is asked in between whether what is settled
 * so far already rules everything out, which keeps the search from trying what cannot come to anything.
 */
import type { Budget } from '../budget.ts';
import type { Address } from '../program/value.ts';
import type { Base } from './base.ts';
import { type Accesses, forAnyOrder, forEachOrder, requiredPairs } from './coherence.ts';
import type { Candidate } from './events.ts';
import { Readings } from './reads.ts';
import type { Resolver } from './resolve.ts';

/** What is settled. All of it is at the end of the search; the arrays are used again afterwards. */
export interface Settled {
  readonly candidate: Candidate;
  readonly base: Base;
  readonly resolver: Resolver;
  /** For each event the index of its variable; -1 when it has none, or it isn't known yet. */
  readonly variables: Int32Array;
  /** For each variable the order of its stores, where it is settled. */
  readonly orders: readonly (readonly number[] | undefined)[];
}

export interface Visitor {
  /** Whether this can be no part of a possible execution. `pairs` are stores whose order follows from it. */
  readonly isHopeless: (settled: Settled, pairs: readonly (readonly [number, number])[]) => boolean;
  readonly found: (settled: Settled) => void;
  /** Whether anybody wants to hear of what can come of this; absent: of everything. */
  readonly isWanted?: (settled: Settled) => boolean;
  /** False: also what coherence and atomicity rule out is found, to be shown why. */
  readonly isCoherent?: boolean;
}

export class Search {
  private readonly readings: Readings;
  private readonly orders: (readonly number[] | undefined)[];
  private variables: Int32Array;
  private readonly variableOf: ReadonlyMap<Address, number>;
  private readonly isConstant: boolean;
  private asked = 0;
  private answered = 0;
  private skipped = 0;

  constructor(
    private readonly candidate: Candidate,
    private readonly base: Base,
    private readonly resolver: Resolver,
    private readonly budget: Budget,
    private readonly visitor: Visitor,
  ) {
    this.readings = new Readings(candidate, base, resolver, budget, visitor.isCoherent ?? true);
    this.orders = candidate.variables.map(() => undefined);
    this.variableOf = new Map(candidate.variables.map((variable, index) => [variable, index]));
    this.variables = this.currentVariables();
    this.isConstant = candidate.events.every(
      ({ own }, event) => own?.address === undefined || this.variables[event]! >= 0,
    );
  }

  run(): void {
    if (this.readings.isPossible()) this.settleLocks(0);
  }

  private settleLocks(variable: number): void {
    if (variable === this.candidate.variables.length) {
      this.settleReads(this.readings.loads);
      return;
    }
    const accesses = this.accessesOf(variable);
    const isLock = accesses.stores.some((store) => this.candidate.events[store]!.kind === 'LKW');
    if (!isLock || !this.isConstant) {
      this.settleLocks(variable + 1);
      return;
    }
    this.eachOrder(variable, accesses, () => this.settleLocks(variable + 1));
  }

  private settleReads(open: readonly number[]): void {
    if (!this.isConstant) this.variables = this.currentVariables();
    if (!this.isWanted()) return;
    if (open.length === 0) {
      if (this.readings.isComplete()) this.settleOrders(0);
      return;
    }
    if (open.length > 1 && this.isHopeless()) return;
    this.readings.forEachSource(open, (rest) => this.settleReads(rest));
  }

  private settleOrders(variable: number): void {
    if (variable > 0 && !this.isWanted()) return;
    if (variable === this.candidate.variables.length) {
      this.budget.spend(this.candidate.events.length);
      this.visitor.found(this.settled());
      return;
    }
    if (this.orders[variable]) {
      this.settleOrders(variable + 1);
      return;
    }
    const accesses = this.accessesOf(variable);
    if (accesses.stores.length > 1 && this.isHopeless()) return;
    this.eachOrder(variable, accesses, () => this.settleOrders(variable + 1));
  }

  private eachOrder(variable: number, accesses: Accesses, next: () => void): void {
    const { candidate, base, resolver, budget } = this;
    const settle = (order: readonly number[]): void => {
      this.orders[variable] = order;
      if (this.readTakings(order)) next();
    };
    if (this.visitor.isCoherent === false) forAnyOrder(accesses, base, candidate, budget, settle);
    else forEachOrder(accesses, resolver.sources, base, candidate, budget, settle);
    this.orders[variable] = undefined;
    for (const store of accesses.stores) {
      if (candidate.events[store]!.kind === 'LKW') resolver.sources[store - 1] = -1;
    }
  }

  /** lock.cat, at its end: taking a lock reads the release, or the initial state, that comes right before. */
  private readTakings(order: readonly number[]): boolean {
    const { events } = this.candidate;
    return order.every((event, at) => {
      if (events[event]!.kind !== 'LKW') return true;
      const previous = order[at - 1]!;
      this.resolver.sources[event - 1] = previous;
      return events[previous]!.kind === 'IW' || events[previous]!.kind === 'UL';
    });
  }

  private settled(): Settled {
    const { candidate, base, resolver, variables, orders } = this;
    return { candidate, base, resolver, variables, orders };
  }

  private isWanted(): boolean {
    return this.visitor.isWanted?.(this.settled()) ?? true;
  }

  private isHopeless(): boolean {
    if (!this.shallAsk()) return false;
    this.asked++;
    const isHopeless = this.askWhetherHopeless();
    if (isHopeless) this.answered++;
    return isHopeless;
  }

  /** Where the answer has mostly been no, it is asked for more rarely. */
  private shallAsk(): boolean {
    const { asked, answered } = this;
    return asked < 8 || answered * 6 > asked || ++this.skipped % 8 === 0;
  }

  private askWhetherHopeless(): boolean {
    const { candidate, base, resolver, orders } = this;
    const pairs: (readonly [number, number])[] = [];
    for (let variable = 0; variable < candidate.variables.length; variable++) {
      if (orders[variable]) continue;
      const required = requiredPairs(this.accessesOf(variable), resolver.sources, base);
      if (!required) return true;
      pairs.push(...required);
    }
    return this.visitor.isHopeless(this.settled(), pairs);
  }

  private currentVariables(): Int32Array {
    return Int32Array.from(this.candidate.events, (_, event) => {
      const variable = this.resolver.variable(event);
      return typeof variable === 'object' ? (this.variableOf.get(variable) ?? -1) : -1;
    });
  }

  private accessesOf(variable: number): Accesses {
    const loads: number[] = [];
    const stores: number[] = [];
    const releases: number[] = [];
    this.candidate.events.forEach(({ kind }, event) => {
      if (this.variables[event] !== variable) return;
      if (kind === 'W' || kind === 'LKW') stores.push(event);
      else if (kind === 'UL') releases.push(event);
      else if (kind === 'R' || kind === 'LF' || kind === 'RL' || kind === 'RU') loads.push(event);
    });
    return { initial: variable, loads, stores, releases };
  }
}
