/**
 * What surrounds a name in an expression: the operand that it ends, and the calls that it is an argument of.
 */
import { isWord, isWordStart } from '../syntax/chars.ts';
import { beforeSpace, openingBracket, wordStart } from './cursor.ts';

/**
 * Where the expression that ends with the member at `at` begins: `a->b[i].` before it belong to it.
 * Less than `start` when what is before is no expression, as in a designated initialiser.
 */
export function operandStart(code: string, at: number, start: number): number {
  let position = at;
  // Each turn steps over one `->` or `.` and the operand before it; nobody writes as many as this.
  for (let steps = 0; steps < 40; steps++) {
    const before = beforeSpace(code, position, start);
    const arrow = code[before] === '>' && code[before - 1] === '-';
    if (!arrow && code[before] !== '.') return position;
    let last = beforeSpace(code, arrow ? before - 1 : before, start);
    while (last >= start && code[last] === ']') last = beforeSpace(code, openingBracket(code, last, start), start);
    if (last >= start && code[last] === ')') {
      const open = openingBracket(code, last, start);
      last = beforeSpace(code, open, start);
      // Parentheses without a callee: nothing before them belongs to the operand.
      if (!isWord(code.charCodeAt(last))) return open;
    }
    if (last < start || !isWord(code.charCodeAt(last))) return start - 1;
    position = wordStart(code, last, start);
    if (!isWordStart(code.charCodeAt(position)) || STATEMENT_WORDS.test(code.slice(position, last + 1)))
      return start - 1;
  }
  return start - 1;
}

const STATEMENT_WORDS = /^(?:return|case|goto|else|sizeof)$/;

/** A call that an offset is in the arguments of. */
export interface EnclosingCall {
  /** '' for parentheses that belong to no name. */
  readonly callee: string;
  /** 0-based position of the argument. */
  readonly argument: number;
}

/** The calls around `at` within its statement, innermost first; nothing before `start` is looked at. */
export function enclosingCalls(code: string, at: number, start: number): EnclosingCall[] {
  const limit = Math.max(start, at - LONGEST_STATEMENT);
  const calls: EnclosingCall[] = [];
  let argument = 0;
  for (let position = at - 1; position >= limit; position--) {
    const char = code.charCodeAt(position);
    if (char === 0x29 || char === 0x5d) {
      position = openingBracket(code, position, start);
    } else if (char === 0x2c) {
      argument++;
    } else if (char === 0x28) {
      const last = beforeSpace(code, position, start);
      const callee = isWord(code.charCodeAt(last)) ? code.slice(wordStart(code, last, start), last + 1) : '';
      calls.push({ callee, argument });
      argument = 0;
    } else if (char === 0x3b || char === 0x7b || char === 0x7d) {
      break;
    }
  }
  return calls;
}

/** Farther than any argument is from its call. */
const LONGEST_STATEMENT = 20_000;
