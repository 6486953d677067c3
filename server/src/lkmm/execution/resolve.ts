/** What terms are worth, given what each load reads from. */
import { isValue, Loaded, NO_VALUE, type Operation, type Term } from '../program/term.ts';
import { Address, type Addresses, operate, type Value } from '../program/value.ts';
import type { Candidate } from './events.ts';

/** It depends on a load of which it isn't yet known what it reads. */
export const UNKNOWN = Symbol('unknown');
/** It is computed from itself: herd finds no value for it, and drops the execution. */
export const CYCLE = Symbol('cycle');

/**
 * A value out of thin air: loads and stores that only pass it on to each other, in a circle. herd leaves such a value
 * open (it shows `S1`): it is equal to itself and to nothing else. Plain accesses that race can come to that.
 */
export class ThinAir {
  /** The first load of the circle. */
  readonly load: number;

  constructor(load: number) {
    this.load = load;
  }

  toString(): string {
    return `S${this.load}`;
  }
}

export type Resolved = Value | ThinAir | typeof UNKNOWN | typeof CYCLE | typeof NO_VALUE;

export class Resolver {
  /** For each load the store it reads from, or -1. */
  readonly sources: Int32Array;
  private readonly candidate: Candidate;
  private readonly addresses: Addresses;
  /** Loads that are being worked out, each because the one before reads what it passes on. */
  private readonly chain: number[] = [];
  /** How long the chain was when the innermost operation began. */
  private operationSince = 0;
  private readonly thinAir = new Map<number, ThinAir>();

  constructor(candidate: Candidate, addresses: Addresses) {
    this.candidate = candidate;
    this.addresses = addresses;
    this.sources = new Int32Array(candidate.events.length).fill(-1);
  }

  resolve(term: Term): Resolved {
    if (isValue(term)) return term;
    if (term instanceof Loaded) return this.read(this.candidate.bases[term.process]! + term.load);
    return this.operation(term);
  }

  /** What a load reads. */
  read(load: number): Resolved {
    const source = this.sources[load]!;
    if (source < 0) return UNKNOWN;
    const since = this.chain.indexOf(load);
    if (since >= 0) return since < this.operationSince ? CYCLE : this.thinAirOf(this.chain.slice(since));
    this.chain.push(load);
    const value = this.written(source);
    this.chain.pop();
    return value;
  }

  /** The one value of a circle, wherever it is entered. */
  private thinAirOf(circle: readonly number[]): ThinAir {
    const first = Math.min(...circle);
    const value = this.thinAir.get(first) ?? new ThinAir(first);
    this.thinAir.set(first, value);
    return value;
  }

  /** What a store writes. Locks hold nothing that could be read. */
  written(store: number): Resolved {
    const { own } = this.candidate.events[store]!;
    if (!own) return this.candidate.initial[store]!;
    return own.value === undefined ? 0 : this.resolve(own.value);
  }

  /** The variable that an event accesses. */
  variable(event: number): Address | Exclude<Resolved, Value | ThinAir> | undefined {
    const address = this.candidate.events[event]!.own?.address;
    if (address === undefined) return this.candidate.variables[event];
    const value = this.resolve(address);
    if (value instanceof ThinAir) return CYCLE;
    return typeof value === 'number' ? NO_VALUE : value;
  }

  private operation({ operator, left, right }: Operation): Resolved {
    const outer = this.operationSince;
    this.operationSince = this.chain.length;
    const a = this.operand(left);
    const b = a === CYCLE || a === NO_VALUE ? a : this.operand(right);
    this.operationSince = outer;
    if (a === CYCLE || a === NO_VALUE) return a;
    if (b === CYCLE || b === NO_VALUE) return b;
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
    return operate(operator, a, b, this.addresses) ?? NO_VALUE;
  }

  /** Nothing is computed from a value out of thin air. */
  private operand(term: Term): Exclude<Resolved, ThinAir> {
    const value = this.resolve(term);
    return value instanceof ThinAir ? CYCLE : value;
  }
}

/** Whether it is a value that can be shown and compared. */
export function isKnown(value: Resolved): value is Value | ThinAir {
  return typeof value === 'number' || value instanceof Address || value instanceof ThinAir;
}
