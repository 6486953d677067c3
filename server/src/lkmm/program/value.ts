/** Values of a litmus test: integers, and addresses of shared variables. */
import type { Operator } from '../syntax/litmus.ts';
import type { Arithmetic } from '../syntax/primitives.ts';

export type Value = number | Address;

/** The address of a shared variable or of an element of one. There is one object for each, so `===` compares. */
export class Address {
  readonly name: string;
  /** Element, 0 for the variable itself. */
  readonly index: number;

  constructor(name: string, index: number) {
    this.name = name;
    this.index = index;
  }

  toString(): string {
    return this.index === 0 ? this.name : `${this.name}[${this.index}]`;
  }
}

/** The addresses of one test. */
export class Addresses {
  private readonly known = new Map<string, Address>();

  of(name: string, index = 0): Address {
    const key = index === 0 ? name : `${name}+${index}`;
    let address = this.known.get(key);
    if (!address) {
      address = new Address(name, index);
      this.known.set(key, address);
    }
    return address;
  }
}

/**
 * The result of an operation, or undefined where it has none: a division by zero, or arithmetic on addresses beyond
 * adding and subtracting. Comparisons and logical operations give 0 and 1; no address is zero.
 */
export function operate(operator: Operator | Arithmetic, a: Value, b: Value, addresses: Addresses): Value | undefined {
  switch (operator) {
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '&&':
      return Number(a !== 0 && b !== 0);
    case '||':
      return Number(a !== 0 || b !== 0);
    default:
  }
  if (typeof a === 'number' && typeof b === 'number') return onIntegers(operator, a, b);
  return onAddresses(operator, a, b, addresses);
}

function onAddresses(operator: string, a: Value, b: Value, addresses: Addresses): Value | undefined {
  if (b === 0 && ['+', '-', '|', '^'].includes(operator)) return a;
  if (a === 0 && ['+', '|', '^'].includes(operator)) return b;
  if (a === b) return operator === '&' || operator === '|' ? a : onIntegers(operator, 0, 0);
  if (operator === '+' && typeof a === 'number') return onAddresses('+', b, a, addresses);
  if (a instanceof Address && typeof b === 'number' && (operator === '+' || operator === '-')) {
    return addresses.of(a.name, operator === '+' ? a.index + b : a.index - b);
  }
  if (a instanceof Address && b instanceof Address && operator === '-' && a.name === b.name) return a.index - b.index;
  return undefined;
}

function onIntegers(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return wrap(a + b);
    case '-':
      return wrap(a - b);
    case '*':
      return wrap(a * b);
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '%':
      return b === 0 ? undefined : (a % b) + 0;
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    default:
      return onBits(operator, BigInt(a), BigInt(b));
  }
}

function onBits(operator: string, a: bigint, b: bigint): number | undefined {
  switch (operator) {
    case '&':
      return narrow(a & b);
    case '|':
      return narrow(a | b);
    case '^':
      return narrow(a ^ b);
    case '&~':
      return narrow(a & ~b);
    case '<<':
      return b < 0n || b > 62n ? undefined : narrow(a << b);
    case '>>':
      return b < 0n || b > 62n ? undefined : narrow(a >> b);
    default:
      return undefined;
  }
}

/** Values are those of doubles: exact as far as 2^53, which no test in its right mind leaves. */
function wrap(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

function narrow(value: bigint): number | undefined {
  return wrap(Number(value));
}
