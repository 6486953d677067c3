/**
 * "What if": a shape and the primitives of its sides, without any code. `smp_wmb,READ_ONCE+addr` for MP is a writer with
 * smp_wmb() between its stores, and a reader that follows the pointer that it has loaded.
 */
import { type Answer, askShape, orderCount, shapeNames } from '../../lkmm/shapes.ts';

export type WhatIf = (Answer & { readonly shape: string }) | { readonly problem: string };

/**
 * `primitives`: the order of each side that has two accesses, as lkmm/orders.ts has it, with commas between the sides.
 */
export function whatIf(asked: string, primitives: string): WhatIf {
  const shape = shapeNames().find((name) => name === asked.toUpperCase());
  if (!shape) return { problem: `no shape is called '${asked}': expected ${shapeNames().join(', ')}` };
  const sides = primitives.split(',').map((words) => words.trim());
  const wanted = orderCount(shape);
  if (sides.length !== wanted) {
    const [count, comma] = wanted === 2 ? ['two', 'a comma'] : ['three', 'commas'];
    return { problem: `expected ${count} sides with ${comma} between, not '${primitives}'` };
  }
  const answer = askShape(shape, sides);
  return 'problem' in answer ? answer : { ...answer, shape };
}
