/**
 * Expressions and primitives of a process, to events and terms. Which event depends on which, and through what, follows
 * herd's CSem.ml: a dependency goes from a load through a register; nested calls are ordered, but are no dependency.
 */
import type { Span } from '../../text/span.ts';
import type { Budget } from '../budget.ts';
import type { Call, Expression } from '../syntax/litmus.ts';
import { type FenceKind, primitiveNamed } from '../syntax/primitives.ts';
import { evaluateAtomic } from './evaluate-atomic.ts';
import { evaluateLock } from './evaluate-lock.ts';
import { constant, emit, type Fork, loaded, merge, NOTHING, type Result, type State } from './state.ts';
import { apply, NO_VALUE, type Term } from './term.ts';
import type { Addresses } from './value.ts';

export class Evaluator {
  readonly process: number;
  readonly addresses: Addresses;

  private readonly budget: Budget;

  constructor(process: number, addresses: Addresses, budget: Budget) {
    this.process = process;
    this.addresses = addresses;
    this.budget = budget;
  }

  evaluate(state: State, expression: Expression): Fork<Result> {
    switch (expression.kind) {
      case 'number':
        return [[state, constant(expression.value)]];
      case 'name': {
        const register = state.registers.get(expression.name);
        if (!register) return [[state, constant(0)]];
        return [[state, { ...constant(register.term), deps: register.deps, seen: register.deps }]];
      }
      case 'address':
        return [[state, constant(this.addresses.of(expression.name))]];
      case 'load':
        return this.load(state, expression.address, undefined, expression.span);
      case 'cast':
        return this.evaluate(state, expression.operand);
      case 'not': {
        const [operator, other] = NOT[expression.operator];
        return this.evaluate(state, expression.operand).flatMap(([after, result]) => {
          const swap = expression.operator === '-';
          const term = apply(operator, swap ? other : result.term, swap ? result.term : other, this.addresses);
          return this.withTerm(after, term, result);
        });
      }
      case 'binary':
        return this.both(state, expression.left, expression.right).flatMap(([after, left, right]) => {
          const term = apply(expression.operator, left.term, right.term, this.addresses);
          return this.withTerm(after, term, {
            term: 0,
            deps: merge(left.deps, right.deps),
            direct: merge(left.direct, right.direct),
            before: merge(left.before, right.before),
            seen: merge(left.seen, right.seen),
          });
        });
      case 'call':
        return this.call(state, expression);
    }
  }

  /** Two expressions, neither of which is before the other. */
  both(state: State, left: Expression, right: Expression): (readonly [State, Result, Result])[] {
    const results = this.evaluate(state, left).flatMap(([afterLeft, first]) =>
      this.evaluate(afterLeft, right).map(([after, second]) => [after, first, second] as const),
    );
    this.budget.spend(results.length);
    this.budget.allowWays(results.length);
    return results;
  }

  call(state: State, call: Call): Fork<Result> {
    const primitive = primitiveNamed(call.name);
    const [first, second] = call.arguments;
    switch (primitive?.op) {
      case undefined:
        return [[state, constant(0)]];
      case 'load':
        return this.load(state, primitive.isPlace ? pointee(first!) : first!, primitive.order as 'once', call.span);
      case 'store': {
        const address = primitive.isPlace ? pointee(first!) : first!;
        const stored = this.store(state, address, second!, primitive.order as 'once', call.span);
        if (!primitive.thenMb) return stored.map((after) => [after, constant(0)]);
        return stored.map((after) => {
          const next = { ...after, statement: after.statement + 1 };
          return [emit(next, fenceEvent('mb', NOTHING, call.span))[0], constant(0)];
        });
      }
      case 'fence':
        if (primitive.fence === 'none') return [[state, constant(0)]];
        return [[emit(state, fenceEvent(primitive.fence, NOTHING, call.span))[0], constant(0)]];
      case 'exchange':
      case 'compare-exchange':
      case 'add-unless':
      case 'atomic':
        return evaluateAtomic(this, state, primitive, call);
      default:
        return evaluateLock(this, state, primitive!, call);
    }
  }

  plainStore(state: State, address: Expression, value: Expression, span: Span): State[] {
    return this.store(state, address, value, undefined, span);
  }

  withTerm(state: State, term: Term | typeof NO_VALUE, result: Result): Fork<Result> {
    return term === NO_VALUE ? [] : [[state, { ...result, term }]];
  }

  private load(state: State, address: Expression, order: 'once' | 'acquire' | undefined, span: Span): Fork<Result> {
    return this.evaluate(state, address).map(([before, pointer]) => {
      const [after, index] = emit(before, {
        kind: 'R',
        ...(order ? { order } : {}),
        isAtomic: false,
        address: pointer.term,
        after: pointer.before,
        addr: pointer.deps,
        data: NOTHING,
        span,
      });
      return [after, this.ofLoad(index, pointer)];
    });
  }

  /** The result of a load at `pointer`. */
  ofLoad(index: number, pointer: Result): Result {
    const own = [index];
    return {
      term: loaded(this.process, index),
      deps: NOTHING,
      direct: own,
      before: own,
      seen: merge(own, pointer.seen),
    };
  }

  private store(
    state: State,
    address: Expression,
    value: Expression,
    order: 'once' | 'release' | undefined,
    span: Span,
  ): State[] {
    return this.both(state, address, value).map(([before, pointer, written]) => {
      const event = {
        kind: 'W' as const,
        ...(order ? { order } : {}),
        isAtomic: false,
        address: pointer.term,
        value: written.term,
        after: merge(pointer.before, written.before),
        addr: pointer.deps,
        data: written.deps,
        span,
      };
      return emit(before, event)[0];
    });
  }
}

/** A barrier that comes after some events of its own statement. */
export function fenceEvent(fence: FenceKind, after: readonly number[], span: Span) {
  return { kind: 'F', fence, isAtomic: false, after, addr: NOTHING, data: NOTHING, span } as const;
}

/** `p` of `*p`. */
function pointee(expression: Expression): Expression {
  if (expression.kind === 'cast') return pointee(expression.operand);
  return expression.kind === 'load' ? expression.address : expression;
}

const NOT = { '!': ['==', 0], '~': ['^', -1], '-': ['-', 0] } as const;
