/**
 * The statement that an operation stands in, so that a comment can be written above it. By braces and semicolons
 * alone: code that is written too oddly for that gets no comment from us.
 */

import type { FileFacts } from '../model/facts.ts';
import { contains } from '../text/span.ts';
import { codeIn, lineStart } from './comment-text.ts';

/** Further above an operation no comment of its own can stand. */
const MOST_LINES = 12;

/**
 * The offset of the line above which a comment on the operation at `offset` goes, or undefined where no line of its own
 * can stand there: in a macro, in the condition of an `else if`, in a function of one line.
 */
export function commentLine(facts: FileFacts, text: string, offset: number): number | undefined {
  const around = facts.functions.filter(({ body, table }) => !table && contains(body, offset));
  const body = around[0]?.body;
  if (!body || around.some(({ macro }) => macro)) return undefined;
  const code = codeIn(text, { start: body.start, end: offset });
  const begins = beginning(code);
  if (begins === undefined) return undefined;
  const line = lineStart(text, body.start + begins);
  if (line <= body.start || text.slice(line, offset).split('\n').length > MOST_LINES) return undefined;
  const before = code.slice(0, line - body.start).trimEnd();
  return /(?:[;{}:)]|\b(?:else|do))$/.test(before) ? line : undefined;
}

/** The index at which the statement begins that the end of `code` is in. `code` begins with a function's brace. */
function beginning(code: string): number | undefined {
  const outer: { depth: number; start: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < code.length; i++) {
    const c = code[i]!;
    if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === ';' && depth <= 0) start = i + 1;
    else if (c === '{') {
      outer.push({ depth, start });
      depth = 0;
      start = i + 1;
    } else if (c === '}') {
      const around = outer.pop();
      depth = around?.depth ?? 0;
      start = depth > 0 ? around!.start : i + 1;
    }
  }
  return innermost(code, start);
}

const LABEL = /^(?:case\b[^:?]*|default|[A-Za-z_]\w*)\s*:(?!:)/;
const HEAD = /^(?:if|while|for|switch|\w*for_each\w*)\s*\(/;

/** Passes labels, and heads of statements whose own statement follows: `if (x)`, `else`. */
function innermost(code: string, from: number): number | undefined {
  let at = from;
  for (;;) {
    at += /^\s*/.exec(code.slice(at))![0].length;
    const rest = code.slice(at);
    const passed = LABEL.exec(rest)?.[0] ?? /^(?:else|do)\b/.exec(rest)?.[0];
    const head = HEAD.exec(rest)?.[0];
    if (passed !== undefined) at += passed.length;
    else if (head === undefined) return at;
    else {
      const length = closing(rest, head.length);
      if (length === undefined) return continues(code.slice(0, at)) ? undefined : at;
      at += length;
    }
  }
}

/** The index behind the parenthesis that closes the one before `from`. */
function closing(code: string, from: number): number | undefined {
  let depth = 1;
  for (let i = from; i < code.length; i++) {
    if (code[i] === '(') depth++;
    else if (code[i] === ')' && --depth === 0) return i + 1;
  }
  return undefined;
}

/** Behind `else` and `}` a condition belongs to the statement before. */
function continues(before: string): boolean {
  return /(?:\belse[ \t]*|\}[ \t]*)$/.test(before);
}
