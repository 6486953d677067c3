/** Litmus tests of the classic shapes, and what the rows of `../shared/semantics/pairing.legality.jsonl` call the orders in them. */
import { type Answer, askShape, type Shape } from '../../server/src/lkmm/shapes.ts';

/** The text of a test of a shape, and its verdict. */
export function shapeTest(shape: Shape, ...orders: readonly string[]): Answer {
  const answer = askShape(shape, orders);
  if ('problem' in answer) throw new Error(answer.problem);
  return answer;
}

/** A combination that herd7 has run: a shape with the orders of its processes. */
export interface Row {
  readonly pattern: Shape;
  readonly left: string | null;
  readonly mid: string | null;
  readonly right: string;
  readonly forbidden: boolean;
}

/** The orders of a row in the words of lkmm/orders.ts, from the first process with two accesses to the last. */
export function ordersOf({ pattern, left, mid, right }: Row): string[] {
  return inOrder(pattern, left, mid, right).map((name) => WORDS[name ?? 'none'] ?? name ?? 'none');
}

function inOrder(pattern: Shape, ...[left, mid, right]: readonly (string | null)[]): (string | null | undefined)[] {
  switch (pattern) {
    case 'WRC':
    case 'RWC':
      return [mid, right];
    case 'ISA2':
    case 'Z6.0':
      return [left, mid, right];
    default:
      return [left, right];
  }
}

const WORDS: Readonly<Record<string, string>> = {
  load_acquire: 'smp_load_acquire',
  store_release: 'smp_store_release',
  'acquire+release': 'smp_load_acquire+smp_store_release',
  'store_release, load_acquire': 'smp_store_release+smp_load_acquire',
  'addr dep': 'addr',
  'data dep': 'data',
  'ctrl, store after the if': 'ctrl(ended)',
  'xchg (store)': 'xchg(store)',
  'xchg_acquire (load)': 'xchg_acquire(load)',
  'xchg_release (load)': 'xchg_release(load)',
  'failed cmpxchg': 'cmpxchg(failed)',
  'failed cmpxchg+smp_mb__after_atomic': 'cmpxchg(failed)+smp_mb__after_atomic',
  'lock only': 'spin_lock',
  'lock;unlock between': 'spin_lock+spin_unlock',
  'unlock+lock': 'spin_unlock+spin_lock',
  'unlock+lock+smp_mb__after_unlock_lock': 'spin_unlock+spin_lock+smp_mb__after_unlock_lock',
};
