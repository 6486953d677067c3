/** How an execution ends: the values of registers and variables, and whether a proposition holds of them. */
import type { Candidate, InitialState } from './execution/events.ts';
import type { Resolver } from './execution/resolve.ts';
import { isKnown } from './execution/resolve.ts';
import type { Addresses, Value } from './program/value.ts';
import { type Constant, isPlace, type Place, type Proposition } from './syntax/litmus.ts';

export class FinalState {
  constructor(
    private readonly candidate: Candidate,
    private readonly resolver: Resolver,
    private readonly orders: readonly (readonly number[])[],
    private readonly state: InitialState,
    private readonly addresses: Addresses,
  ) {}

  valueOf(place: Place): Value {
    if (place.kind === 'register') {
      const term = this.candidate.paths[place.process]!.registers.get(place.name);
      return term === undefined ? 0 : this.known(this.resolver.resolve(term));
    }
    const variable = this.addresses.of(place.name, place.index);
    const index = this.candidate.variables.indexOf(variable);
    if (index < 0) return this.state.valueOf(variable);
    return this.known(this.resolver.written(this.orders[index]!.at(-1)!));
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
    return typeof constant === 'number' ? constant : this.addresses.of(constant.address, constant.index);
  }

  private known(value: ReturnType<Resolver['resolve']>): Value {
    return isKnown(value) ? value : 0;
  }
}
