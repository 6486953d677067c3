/** What terms are worth, given what each load reads from. */
import { isValue, Loaded, NO_VALUE, type Operation, type Term } from '../program/term.ts';
import { Address, type Addresses, operate, type Value } from '../program/value.ts';
import type { Candidate } from './events.ts';

/** It depends on a load of which it isn't yet known what it reads. */
export const UNKNOWN = Symbol('unknown');
/** It depends on itself: a value out of thin air, which herd never makes up. */
export const CYCLE = Symbol('cycle');

export type Resolved = Value | typeof UNKNOWN | typeof CYCLE | typeof NO_VALUE;

export class Resolver {
  /** For each load the store it reads from, or -1. */
  readonly sources: Int32Array;
  private readonly candidate: Candidate;
  private readonly addresses: Addresses;
  private readonly busy: Uint8Array;

  constructor(candidate: Candidate, addresses: Addresses) {
    this.candidate = candidate;
    this.addresses = addresses;
    this.sources = new Int32Array(candidate.events.length).fill(-1);
    this.busy = new Uint8Array(candidate.events.length);
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
    if (this.busy[load]) return CYCLE;
    this.busy[load] = 1;
    const value = this.written(source);
    this.busy[load] = 0;
    return value;
  }

  /** What a store writes. Locks hold nothing that could be read. */
  written(store: number): Resolved {
    const { own } = this.candidate.events[store]!;
    if (!own) return this.candidate.initial[store]!;
    return own.value === undefined ? 0 : this.resolve(own.value);
  }

  /** The variable that an event accesses. */
  variable(event: number): Address | Exclude<Resolved, Value> | undefined {
    const address = this.candidate.events[event]!.own?.address;
    if (address === undefined) return this.candidate.variables[event];
    const value = this.resolve(address);
    return typeof value === 'number' ? NO_VALUE : value;
  }

  private operation({ operator, left, right }: Operation): Resolved {
    const a = this.resolve(left);
    if (a === CYCLE || a === NO_VALUE) return a;
    const b = this.resolve(right);
    if (b === CYCLE || b === NO_VALUE) return b;
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
    return operate(operator, a, b, this.addresses) ?? NO_VALUE;
  }
}

export function isKnown(value: Resolved): value is Value {
  return typeof value === 'number' || value instanceof Address;
}
