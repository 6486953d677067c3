/** Expressions as text, with no more parentheses than they need. */
import type { Expression } from './litmus.ts';
import { LEVELS } from './parse-expression.ts';

/** `level`: how tightly what stands around binds; 0 is nothing at all. */
export function printExpression(expression: Expression, level = 0): string {
  switch (expression.kind) {
    case 'number':
      return expression.value < 0 && level >= UNARY ? `(${expression.value})` : String(expression.value);
    case 'name':
      return expression.name;
    case 'load':
      return `*${printExpression(expression.address, UNARY)}`;
    case 'address':
      return `&${expression.name}`;
    case 'not':
      return `${expression.operator}${printExpression(expression.operand, UNARY)}`;
    case 'cast':
      return `(${expression.type})${printExpression(expression.operand, UNARY)}`;
    case 'call':
      return `${expression.name}(${expression.arguments.map((argument) => printExpression(argument)).join(', ')})`;
    case 'binary': {
      const own = 1 + LEVELS.findIndex((operators) => operators.includes(expression.operator));
      const left = printExpression(expression.left, own);
      const text = `${left} ${expression.operator} ${printExpression(expression.right, own + 1)}`;
      return own < level ? `(${text})` : text;
    }
  }
}

/** Tighter than every operator with two sides. */
const UNARY = LEVELS.length + 1;
