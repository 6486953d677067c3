/**
 * What constructs of the C grammar mean for the flow of values and control: which are conditional, which repeat,
 * which give a variable a new value.
 */
import type { Path, Step } from '../syntax/body.ts';
import type { Span } from '../text/span.ts';
import { pastSpace } from './cursor.ts';

/** Code that may be run or not, as a condition has it. */
export interface Arm {
  readonly arm: Step;
  /** The conditional that it is an arm of. */
  readonly around: Step;
  /** Of the arm in the path. */
  readonly index: number;
}

/** The arms of conditionals and the bodies of loops around the end of `path`, innermost first. */
export function armsAround(path: Path): Arm[] {
  const arms: Arm[] = [];
  for (let index = path.length - 1; index > 0; index--) {
    const arm = path[index]!;
    const around = path[index - 1]!;
    if (isArm(arm, around)) arms.push({ arm, around, index });
  }
  return arms;
}

function isArm(step: Step, around: Step): boolean {
  if (step.type === 'case_statement') return true;
  // The body of a do loop is run in any case.
  if (around.type === 'while_statement' || around.type === 'for_statement') return step.field === 'body';
  if (around.type !== 'if_statement' && around.type !== 'conditional_expression') return false;
  return step.field === 'consequence' || step.field === 'alternative';
}

export function isLoop(step: Step): boolean {
  return step.type === 'while_statement' || step.type === 'for_statement' || step.type === 'do_statement';
}

/** A loop made by an iterator macro: `while` as it was parsed, but not in the text. */
export function isIterator(code: string, step: Step): boolean {
  return step.type === 'while_statement' && !code.startsWith('while', step.start);
}

/** The assignment or declaration that gives the variable at the end of `path` a wholly new value. */
export function assignmentOf(code: string, path: Path): Span | undefined {
  for (let i = path.length - 1; i > 0; i--) {
    const { type, field } = path[i - 1]!;
    const operand = path[i]!;
    switch (type) {
      case 'parenthesized_expression':
      case 'pointer_declarator':
      case 'array_declarator':
      case 'parenthesized_declarator':
        continue;
      case 'assignment_expression':
        if (operand.field !== 'left') return undefined;
        return code[pastSpace(code, operand.end, path[i - 1]!.end)] === '=' ? path[i - 1] : undefined;
      case 'init_declarator':
        return operand.field === 'declarator' ? path[i - 1] : undefined;
      case 'declaration':
        return operand.field === 'declarator' ? operand : undefined;
      case 'comma_expression':
        // The first argument of an iterator macro is what it assigns.
        return field === null && operand.field === 'left' && isIteratorHeader(code, path, i - 1) ? operand : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** Whether the comma expression at `index` is the arguments of an iterator macro. */
function isIteratorHeader(code: string, path: Path, index: number): boolean {
  const loop = path[index - 2];
  return path[index - 1]?.field === 'condition' && loop !== undefined && isIterator(code, loop);
}
