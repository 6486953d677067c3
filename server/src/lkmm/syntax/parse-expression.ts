/** Expressions of the C in a litmus test. */
import type { Call, Expression, Operator } from './litmus.ts';
import type { Scanner } from './scanner.ts';
import { isTypeWord, readType } from './types.ts';

/** Reads an expression. Nesting is bounded, so that no input exhausts the stack. */
export function readExpression(scanner: Scanner): Expression {
  return readBinary(scanner, 0, 0);
}

/** Reads what stands between operators: a name, a number, a call, `*p`, a cast, something in parentheses. */
export function readUnary(scanner: Scanner, depth = 0): Expression {
  if (depth > DEEPEST) scanner.fail('this is nested too deeply: expected less');
  const token = scanner.peek();
  const start = token.span.start;
  const at = () => ({ span: { start, end: scanner.lastEnd } });
  if (token.kind === 'number') {
    scanner.take();
    return { kind: 'number', value: Number(token.text), ...at() };
  }
  if (token.kind === 'name') {
    scanner.take();
    if (scanner.isNext('(')) return readArguments(scanner, token.text, start, depth);
    if (token.text === 'NULL') return { kind: 'number', value: 0, ...at() };
    return readElement(scanner, { kind: 'name', name: token.text, ...at() }, depth);
  }
  if (scanner.accept('*')) return { kind: 'load', address: readUnary(scanner, depth + 1), ...at() };
  if (scanner.accept('&')) return { kind: 'address', name: scanner.expectName('the name of a variable').text, ...at() };
  for (const operator of ['!', '~', '-'] as const) {
    if (!scanner.accept(operator)) continue;
    const operand = readUnary(scanner, depth + 1);
    if (operator === '-' && operand.kind === 'number') return { ...operand, value: 0 - operand.value, ...at() };
    return { kind: 'not', operator, operand, ...at() };
  }
  if (!scanner.accept('(')) scanner.fail('expected an expression');
  if (scanner.peek().kind === 'name' && isTypeWord(scanner.peek().text)) {
    const type = readType(scanner);
    scanner.expect(')', 'after the type of a cast');
    return { kind: 'cast', type, operand: readUnary(scanner, depth + 1), ...at() };
  }
  const inner = readBinary(scanner, 0, depth + 1);
  scanner.expect(')', 'after an expression in parentheses');
  return inner;
}

/** `a[1]` is `*(a + 1)`. */
function readElement(scanner: Scanner, array: Expression, depth: number): Expression {
  if (!scanner.accept('[')) return array;
  const index = readBinary(scanner, 0, depth + 1);
  scanner.expect(']', 'after an index');
  const span = { start: array.span.start, end: scanner.lastEnd };
  return { kind: 'load', address: { kind: 'binary', operator: '+', left: array, right: index, span }, span };
}

function readArguments(scanner: Scanner, name: string, start: number, depth: number): Call {
  scanner.take();
  const args: Expression[] = [];
  if (!scanner.isNext(')')) {
    do args.push(readBinary(scanner, 0, depth + 1));
    while (scanner.accept(','));
  }
  scanner.expect(')', `after the arguments of ${name}`);
  return { kind: 'call', name, arguments: args, span: { start, end: scanner.lastEnd } };
}

/** Operators of one level associate to the left. */
function readBinary(scanner: Scanner, level: number, depth: number): Expression {
  if (depth > DEEPEST) scanner.fail('this is nested too deeply: expected less');
  const operators = LEVELS[level];
  if (!operators) return readUnary(scanner, depth);
  let left = readBinary(scanner, level + 1, depth);
  for (let links = 0; ; links++) {
    if (links > LONGEST) scanner.fail('this has too many operators: expected fewer');
    const token = scanner.peek();
    const operator = operators.find((one) => token.kind === 'mark' && token.text === one);
    if (!operator) return left;
    scanner.take();
    const right = readBinary(scanner, level + 1, depth);
    left = { kind: 'binary', operator, left, right, span: { start: left.span.start, end: scanner.lastEnd } };
  }
}

/** From the loosest to the tightest, as in C. */
export const LEVELS: readonly (readonly Operator[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const DEEPEST = 60;

/** Operators of one level in a row: they nest on the left. */
const LONGEST = 400;
