/**
 * What the code right around an expression does with its value: follows it outwards through parentheses, casts and
 * arithmetic to where it is dereferenced, tested, kept in a variable or given away.
 *
 * After Documentation/RCU/rcu_dereference.rst: `->`, unary `*`, subscripts, `&p->member`, casts and additions carry an
 * address dependency; relational and logical operators do not, what they yield depends on the value by control only.
 * One rule there is not modelled: where `p == &known` holds, a dereference of p may become one of `known`.
 */
import type { Path, Step } from '../syntax/body.ts';
import { ACCESSES_ADDRESS, PASSES_VALUE, TESTS_VALUE } from './callees.ts';
import { isIterator } from './constructs.ts';
import { beforeSpace, pastSpace, pastWord } from './cursor.ts';

/** Is told each thing that becomes of a value. */
export interface Consumer {
  /** An address that depends on the value is accessed. */
  dereferenced(at: number): void;
  tested(): void;
  /** Returned, passed on, or stored: the value itself, or (not `depends`) the outcome of a comparison. */
  escaped(depends: boolean): void;
  /** Assigned to the variable `name`; the assignment is complete at `at`. */
  kept(name: string, at: number, depends: boolean): void;
  /** In code that the grammar rejects: anything may become of it. */
  garbled(): void;
}

/**
 * Follows the value of the last step of `path`. `depends` is false for the outcome of a comparison, which no address
 * depends on any more.
 */
export function consume(code: string, path: Path, depends: boolean, consumer: Consumer): void {
  let carries = depends;
  let at = path.length - 1;
  while (at > 0) {
    const handler = HANDLERS[path[at - 1]!.type];
    if (!handler) {
      // Nothing follows from a statement; in other constructs the value is stored in a way of their own.
      if (!STATEMENT.test(path[at - 1]!.type)) consumer.escaped(carries);
      return;
    }
    const onward = handler({ code, path, at, operand: path[at]!, parent: path[at - 1]!, depends: carries, consumer });
    if (onward === null) return;
    at = onward.at;
    carries &&= onward.depends;
  }
}

interface Situation {
  readonly code: string;
  readonly path: Path;
  /** Index of the operand in `path`. */
  readonly at: number;
  readonly operand: Step;
  readonly parent: Step;
  readonly depends: boolean;
  readonly consumer: Consumer;
}

/** The step whose value is to be followed next, or null at the end of the way. */
type Onward = { readonly at: number; readonly depends: boolean } | null;

type Handler = (situation: Situation) => Onward;

const STATEMENT = /_statement$|^(?:compound_statement|declaration|translation_unit|else_clause|preproc_\w+)$/;

const HANDLERS: Readonly<Record<string, Handler>> = {
  ERROR: garbled,
  parenthesized_expression: inParentheses,
  cast_expression: upwards,
  comma_expression: (s) => (s.operand.field === 'right' || inIterator(s) ? upwards(s) : null),
  field_expression: inMember,
  subscript_expression: (s) => accessThrough(s, s.at - 1, tokenAt(s, '[')),
  pointer_expression: inPointer,
  unary_expression: (s) => (s.code[s.parent.start] === '!' ? truth(s) : upwards(s)),
  update_expression: upwards,
  binary_expression: (s) => (/^(?:[=!<>]=|[<>]|&&|\|\|)$/.test(operator(s)) ? truth(s) : upwards(s)),
  conditional_expression: inConditional,
  assignment_expression: inAssignment,
  init_declarator: inDeclaration,
  argument_list: inArguments,
  // A loaded function pointer that is called: which code runs depends on it as on a condition.
  call_expression: tested,
  return_statement: escaped,
  expression_statement: inExpressionStatement,
  for_statement: (s) => (s.operand.field === 'condition' ? tested(s) : null),
  // `p MACRO;` looks like a declaration of MACRO to the grammar.
  declaration: (s) => (s.operand.field === 'type' ? garbled(s) : null),
  type_descriptor: () => null,
  sizeof_expression: () => null,
  alignof_expression: () => null,
  offsetof_expression: () => null,
};

function upwards(s: Situation): Onward {
  return { at: s.at - 1, depends: true };
}

function truth(s: Situation): Onward {
  s.consumer.tested();
  return { at: s.at - 1, depends: false };
}

function tested(s: Situation): Onward {
  s.consumer.tested();
  return null;
}

function escaped(s: Situation): Onward {
  s.consumer.escaped(s.depends);
  return null;
}

function garbled(s: Situation): Onward {
  s.consumer.garbled();
  return null;
}

function inParentheses(s: Situation): Onward {
  const around = s.path[s.at - 2];
  if (s.parent.field !== 'condition' || !around || !STATEMENT.test(around.type)) return upwards(s);
  // What an iterator macro is given, it walks: a list's head, a mask.
  if (isIterator(s.code, around)) return dereferenced(s, s.operand.start);
  return tested(s);
}

