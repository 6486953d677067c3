/**
 * Which two sides forbid which outcome, as questions to the memory model: lkmm/shapes.ts builds the litmus test and
 * decides it. An order is named in the words of lkmm/orders.ts.
 */
import { askShape, type Shape } from '../lkmm/shapes.ts';
import type { Order } from './order-of.ts';

/** Whether the outcome that the shape is named for can't happen. What an order does not apply to, it does not order. */
export function forbids(shape: TwoSided, left: Order, right: Order): boolean {
  const answer = askShape(shape, [left, right]);
  return !('problem' in answer) && answer.isForbidden;
}

/** Whether there is any shape of two CPUs that these two forbid together, whichever is on which side. */
export function canPair(one: Order, other: Order): boolean {
  return TWO_SIDED.some((shape) => forbids(shape, one, other) || forbids(shape, other, one));
}

const TWO_SIDED = ['MP', 'S', 'LB', 'SB', 'R', '2+2W'] as const satisfies readonly Shape[];

type TwoSided = (typeof TWO_SIDED)[number];
