/** The parts of a litmus file: the initial state, the processes with what they call, and the question. */
import type { Expression, LitmusTest, Process, Statement } from '../../lkmm/syntax/litmus.ts';
import type { ParsedTest } from '../../lkmm/syntax/parse.ts';
import { printPlace } from '../../lkmm/syntax/print.ts';
import type { Span } from '../../text/span.ts';

export interface LitmusSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'init' | 'process' | 'access' | 'question';
  readonly span: Span;
  /** Within `span`. */
  readonly selection: Span;
  readonly children: readonly LitmusSymbol[];
}

/** In order of position. */
export function litmusSymbols(text: string, { test, parts }: ParsedTest): LitmusSymbol[] {
  const { init, question } = parts;
  const variables = test.init.map(({ place }) => printPlace(place)).join(', ');
  return [
    { name: 'initial state', detail: variables, kind: 'init', span: init, selection: first(init, 1), children: [] },
    ...test.processes.map((process) => processSymbol(text, process)),
    ...(question.end > question.start ? [questionSymbol(test, question)] : []),
  ];
}

function processSymbol(text: string, { number, parameters, body, span }: Process): LitmusSymbol {
  const name = `P${number}`;
  const detail = parameters.map(({ name: parameter }) => parameter).join(', ');
  const children = body.flatMap(accesses).map((access): LitmusSymbol => {
    const code = text.slice(access.start, access.end).replace(/\s+/g, ' ').replace(/;$/, '');
    return { name: code, detail: '', kind: 'access', span: access, selection: access, children: [] };
  });
  return { name, detail, kind: 'process', span, selection: first(span, name.length), children };
}

function questionSymbol({ condition }: LitmusTest, span: Span): LitmusSymbol {
  return { name: condition.quantifier, detail: '', kind: 'question', span, selection: first(span, 1), children: [] };
}

/** The statements that access memory or order accesses. */
function accesses(statement: Statement): Span[] {
  switch (statement.kind) {
    case 'call':
    case 'store':
      return [statement.span];
    case 'declare':
    case 'assign':
      return statement.value && isAccess(statement.value) ? [statement.span] : [];
    case 'block':
      return statement.body.flatMap(accesses);
    case 'if':
      return [
        ...(isAccess(statement.condition) ? [statement.condition.span] : []),
        ...[...statement.then, ...(statement.otherwise ?? [])].flatMap(accesses),
      ];
  }
}

function isAccess(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
    case 'load':
      return true;
    case 'not':
    case 'cast':
      return isAccess(expression.operand);
    case 'binary':
      return isAccess(expression.left) || isAccess(expression.right);
    default:
      return false;
  }
}

function first({ start, end }: Span, length: number): Span {
  return { start, end: Math.min(end, start + length) };
}