/** In an iterator macro's arguments, all but the first, which it assigns. */
function inIterator({ code, path, at, operand }: Situation): boolean {
  let i = at;
  while (path[i - 1]?.type === 'comma_expression') i--;
  const statement = path[i - 2];
  if (path[i - 1]?.type !== 'parenthesized_expression' || !statement || !isIterator(code, statement)) return false;
  return operand.start > path[i - 1]!.start + 1;
}

function dereferenced(s: Situation, at: number): Onward {
  if (s.depends) s.consumer.dereferenced(at);
  return null;
}

/** `E->member` accesses an address made of E; `E.member` is a part of E. */
function inMember(s: Situation): Onward {
  if (s.operand.field !== 'argument') return null;
  const at = pastSpace(s.code, s.operand.end, s.parent.end);
  return s.code[at] === '.' ? upwards(s) : accessThrough(s, s.at - 1, at);
}

function tokenAt({ parent }: Situation, token: string): number {
  return parent.children.find((child) => child.type === token)?.start ?? parent.start;
}

function inPointer(s: Situation): Onward {
  if (s.code[s.parent.start] === '*') return accessThrough(s, s.at - 1, s.parent.start);
  // The address of a variable has nothing to do with what is in it, but whoever gets it can look.
  return escaped(s);
}

/**
 * The construct at `index` designates an object at an address made of the value. Unless only its address is taken,
 * or its size, that is an access; arrays in the object are taken to be part of it.
 */
function accessThrough(s: Situation, index: number, operatorAt: number): Onward {
  let i = index;
  for (; i > 0; i--) {
    const around = s.path[i - 1]!;
    const inside = s.path[i]!;
    if (around.type === 'sizeof_expression') return null;
    if (around.type === 'pointer_expression' && s.code[around.start] === '&') return { at: i - 1, depends: true };
    const part = around.type === 'field_expression' && s.code[pastSpace(s.code, inside.end, around.end)] === '.';
    const element = around.type === 'subscript_expression' && inside.field === 'argument';
    if (!part && !element && around.type !== 'parenthesized_expression') break;
  }
  return dereferenced(s, operatorAt);
}

/** In `x ?: y` the condition is the value as well. */
function inConditional(s: Situation): Onward {
  if (s.operand.field !== 'condition') return upwards(s);
  s.consumer.tested();
  return s.parent.children.some((child) => child.field === 'consequence') ? null : upwards(s);
}

function inAssignment(s: Situation): Onward {
  // On the left stands a name (whose uses are followed elsewhere) or an lvalue that was dealt with further in.
  if (s.operand.field !== 'right') return null;
  keep(s, s.code.slice(s.parent.start, beforeSpace(s.code, operatorStart(s), s.parent.start) + 1));
  return upwards(s);
}

function inDeclaration(s: Situation): Onward {
  if (s.operand.field !== 'value') return null;
  const equals = operatorStart(s);
  keep(
    s,
    s.code.slice(s.parent.start, beforeSpace(s.code, equals, s.parent.start) + 1).replace(/^[\s*]+|\bconst\b/g, ''),
  );
  return null;
}

function keep(s: Situation, target: string): void {
  const name = target.trim();
  if (/^\w+$/.test(name)) s.consumer.kept(name, s.parent.end, s.depends);
  else s.consumer.escaped(s.depends);
}

function inArguments(s: Situation): Onward {
  const call = s.path[s.at - 2];
  if (call?.type !== 'call_expression') return escaped(s);
  const name = s.code.slice(call.start, pastWord(s.code, call.start, call.end));
  const simple = pastSpace(s.code, call.start + name.length, call.end) === s.parent.start;
  if (simple && PASSES_VALUE.test(name)) return { at: s.at - 2, depends: true };
  if (simple && TESTS_VALUE.test(name)) {
    s.consumer.tested();
    return { at: s.at - 2, depends: false };
  }
  const address = s.operand.type === 'pointer_expression' && s.code[s.operand.start] === '&';
  if (simple && address && ACCESSES_ADDRESS.test(name)) return dereferenced(s, call.start);
  return escaped(s);
}

/** The last expression of `({ … })` is its value. */
function inExpressionStatement(s: Situation): Onward {
  const block = s.path[s.at - 2];
  const outer = s.path[s.at - 3];
  if (block?.type !== 'compound_statement' || outer?.type !== 'parenthesized_expression') return null;
  const isLast = s.code[pastSpace(s.code, s.parent.end, block.end)] === '}';
  return isLast ? { at: s.at - 3, depends: true } : null;
}

const OPERATOR = /[=!<>&|+\-*/%^]+/y;

/** A binary construct's operator, from the side of the operand that is known. */
function operator(s: Situation): string {
  if (s.operand.field === 'right') return s.code.slice(operatorStart(s), beforeSpace(s.code, s.operand.start, 0) + 1);
  OPERATOR.lastIndex = pastSpace(s.code, s.operand.end, s.parent.end);
  return OPERATOR.exec(s.code)?.[0] ?? '';
}

/** Where the operator before the operand begins. */
function operatorStart({ code, operand, parent }: Situation): number {
  let at = beforeSpace(code, operand.start, parent.start);
  while (at > parent.start && /[=!<>&|+\-*/%^]/.test(code[at - 1]!)) at--;
  return at;
}
