/**
 * All ways in which loads can read from stores: for each load a store of the same variable, such that values agree
 * with the branches taken, nothing is computed from itself, and no load reads what its own process has overwritten.
 */
import type { Budget } from '../budget.ts';
import { isValue, NO_VALUE, Operation } from '../program/term.ts';
import type { Address } from '../program/value.ts';
import type { Base } from './base.ts';
import type { Candidate } from './events.ts';
import { CYCLE, type Resolver, UNKNOWN } from './resolve.ts';

export class Readings {
  /** Loads whose source is to be chosen; taking a lock is none, as what it reads follows from the order of takings. */
  readonly loads: readonly number[];
  private readonly stores: readonly number[];
  private readonly isUpdate: Uint8Array;
  /** What it costs to look at all conditions. */
  private readonly weight: number;

  constructor(
    private readonly candidate: Candidate,
    private readonly base: Base,
    private readonly resolver: Resolver,
    private readonly budget: Budget,
    private readonly isCoherent: boolean,
  ) {
    const { events } = candidate;
    this.loads = indexesOf(events, ({ kind }) => kind === 'R' || kind === 'LF' || kind === 'RL' || kind === 'RU');
    this.stores = indexesOf(events, ({ kind }) => kind === 'W' || kind === 'LKW' || kind === 'UL');
    this.isUpdate = new Uint8Array(events.length);
    for (const { load } of events) if (load >= 0) this.isUpdate[load] = 1;
    const terms = candidate.paths.flatMap(({ conditions }) => conditions.map(({ term }) => Operation.sizeOf(term)));
    this.weight = 1 + Math.floor(terms.reduce((sum, size) => sum + size, 0) / 8);
  }

  /** Chooses the source of one of the open loads in every way that agrees, and goes on with the others. */
  forEachSource(open: readonly number[], next: (rest: readonly number[]) => void): void {
    const load = open.find((one) => this.resolver.variable(one) !== UNKNOWN);
    // What is left depends on itself.
    if (load === undefined) return;
    const rest = open.filter((one) => one !== load);
    const { sources } = this.resolver;
    for (const source of this.sourcesOf(load)) {
      this.budget.spend(this.weight);
      sources[load] = source;
      if (this.isPossible()) next(rest);
    }
    sources[load] = -1;
  }

  /** Stores that a load may read from. */
  private sourcesOf(load: number): number[] {
    const variable = this.resolver.variable(load);
    const initial = this.candidate.variables.indexOf(variable as Address);
    // It isn't the address of anything.
    if (initial < 0) return [];
    const { kind } = this.candidate.events[load]!;
    const same = this.stores.filter((store) => {
      const other = this.resolver.variable(store);
      return other === variable || other === UNKNOWN;
    });
    if (kind !== 'R') return this.lockSources(load, initial, same);
    if (!this.isCoherent) return [initial, ...same.filter((store) => this.candidate.events[store]!.kind === 'W')];
    const { po } = this.base;
    const own = same.filter((store) => po.has(store, load) && this.resolver.variable(store) === variable);
    const isHidden = (store: number) => own.some((other) => po.has(store, other));
    const stores = same.filter(
      (store) =>
        this.candidate.events[store]!.kind === 'W' &&
        !po.has(load, store) &&
        !isHidden(store) &&
        !(this.isUpdate[load] && this.isTaken(load, store)),
    );
    if (own.length > 0 || (this.isUpdate[load] && this.isTaken(load, initial))) return stores;
    return [initial, ...stores];
  }

  /** Two read-modify-writes cannot read the same store: each is right behind it. */
  private isTaken(load: number, store: number): boolean {
    const { sources } = this.resolver;
    return this.loads.some((other) => other !== load && this.isUpdate[other] && sources[other] === store);
  }

  /**
   * lock.cat: what finds a lock held reads from the taking of it that it is within, else from another process's; what
   * finds it free reads from another process's release, the initial state, or the last release of its own process.
   */
  private lockSources(load: number, initial: number, same: readonly number[]): number[] {
    const { po } = this.base;
    const { events } = this.candidate;
    const process = events[load]!.process;
    const of = (kind: string) => same.filter((store) => events[store]!.kind === kind);
    const takes = of('LKW');
    const releases = of('UL');
    if (events[load]!.kind !== 'RU') {
      const within = takes.filter(
        (take) => po.has(take, load) && !releases.some((release) => po.has(take, release) && po.has(release, load)),
      );
      return within.length > 0 ? within : takes.filter((take) => events[take]!.process !== process);
    }
    const external = releases.filter((release) => events[release]!.process !== process);
    const internal = releases.filter(
      (release) => po.has(release, load) && !takes.some((take) => po.has(release, take) && po.has(take, load)),
    );
    return [initial, ...external, ...internal];
  }

  /** Whether what is known so far agrees: the branches taken, and the variables of loads and their sources. */
  isPossible(): boolean {
    const { resolver } = this;
    for (const { conditions } of this.candidate.paths) {
      for (const { term, isTrue } of conditions) {
        const value = resolver.resolve(term);
        if (value === UNKNOWN) continue;
        if (value === CYCLE || value === NO_VALUE || (value !== 0) !== isTrue) return false;
      }
    }
    for (const load of this.loads) {
      const source = resolver.sources[load]!;
      if (source < 0) continue;
      const variable = resolver.variable(source);
      if (variable !== UNKNOWN && variable !== resolver.variable(load)) return false;
    }
    return true;
  }

  /** Whether every store has a value and a variable, and every register a value. */
  isComplete(): boolean {
    for (const { registers } of this.candidate.paths) {
      for (const term of registers.values()) {
        const value = isValue(term) ? term : this.resolver.resolve(term);
        if (value === NO_VALUE || value === CYCLE) return false;
      }
    }
    return this.stores.every((store) => {
      const value = this.resolver.written(store);
      const variable = this.resolver.variable(store);
      return (
        value !== UNKNOWN &&
        value !== CYCLE &&
        value !== NO_VALUE &&
        this.candidate.variables.some((one) => one === variable)
      );
    });
  }
}

function indexesOf<T>(items: readonly T[], accepts: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (accepts(item) ? [index] : []));
}
