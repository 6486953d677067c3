/**
 * Values that depend on what loads will see: constants, the value of a load, and operations on them. Processes are
 * elaborated once into events with terms; an execution then says what each load reads, and the terms become values.
 */
import { GaveUp } from '../budget.ts';
import type { Operator } from '../syntax/litmus.ts';
import type { Arithmetic } from '../syntax/primitives.ts';
import { Address, type Addresses, operate, type Value } from './value.ts';

export type Term = Value | Loaded | Operation;

/** What a load reads. `load` is the load's index among the events of its process. */
export class Loaded {
  readonly process: number;
  readonly load: number;

  constructor(process: number, load: number) {
    this.process = process;
    this.load = load;
  }
}

export class Operation {
  readonly operator: Operator | Arithmetic;
  readonly left: Term;
  readonly right: Term;
  /** Operations in it, counted as often as they stand there. */
  private readonly size: number;

  constructor(operator: Operator | Arithmetic, left: Term, right: Term) {
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.size = 1 + Operation.sizeOf(left) + Operation.sizeOf(right);
    // A value can be doubled line by line: without a bound the time to work it out doubles, too.
    if (this.size > LARGEST)
      throw new GaveUp('events', 'the test is too large: it computes too much with what it loads');
  }

  static sizeOf(term: Term): number {
    return term instanceof Operation ? term.size : 0;
  }
}

const LARGEST = 1000;

/** An operation that cannot be done (a division by zero): no execution does it. */
export const NO_VALUE = Symbol('no value');

export function isValue(term: Term): term is Value {
  return typeof term === 'number' || term instanceof Address;
}

/** The term of an operation, reduced where its operands are known. */
export function apply(
  operator: Operator | Arithmetic,
  left: Term,
  right: Term,
  addresses: Addresses,
): Term | typeof NO_VALUE {
  if (isValue(left) && isValue(right)) return operate(operator, left, right, addresses) ?? NO_VALUE;
  // As in herd: what is always the same does not depend on the load, although there is a dependency to the hardware.
  if (left === right && left instanceof Loaded) {
    if (operator === '^' || operator === '!=') return 0;
    if (operator === '==') return 1;
  }
  if (isValue(right) && right === 0 && operator === '+') return left;
  if (isValue(left) && left === 0 && operator === '+') return right;
  return new Operation(operator, left, right);
}

/** Calls `visit` with all constants in a term that are addresses. */
export function addressesIn(term: Term, visit: (address: Address) => void): void {
  if (term instanceof Address) visit(term);
  else if (term instanceof Operation) {
    addressesIn(term.left, visit);
    addressesIn(term.right, visit);
  }
}
