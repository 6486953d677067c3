/** How an outcome happens that should not: what each CPU does, one under the other, in the order in which it takes effect. */
import type { Shaped } from './shapes.ts';
import { homeOf } from './sides.ts';
import type { TestText } from './write.ts';

/** `guilty` is the side whose accesses change places. */
export function pictureOf(shaped: Shaped, test: TestText, guilty: 0 | 1 | undefined): string[] | null {
  if (guilty === undefined || shaped.steps.length !== 2) return null;
  // The cycle of the outcome, cut where the order is not kept: indices into the accesses of the test.
  const order = guilty === 0 ? [1, 2, 3, 0] : [3, 0, 1, 2];
  const names = shaped.steps.map(({ anchor }) => {
    const { facts, fn } = homeOf(anchor);
    return `${facts.functions[fn]?.name ?? 'CPU'}()`;
  });
  const textOf = (index: number) => {
    const value = test.outcome[index];
    const text = test.accesses[index]!.replace(/;$/, '').replace(/\*r0\b(?! =)/, () => `*${test.data}`);
    return value === undefined ? text : `${text} → ${value}`;
  };
  const width = Math.max(names[0]!.length, textOf(0).length, textOf(1).length) + 3;
  const rows = order.map((index) => (index < 2 ? textOf(index) : `${' '.repeat(width)}${textOf(index)}`));
  return [`${names[0]!.padEnd(width)}${names[1]}`, ...rows];
}
