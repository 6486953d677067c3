/** Read-modify-writes: exchange, compare-exchange, add-unless and arithmetic, with their barriers and failures. */
import type { Call } from '../syntax/litmus.ts';
import type { Gives, Order, Primitive } from '../syntax/primitives.ts';
import { type Evaluator, fenceEvent } from './evaluate.ts';
import { assume, constant, emit, type Fork, loaded, merge, NOTHING, type Result, type State } from './state.ts';
import { apply, NO_VALUE, type Term } from './term.ts';

type Atomic = Extract<Primitive, { op: 'exchange' | 'compare-exchange' | 'add-unless' | 'atomic' }>;

export function evaluateAtomic(evaluator: Evaluator, state: State, primitive: Atomic, call: Call): Fork<Result> {
  const [first, second, third] = call.arguments;
  switch (primitive.op) {
    case 'exchange':
      return evaluator.both(state, first!, second!).flatMap(([before, pointer, value]) => {
        const parts = {
          pointer,
          order: primitive.order,
          call,
          seen: value.seen,
          data: value.deps,
          before: value.before,
        };
        return update(evaluator, before, { ...parts, isArithmetic: false, write: () => value.term });
      });
    case 'atomic':
      return arithmetic(evaluator, state, primitive, call);
    case 'compare-exchange':
      return evaluator.both(state, first!, second!).flatMap(([before, pointer, old]) =>
        evaluator.evaluate(before, third!).flatMap(([ready, value]) => {
          const seen = merge(old.seen, value.seen);
          const parts = { pointer, order: primitive.order, call, seen, data: value.deps };
          const met = (read: Term) => apply('==', read, old.term, evaluator.addresses);
          const ok = { ...parts, before: merge(old.before, value.before), isArithmetic: false, met };
          return [
            ...update(evaluator, ready, { ...ok, write: () => value.term }),
            ...failure(evaluator, ready, { pointer, call, seen, met }),
          ];
        }),
      );
    case 'add-unless':
      return evaluator.both(state, first!, second!).flatMap(([before, pointer, added]) =>
        evaluator.evaluate(before, third!).flatMap(([ready, limit]) => {
          const met = (read: Term) => apply('!=', read, limit.term, evaluator.addresses);
          const seen = merge(added.seen, limit.seen);
          const done = update(evaluator, ready, {
            ...{ pointer, order: 'mb', call, seen, data: added.deps, before: merge(added.before, limit.before) },
            isArithmetic: true,
            met,
            write: (read) => apply('+', read, added.term, evaluator.addresses),
          });
          const undone = failure(evaluator, ready, { pointer, call, seen, met });
          if (primitive.gives === 'old') return [...done, ...undone];
          const flag = (fork: Fork<Result>, term: number): Fork<Result> =>
            fork.map(([after, result]) => [after, { ...result, term, deps: merge(result.deps, limit.deps) }]);
          return [...flag(done, 1), ...flag(undone, 0)];
        }),
      );
  }
}

function arithmetic(
  evaluator: Evaluator,
  state: State,
  primitive: Extract<Primitive, { op: 'atomic' }>,
  call: Call,
): Fork<Result> {
  const { operand, gives } = primitive;
  const pointerAt = operand === undefined ? 1 : 0;
  const { addresses } = evaluator;
  return evaluator.evaluate(state, call.arguments[pointerAt]!).flatMap(([found, pointer]) => {
    const values: Fork<Result> =
      operand === undefined ? evaluator.evaluate(found, call.arguments[0]!) : [[found, constant(operand)]];
    return values.flatMap(([before, value]) => {
      const write = (read: Term) => apply(primitive.arithmetic, read, value.term, addresses);
      const { deps: data, seen, before: ready } = value;
      const parts = { pointer, order: primitive.order, call, seen, data, before: ready };
      return update(evaluator, before, { ...parts, isArithmetic: true, write }).flatMap(([after, result]) =>
        evaluator.withTerm(after, given(gives, result.term, write(result.term), addresses), result),
      );
    });
  });
}

function given(
  gives: Gives,
  old: Term,
  updated: Term | typeof NO_VALUE,
  addresses: Evaluator['addresses'],
): Term | typeof NO_VALUE {
  if (gives === 'old' || updated === NO_VALUE) return old;
  if (gives === 'is-zero') return apply('==', updated, 0, addresses);
  return gives === 'is-negative' ? apply('<', updated, 0, addresses) : updated;
}

interface Update {
  readonly pointer: Result;
  readonly order: Order;
  readonly call: Call;
  /** Loads that any operand depends on. */
  readonly seen: readonly number[];
  /** Loads that the operand depends on, and events of the operand. */
  readonly data: readonly number[];
  readonly before: readonly number[];
  /** Whether the new value is computed from the old one: then the store depends on its own load. */
  readonly isArithmetic: boolean;
  /** What must hold of the value read. */
  readonly met?: (read: Term) => Term | typeof NO_VALUE;
  readonly write: (read: Term) => Term | typeof NO_VALUE;
}

/** One that succeeds: with full ordering a barrier, the load, the store, a barrier. */
function update(evaluator: Evaluator, state: State, parts: Update): Fork<Result> {
  const { pointer, order, call, isArithmetic } = parts;
  const { span } = call;
  let current = state;
  let before = merge(pointer.before, order === 'mb' ? parts.before : NOTHING);
  if (order === 'mb') {
    const [next, fence] = emit(current, fenceEvent('mb', before, span));
    current = next;
    before = [fence];
  }
  const read = loaded(evaluator.process, current.events.length);
  const written = parts.write(read);
  const common = { isAtomic: true, address: pointer.term, span } as const;
  const [afterLoad, load] = emit(current, {
    ...{ ...common, kind: 'R', order: order === 'acquire' || order === 'noreturn' ? order : 'once' },
    ...{ after: before, addr: pointer.deps, data: NOTHING },
  });
  const possible = parts.met ? assume(afterLoad, parts.met(read), true) : afterLoad;
  if (!possible || written === NO_VALUE) return [];
  const [afterStore, store] = emit(possible, {
    ...{ ...common, kind: 'W', order: order === 'release' ? order : 'once', load, value: written },
    after: merge([load], parts.before),
    addr: isArithmetic && !parts.met ? NOTHING : pointer.deps,
    data: isArithmetic ? merge(parts.data, [load]) : parts.data,
  });
  const own = evaluator.ofLoad(load, pointer);
  const result = { ...own, term: read, seen: merge(own.seen, parts.seen) };
  if (order !== 'mb') return [[afterStore, { ...result, before: [store] }]];
  const [end, fence] = emit(afterStore, fenceEvent('mb', [store], span));
  return [[end, { ...result, before: [fence] }]];
}

/** One that fails is a relaxed load and nothing more. */
function failure(
  evaluator: Evaluator,
  state: State,
  { pointer, call, seen, met }: Pick<Update, 'pointer' | 'call' | 'seen'> & Required<Pick<Update, 'met'>>,
): Fork<Result> {
  const [after, load] = emit(state, {
    ...{ kind: 'R', order: 'once', isAtomic: true, address: pointer.term, span: call.span },
    ...{ after: pointer.before, addr: pointer.deps, data: NOTHING },
  });
  const own = evaluator.ofLoad(load, pointer);
  const result = { ...own, seen: merge(own.seen, seen) };
  const failed = assume(after, met(result.term), false);
  return failed ? [[failed, result]] : [];
}
