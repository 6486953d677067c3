/**
 * How an execution ends: the values of registers and variables, and whether a proposition holds of them. Of an execution
 * that is not settled yet, as far as it is.
 */
import type { Program } from './execution/candidates.ts';
import { isKnown, type ThinAir, UNKNOWN } from './execution/resolve.ts';
import type { Settled } from './execution/search.ts';
import type { Value } from './program/value.ts';
import { type Constant, isPlace, type Place, type Proposition } from './syntax/litmus.ts';

export class FinalState {
  constructor(
    private readonly settled: Settled,
    private readonly program: Program,
  ) {}

  /** Undefined as long as it is not settled. */
  valueOf(place: Place): Value | ThinAir | undefined {
    if (place.kind === 'register') {
      const term = this.settled.candidate.paths[place.process]!.registers.get(place.name);
      if (term === undefined) return 0;
      const value = this.settled.resolver.resolve(term);
      return isKnown(value) ? value : value === UNKNOWN ? undefined : 0;
    }
    const variable = this.program.addresses.of(place.name, place.index);
    const index = this.settled.candidate.variables.indexOf(variable);
    if (index < 0) return this.program.state.valueOf(variable);
    const last = this.settled.orders[index]?.at(-1);
    if (last === undefined) return undefined;
    const value = this.settled.resolver.written(last);
    return isKnown(value) ? value : value === UNKNOWN ? undefined : 0;
  }

  /** Undefined as long as what is settled does not tell. */
  holds(proposition: Proposition): boolean | undefined {
    switch (proposition.kind) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'equal': {
        const left = this.valueOf(proposition.place);
        const right = isPlace(proposition.to) ? this.valueOf(proposition.to) : this.constant(proposition.to);
        return left === undefined || right === undefined ? undefined : (left === right) !== proposition.negated;
      }
      case 'not':
        return not(this.holds(proposition.operand));
      case 'and':
        return and(this.holds(proposition.left), () => this.holds(proposition.right));
      case 'or':
        return not(and(not(this.holds(proposition.left)), () => not(this.holds(proposition.right))));
      case 'implies':
        return not(and(this.holds(proposition.left), () => not(this.holds(proposition.right))));
    }
  }

  private constant(constant: Constant): Value {
    return typeof constant === 'number' ? constant : this.program.addresses.of(constant.address, constant.index);
  }
}

function not(one: boolean | undefined): boolean | undefined {
  return one === undefined ? undefined : !one;
}

function and(one: boolean | undefined, other: () => boolean | undefined): boolean | undefined {
  if (one === false) return false;
  const second = other();
  return second === false ? false : one === undefined ? undefined : second;
}
