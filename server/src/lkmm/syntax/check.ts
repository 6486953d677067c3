/** What a test that is well formed may still have wrong: unknown primitives, wrong arguments, processes that are not there. */
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import type { Call, Expression, LitmusTest, Place, Problem, Statement } from './litmus.ts';
import { placesOf } from './parse-condition.ts';
import { primitiveNamed, primitiveNames } from './primitives.ts';

/** All problems, in the order of the text as far as they have a place. */
export function checkTest(test: LitmusTest): Problem[] {
  const problems: Problem[] = [];
  if (test.processes.length === 0) problems.push({ message: 'the test has no process', span: START });
  test.processes.forEach((process, index) => {
    if (process.number !== index) {
      problems.push({ message: `expected P${index} here: processes are numbered in order from 0`, span: process.span });
    }
    for (const statement of process.body) checkStatement(statement, problems);
  });
  for (const initial of test.init) checkPlace(test, initial.place, initial.span, problems);
  const asked = [
    ...test.locations,
    ...(test.filter ? placesOf(test.filter) : []),
    ...placesOf(test.condition.proposition),
  ];
  for (const place of asked) checkPlace(test, place, END, problems);
  return problems.map((problem) => (problem.span === END ? { ...problem, span: lastSpan(test) } : problem));
}

function checkPlace(test: LitmusTest, place: Place, span: Span, problems: Problem[]): void {
  if (place.kind === 'register' && place.process >= test.processes.length) {
    problems.push({ message: `${place.process}:${place.name} is of a process that the test does not have`, span });
  }
}

function checkStatement(statement: Statement, problems: Problem[]): void {
  for (const expression of expressionsOf(statement)) checkExpression(expression, problems);
  if (statement.kind === 'call') checkCall(statement.call, true, problems);
  if (statement.kind === 'block') for (const inner of statement.body) checkStatement(inner, problems);
  if (statement.kind === 'if') {
    for (const inner of [...statement.then, ...(statement.otherwise ?? [])]) checkStatement(inner, problems);
  }
}

function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'declare':
      return statement.value ? [statement.value] : [];
    case 'assign':
      return [statement.value];
    case 'store':
      return [statement.address, statement.value];
    case 'if':
      return [statement.condition];
    default:
      return [];
  }
}

function checkExpression(expression: Expression, problems: Problem[]): void {
  if (expression.kind === 'call') checkCall(expression, false, problems);
  else for (const operand of operandsOf(expression)) checkExpression(operand, problems);
}

function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'load':
      return [expression.address];
    case 'not':
    case 'cast':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [];
  }
}

function checkCall(call: Call, isStatement: boolean, problems: Problem[]): void {
  const fault = faultOf(call, isStatement);
  if (fault !== undefined) problems.push({ message: fault, span: call.span });
  for (const argument of call.arguments) checkExpression(argument, problems);
}

function faultOf(call: Call, isStatement: boolean): string | undefined {
  const primitive = primitiveNamed(call.name);
  if (!primitive) return unknown(call.name);
  const { arity } = primitive;
  if (call.arguments.length !== arity) {
    return `${call.name}() takes ${arity} argument${arity === 1 ? '' : 's'}, not ${call.arguments.length}`;
  }
  if ('isPlace' in primitive && primitive.isPlace && !isDereference(call.arguments[0]!)) {
    return `${call.name}() takes what a pointer points to: write ${call.name}(*x…)`;
  }
  return !isStatement && givesNothing(primitive) ? `${call.name}() gives no value` : undefined;
}

function isDereference(expression: Expression): boolean {
  return expression.kind === 'cast' ? isDereference(expression.operand) : expression.kind === 'load';
}

function givesNothing(primitive: NonNullable<ReturnType<typeof primitiveNamed>>): boolean {
  if (primitive.op === 'atomic') return primitive.gives === 'nothing';
  return ['store', 'fence', 'lock', 'unlock', 'sync-srcu', 'srcu-unlock', 'srcu-up'].includes(primitive.op);
}

function unknown(name: string): string {
  const near = nearest(name, primitiveNames());
  return `the memory model has no ${name}()${near ? `; did you mean ${near}()?` : ''}`;
}

function lastSpan(test: LitmusTest): Span {
  const end = test.processes.at(-1)?.span.end ?? 0;
  return { start: end, end };
}

const START: Span = { start: 0, end: 1 };

/** Stands for the question at the end of the file, whose parts have no places of their own. */
const END: Span = { start: -1, end: -1 };
