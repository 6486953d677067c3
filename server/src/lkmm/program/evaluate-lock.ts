/** Spinlocks and SRCU. A trylock may succeed or fail, a spin_is_locked() may find either: both are tried. */
import type { Call } from '../syntax/litmus.ts';
import type { Primitive } from '../syntax/primitives.ts';
import type { Evaluator } from './evaluate.ts';
import type { EventKind, SrcuKind } from './event.ts';
import { constant, emit, type Fork, merge, NOTHING, type Result, type State } from './state.ts';

export function evaluateLock(evaluator: Evaluator, state: State, primitive: Primitive, call: Call): Fork<Result> {
  return evaluator.evaluate(state, call.arguments[0]!).flatMap(([before, found]): Fork<Result> => {
    // As in herd: a name that is nowhere declared is a lock, too, if one that nobody else has.
    const { term } = found;
    const pointer = typeof term === 'number' ? { ...found, term: evaluator.addresses.of(String(term)) } : found;
    switch (primitive.op) {
      case 'lock':
        return [[take(before, pointer, call), constant(0)]];
      case 'unlock':
        return [[lockEvent(before, 'UL', pointer, call)[0], constant(0)]];
      case 'trylock':
        return [[take(before, pointer, call), constant(1)], look(before, 'LF', 0, pointer, call)];
      case 'is-locked':
        return [look(before, 'RL', 1, pointer, call), look(before, 'RU', 0, pointer, call)];
      case 'srcu-lock':
      case 'srcu-down': {
        // Any number will do that no other lock gives; it is the one that herd shows.
        const index = (evaluator.process + 1) * 307 + state.statement * 599;
        return [[srcuEvent(before, primitive.op, pointer, constant(index), call), constant(index)]];
      }
      case 'srcu-unlock':
      case 'srcu-up':
        return evaluator
          .evaluate(before, call.arguments[1]!)
          .map(([after, index]) => [srcuEvent(after, primitive.op, pointer, index, call), constant(0)]);
      case 'sync-srcu':
        return [[srcuEvent(before, 'sync-srcu', pointer, undefined, call), constant(0)]];
      default:
        return [[before, constant(0)]];
    }
  });
}

function take(state: State, pointer: Result, call: Call): State {
  const [after, load] = lockEvent(state, 'LKR', pointer, call);
  return lockEvent(after, 'LKW', { ...pointer, before: [load] }, call)[0];
}

function look(state: State, kind: EventKind, value: number, pointer: Result, call: Call): readonly [State, Result] {
  const [after, index] = lockEvent(state, kind, pointer, call);
  return [after, { ...evaluatedLook(index, pointer), term: value }];
}

function evaluatedLook(index: number, pointer: Result): Omit<Result, 'term'> {
  const own = [index];
  return { deps: NOTHING, direct: own, before: own, seen: merge(own, pointer.seen) };
}

function lockEvent(state: State, kind: EventKind, pointer: Result, call: Call): readonly [State, number] {
  return emit(state, {
    ...{ kind, isAtomic: false, address: pointer.term, span: call.span },
    ...{ after: pointer.before, addr: pointer.deps, data: NOTHING },
  });
}

function srcuEvent(state: State, srcu: SrcuKind, pointer: Result, index: Result | undefined, call: Call): State {
  return emit(state, {
    ...{ kind: 'SRCU', srcu, isAtomic: false, address: pointer.term, span: call.span },
    ...(index ? { value: index.term } : {}),
    ...{ after: merge(pointer.before, index?.before ?? NOTHING), addr: NOTHING, data: NOTHING },
  })[0];
}
