/**
 * Reads an expression that designates an object or a pointer to one: `&sk->sk_prot`, `((struct foo *)p)->seq`,
 * `*this_cpu_ptr(&v)`. Everything that can't lead to an object (arithmetic, conditions, statements) is `unknown`.
 * Works on blanked code, knows no types and no names.
 */

import { isWord, isWordStart } from '../syntax/chars.ts';
import type { Span } from '../text/span.ts';
import { argumentsIn, pastBracket, pastSpace, pastWord } from './cursor.ts';
import { readPointers, readTypeName, type TypeName } from './types.ts';

export type Expression =
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression }
  | { readonly kind: 'deref'; readonly of: Expression }
  | { readonly kind: 'address'; readonly of: Expression }
  | { readonly kind: 'cast'; readonly type: TypeName; readonly depth: number; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Span[] }
  | { readonly kind: 'unknown' };

/** The expression that fills `span`. `p + 1` is read as `&p[1]`, `p = x` as `x`. */
export function readExpression(code: string, span: Span, nesting = 0): Expression {
  const first = readUnary(code, span.start, span.end, nesting);
  const next = pastSpace(code, first.end, span.end);
  if (next >= span.end) return first.expression;
  const rest = code.slice(next, next + 2);
  if (rest === '++' || rest === '--') return first.expression;
  if (rest[0] === '=' && rest !== '==') return readExpression(code, { start: next + 1, end: span.end }, nesting + 1);
  const sum = (rest[0] === '+' || rest[0] === '-') && rest[1] !== '=';
  return sum ? { kind: 'address', of: { kind: 'index', of: first.expression } } : UNKNOWN;
}

/** An expression and the offset past it. */
export interface Read {
  readonly expression: Expression;
  readonly end: number;
}

/** The longest `a->b[i].c(d)` that starts with the name at `at`. */
export function readPostfix(code: string, at: number, end: number): Read {
  const past = pastWord(code, at, end);
  return readSuffixes(code, { expression: { kind: 'name', name: code.slice(at, past), at }, end: past }, end);
}

const UNKNOWN: Expression = { kind: 'unknown' };

/** Deeper than code is written by people; keeps the stack safe from `((((…`. */
const MAX_NESTING = 40;

function readUnary(code: string, at: number, end: number, nesting: number): Read {
  const start = pastSpace(code, at, end);
  if (start >= end || nesting > MAX_NESTING) return { expression: UNKNOWN, end };
  const char = code[start]!;
  if (isWordStart(code.charCodeAt(start))) return readPostfix(code, start, end);
  if (char === '&' || char === '*') {
    const operand = readUnary(code, start + 1, end, nesting + 1);
    return { expression: { kind: char === '&' ? 'address' : 'deref', of: operand.expression }, end: operand.end };
  }
  if (char === '(') return readBracketed(code, start, end, nesting);
  if ((char === '+' || char === '-') && code[start + 1] === char) return readUnary(code, start + 2, end, nesting + 1);
  return { expression: UNKNOWN, end };
}

/** A cast, a statement expression, or an expression in parentheses. */
function readBracketed(code: string, open: number, end: number, nesting: number): Read {
  const past = pastBracket(code, open, end);
  const cast = readCast(code, open, past, end, nesting);
  if (cast) return cast;
  const inside = pastSpace(code, open + 1, past);
  const expression =
    code[inside] === '{' ? UNKNOWN : readExpression(code, { start: inside, end: past - 1 }, nesting + 1);
  return readSuffixes(code, { expression, end: past }, end);
}

function readCast(code: string, open: number, past: number, end: number, nesting: number): Read | null {
  const type = readTypeName(code, open + 1, past - 1);
  if (!type) return null;
  const pointers = readPointers(code, type.end, past - 1);
  if (pointers.end < past - 1) return null;
  const operandAt = pastSpace(code, past, end);
  if (operandAt >= end) return null;
  // `(name)(x)` and `(name) & x` are no casts as far as anyone can tell without knowing what the name is.
  const next = code.charCodeAt(operandAt);
  if (type.uncertain && pointers.depth === 0 && !isWord(next)) return null;
  if (!isWord(next) && !'(&*'.includes(code[operandAt]!)) return null;
  const operand = readUnary(code, operandAt, end, nesting + 1);
  return { expression: { kind: 'cast', type, depth: pointers.depth, of: operand.expression }, end: operand.end };
}

function readSuffixes(code: string, operand: Read, end: number): Read {
  let { expression } = operand;
  let past = operand.end;
  for (let steps = 0; ; steps++) {
    if (steps > MAX_NESTING) return { expression: UNKNOWN, end: past };
    const at = pastSpace(code, past, end);
    const char = at < end ? code[at] : undefined;
    const arrow = char === '-' && code[at + 1] === '>';
    if (arrow || (char === '.' && code[at + 1] !== '.')) {
      const nameAt = pastSpace(code, at + (arrow ? 2 : 1), end);
      const nameEnd = pastWord(code, nameAt, end);
      if (nameEnd === nameAt) return { expression, end: past };
      expression = { kind: 'member', of: expression, name: code.slice(nameAt, nameEnd) };
      past = nameEnd;
    } else if (char === '[') {
      expression = { kind: 'index', of: expression };
      past = pastBracket(code, at, end);
    } else if (char === '(') {
      const close = pastBracket(code, at, end);
      expression =
        expression.kind === 'name'
          ? { kind: 'call', name: expression.name, args: argumentsIn(code, at + 1, close - 1) }
          : UNKNOWN;
      past = close;
    } else {
      return { expression, end: past };
    }
  }
}
