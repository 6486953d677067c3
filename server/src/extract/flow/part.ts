/** The parts of a construct by the names that the grammar has for them. */
import type { Step } from '../../syntax/body.ts';

export function part(step: Step, field: string): Step | undefined {
  return step.children.find((child) => child.field === field);
}
