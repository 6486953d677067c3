/** Writes a litmus test as people write them: tabs, one statement a line; what is written reads back as the same test. */
import {
  type Constant,
  type Initial,
  isPlace,
  type LitmusTest,
  type Place,
  type Process,
  type Proposition,
  type Statement,
} from './litmus.ts';
import { printExpression } from './print-expression.ts';

export function printLitmus(test: LitmusTest): string {
  const parts = [`C ${test.name}`];
  if (test.head !== '') parts.push(test.head);
  parts.push(printInit(test.init), ...test.processes.map(printProcess));
  const question = [
    test.locations.length > 0 ? `locations [${test.locations.map(printPlace).join('; ')}]` : '',
    test.filter ? `filter (${printProposition(test.filter)})` : '',
    isTrivial(test) ? '' : `${test.condition.quantifier} (${printProposition(test.condition.proposition)})`,
  ];
  const asked = question.filter((line) => line !== '').join('\n');
  return `${[...parts, ...(asked === '' ? [] : [asked])].join('\n\n')}\n`;
}

/** A test without a condition asks whether anything can happen. */
function isTrivial({ condition }: LitmusTest): boolean {
  return condition.quantifier === 'forall' && condition.proposition.kind === 'true';
}

function printInit(init: readonly Initial[]): string {
  if (init.length === 0) return '{}';
  return `{\n${init.map((initial) => `\t${printInitial(initial)};\n`).join('')}}`;
}

function printInitial({ place, type, values, length }: Initial): string {
  const name = type === undefined ? printPlace(place) : `${type}${type.endsWith('*') ? '' : ' '}${printPlace(place)}`;
  if (length === undefined) return `${name} = ${printConstant(values[0]!)}`;
  return values.length === 0 ? `${name}[${length}]` : `${name}[${length}] = {${values.map(printConstant).join(', ')}}`;
}

export function printConstant(value: Constant): string {
  if (typeof value === 'number') return String(value);
  return value.index === undefined ? value.address : `${value.address}[${value.index}]`;
}

export function printPlace(place: Place): string {
  if (place.kind === 'register') return `${place.process}:${place.name}`;
  return place.index === undefined ? place.name : `${place.name}[${place.index}]`;
}

/** As herd7 shows a place: a variable in brackets, `[x]`. */
export function shownPlace(place: Place): string {
  return place.kind === 'global' && place.index === undefined ? `[${place.name}]` : printPlace(place);
}

function printProcess({ number, parameters, body }: Process): string {
  const list = parameters.map(({ type, name }) => declared(type, name)).join(', ');
  return `P${number}(${list})\n{\n${printStatements(body, 1)}}`;
}

/** `int *x` rather than `int * x`. */
function declared(type: string, name: string): string {
  return type.endsWith('*') ? `${type}${name}` : `${type} ${name}`;
}

function printStatements(statements: readonly Statement[], depth: number): string {
  return statements.map((statement) => `${'\t'.repeat(depth)}${printStatement(statement, depth)}\n`).join('');
}

function printStatement(statement: Statement, depth: number): string {
  const block = (body: readonly Statement[]) => `{\n${printStatements(body, depth + 1)}${'\t'.repeat(depth)}}`;
  switch (statement.kind) {
    case 'declare': {
      const head = declared(statement.type, statement.name);
      return statement.value ? `${head} = ${printExpression(statement.value)};` : `${head};`;
    }
    case 'assign':
      return `${statement.name} = ${printExpression(statement.value)};`;
    case 'store':
      return `*${printExpression(statement.address, TIGHTEST)} = ${printExpression(statement.value)};`;
    case 'call':
      return `${printExpression(statement.call)};`;
    case 'block':
      return block(statement.body);
    case 'if': {
      const head = `if (${printExpression(statement.condition)}) ${block(statement.then)}`;
      return statement.otherwise ? `${head} else ${block(statement.otherwise)}` : head;
    }
  }
}

const TIGHTEST = 100;

/** A proposition without its outermost parentheses. */
export function printProposition(proposition: Proposition, level = 0): string {
  const wrap = (own: number, text: string) => (own < level ? `(${text})` : text);
  switch (proposition.kind) {
    case 'true':
    case 'false':
      return proposition.kind;
    case 'equal': {
      const right = isPlace(proposition.to) ? printReferredPlace(proposition.to) : printConstant(proposition.to);
      return `${printPlace(proposition.place)}${proposition.negated ? '!=' : '='}${right}`;
    }
    case 'not':
      return `~${printProposition(proposition.operand, 4)}`;
    case 'or':
      return wrap(1, `${printProposition(proposition.left, 1)} \\/ ${printProposition(proposition.right, 2)}`);
    case 'and':
      return wrap(2, `${printProposition(proposition.left, 2)} /\\ ${printProposition(proposition.right, 3)}`);
    case 'implies':
      return wrap(3, `${printProposition(proposition.left, 4)} => ${printProposition(proposition.right, 3)}`);
  }
}

/** As herd7 shows a proposition: with `not (…)`, and variables in brackets. */
export function shownProposition(proposition: Proposition, level = 0): string {
  const wrap = (own: number, text: string) => (own < level ? `(${text})` : text);
  const both = (mark: string, own: number, { left, right }: Joined) =>
    wrap(own, `${shownProposition(left, own)} ${mark} ${shownProposition(right, own)}`);
  switch (proposition.kind) {
    case 'true':
    case 'false':
      return proposition.kind;
    case 'equal': {
      const right = isPlace(proposition.to) ? shownPlace(proposition.to) : printConstant(proposition.to);
      const equal = `${shownPlace(proposition.place)}=${right}`;
      return proposition.negated ? `not (${equal})` : equal;
    }
    case 'not':
      return `not (${shownProposition(proposition.operand)})`;
    case 'or':
      return both('\\/', 1, proposition);
    case 'and':
      return both('/\\', 2, proposition);
    case 'implies':
      return both('=>', 3, proposition);
  }
}

type Joined = Extract<Proposition, { kind: 'and' | 'or' | 'implies' }>;

/** A variable on the right is its value only with a star; without one it is the address. */
function printReferredPlace(place: Place): string {
  return place.kind === 'global' ? `*${printPlace(place)}` : printPlace(place);
}
