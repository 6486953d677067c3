/**
 * Local pointers that are other names for something: `unsigned long *p = &x->flags;`.
 */
import type { Span } from '../text/span.ts';
import { pastSpace } from './cursor.ts';
import { pastInitialiser, type Variable } from './declarations.ts';
import { type Expression, readExpression } from './expression.ts';
import type { Scope } from './scope.ts';

/** An expression that a local is assigned. */
export interface Value {
  readonly at: number;
  readonly expression: Expression;
}

/**
 * The values of a local that always means the same: the one that it is assigned, or, for a pointer that walks
 * along a list (`pp = &(*pp)->next`), where it starts and its steps. None when it may mean several things.
 */
export function valuesOf(scope: Scope, local: Variable): readonly Value[] {
  const { code, body } = scope;
  if (local.at < body.start || local.at >= body.end) return [];
  const values: Value[] = [];
  for (const span of assignedTo(code, body, local.name)) {
    const expression = readExpression(code, span);
    if (values.length > 0 && !isStep(expression)) return [];
    values.push({ at: span.start, expression });
  }
  return values;
}

/** Whether an expression is `&…`, cast or not. */
export function isAddress(expression: Expression): boolean {
  return expression.kind === 'cast' ? isAddress(expression.of) : expression.kind === 'address';
}

/** `&p->next` and the like: the next stop of a walk along a list. */
function isStep(expression: Expression): boolean {
  return expression.kind === 'address' && expression.of.kind === 'member' && /next/.test(expression.of.name);
}

/** The right sides of the assignments to a local within `body`. */
export function assignedTo(code: string, body: Span, name: string): Span[] {
  const pattern = new RegExp(`(?<![\\w.>])${name}\\s*=(?!=)`, 'g');
  pattern.lastIndex = body.start;
  const values: Span[] = [];
  for (let match = pattern.exec(code); match && match.index < body.end; match = pattern.exec(code)) {
    const start = pastSpace(code, pattern.lastIndex, body.end);
    values.push({ start, end: pastInitialiser(code, start, body.end) });
  }
  return values;
}
