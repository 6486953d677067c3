/** How an execution ends: the values of registers and variables, and whether a proposition holds of them. */
import type { Program } from './execution/candidates.ts';
import { isKnown, type Resolver, type ThinAir } from './execution/resolve.ts';
import type { Settled } from './execution/search.ts';
import type { Value } from './program/value.ts';
import { type Constant, isPlace, type Place, type Proposition } from './syntax/litmus.ts';

export class FinalState {
  constructor(
    private readonly settled: Settled,
    private readonly program: Program,
  ) {}

  valueOf(place: Place): Value | ThinAir {
    if (place.kind === 'register') {
      const term = this.settled.candidate.paths[place.process]!.registers.get(place.name);
      return term === undefined ? 0 : this.known(this.settled.resolver.resolve(term));
    }
    const variable = this.program.addresses.of(place.name, place.index);
    const index = this.settled.candidate.variables.indexOf(variable);
    if (index < 0) return this.program.state.valueOf(variable);
    return this.known(this.settled.resolver.written(this.settled.orders[index]!.at(-1)!));
  }

  holds(proposition: Proposition): boolean {
    switch (proposition.kind) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'equal': {
        const right = isPlace(proposition.to) ? this.valueOf(proposition.to) : this.constant(proposition.to);
        return (this.valueOf(proposition.place) === right) !== proposition.negated;
      }
      case 'not':
        return !this.holds(proposition.operand);
      case 'and':
        return this.holds(proposition.left) && this.holds(proposition.right);
      case 'or':
        return this.holds(proposition.left) || this.holds(proposition.right);
      case 'implies':
        return !this.holds(proposition.left) || this.holds(proposition.right);
    }
  }

  private constant(constant: Constant): Value {
    return typeof constant === 'number' ? constant : this.program.addresses.of(constant.address, constant.index);
  }

  private known(value: ReturnType<Resolver['resolve']>): Value | ThinAir {
    return isKnown(value) ? value : 0;
  }
}
