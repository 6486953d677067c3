/**
 * The ways through an expression: past the operands that `&&`, `||` and `?:` leave out, and from a condition to what is
 * done when it holds and when not. Any other expression is one piece of code, with the events in it.
 */
import type { Step } from '../../syntax/body.ts';
import type { Current, Drafts } from './drafts.ts';
import { part } from './part.ts';

export class Expressions {
  /** Variables that have events. */
  private readonly assigned: ReadonlySet<string>;

  /** `statements` reads the statements that a GNU statement expression holds. */
  constructor(
    private readonly drafts: Drafts,
    private readonly statements: (step: Step, from: Current) => Current,
  ) {
    this.assigned = new Set(drafts.events.flatMap(({ event }) => (event.kind === 'assign' ? [event.name] : [])));
  }

  /** Ends `from` with a condition that leads to `yes` or `no`. */
  condition(step: Step | undefined, from: Current, yes: number, no: number): void {
    if (from === undefined) return;
    if (!step) {
      this.drafts.jump(from, yes);
      return;
    }
    const operand = this.wrapped(step);
    if (operand) {
      const isNot = step.type === 'unary_expression';
      this.condition(operand, from, isNot ? no : yes, isNot ? yes : no);
      return;
    }
    const operator = step.type === 'binary_expression' ? this.logic(step) : undefined;
    if (operator) {
      const middle = this.drafts.begin();
      this.condition(part(step, 'left'), from, operator === '&&' ? middle : yes, operator === '&&' ? no : middle);
      this.condition(part(step, 'right'), middle, yes, no);
      return;
    }
    const end = this.expression(step, from);
    if (end === undefined) return;
    const constant = /^\(?\s*(1|true|0|false)\s*\)?$/.exec(this.drafts.text(step))?.[1];
    if (constant) this.drafts.jump(end, constant === '1' || constant === 'true' ? yes : no);
    else {
      this.drafts.blocks[end]!.next = [yes, no];
      const names = this.variablesIn(step);
      this.drafts.blocks[end]!.test = { start: step.start, end: step.end, ...(names.length > 0 && { names }) };
    }
  }

  private variablesIn(step: Step): string[] {
    if (this.assigned.size === 0) return [];
    const names = new Set(this.drafts.text(step).match(/(?<![.>\w])[A-Za-z_]\w*/g));
    return [...names].filter((name) => this.assigned.has(name));
  }

  /** What stands in parentheses, behind `!`, or in likely(). */
  private wrapped(step: Step): Step | undefined {
    const { children } = step;
    if (step.type === 'parenthesized_expression') return children.length === 3 ? children[1] : undefined;
    if (step.type === 'unary_expression') {
      return this.drafts.body.code[step.start] === '!' ? children.at(-1) : undefined;
    }
    if (
      step.type !== 'call_expression' ||
      !/^(?:un)?likely\b/.test(this.drafts.body.code.slice(step.start, step.start + 9))
    )
      return undefined;
    const list = part(step, 'arguments')?.children ?? [];
    return list.length === 3 ? list[1] : undefined;
  }

  private logic(step: Step): '&&' | '||' | undefined {
    const operator = part(step, 'operator')?.type;
    return operator === '&&' || operator === '||' ? operator : undefined;
  }

  /** Evaluates an expression or a simple statement, with the ways that it may take inside. */
  expression(step: Step, from: Current): Current {
    if (from === undefined) return undefined;
    if (!/&&|\|\||\?|\{/.test(this.drafts.text(step))) return this.drafts.append(step, from);
    if (step.type === 'compound_statement') return this.statements(step, from);
    return this.drafts.inside(() => this.parts(step, from));
  }

  private parts(step: Step, from: number): Current {
    if (step.type === 'conditional_expression') {
      const [yes, no, after] = [this.drafts.begin(), this.drafts.begin(), this.drafts.begin()];
      this.condition(part(step, 'condition'), from, yes, no);
      const consequence = part(step, 'consequence');
      const alternative = part(step, 'alternative');
      this.drafts.jump(consequence ? this.expression(consequence, yes) : yes, after);
      this.drafts.jump(alternative ? this.expression(alternative, no) : no, after);
      return after;
    }
    const operator = step.type === 'binary_expression' ? this.logic(step) : undefined;
    if (operator) {
      const right = part(step, 'right');
      const [then, after] = [this.drafts.begin(), this.drafts.begin()];
      this.condition(part(step, 'left'), from, operator === '&&' ? then : after, operator === '&&' ? after : then);
      this.drafts.jump(right ? this.expression(right, then) : then, after);
      return after;
    }
    if (step.children.length === 0) return this.drafts.append(step, from);
    let current: Current = from;
    let done = step.start;
    for (const child of step.children) {
      current = this.drafts.append({ start: done, end: child.start }, current);
      if (current !== undefined) current = this.expression(child, current);
      done = child.end;
    }
    return this.drafts.append({ start: done, end: step.end }, current);
  }
}
