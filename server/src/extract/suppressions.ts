/**
 * The code that a suppression comment silences: when it trails code its own line, with all of a call that ends there;
 * else the next construct.
 */
import type { FunctionFact, SuppressionFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import type { CommentReading } from './file.ts';

/**
 * In order of position. The next construct is the function or macro that the comment heads, or the statement below it;
 * of a statement with a block only what stands before the block.
 */
export function suppressionScopes(
  lexed: Lexed,
  functions: readonly FunctionFact[],
  readings: readonly CommentReading[],
): SuppressionFact[] {
  return readings.flatMap(({ comment, reading }) => {
    if (!reading.suppression) return [];
    const start = comment.trailing ? startOfCode(lexed, comment.start) : comment.start;
    const end = comment.trailing ? comment.end : endOfConstruct(lexed, functions, comment.end);
    return [{ ...reading.suppression, scope: { start, end } }];
  });
}

/** The start of the line, or of the one on which the call begins that the line ends. */
function startOfCode({ code }: Lexed, at: number): number {
  let start = code.lastIndexOf('\n', at) + 1;
  let closed = 0;
  for (let i = start - 1; i >= 0 && !';{}'.includes(code[i]!); i--) {
    if (code[i] === ')') closed++;
    else if (code[i] === '(' && --closed < 0) {
      start = code.lastIndexOf('\n', i) + 1;
      closed = 0;
    }
  }
  return start;
}

function endOfConstruct({ code }: Lexed, functions: readonly FunctionFact[], from: number): number {
  const stop = endOfHead(code, from);
  const macro = functions.find((fn) => fn.macro && from <= fn.at && fn.at < stop);
  if (macro) return macro.body.end;
  return functions.find((fn) => fn.body.start === stop)?.body.end ?? Math.min(stop + 1, code.length);
}

/** The semicolon or brace that ends a statement or its head; the semicolons of a `for` are inside. */
function endOfHead(code: string, from: number): number {
  let depth = 0;
  for (let i = from; i < code.length; i++) {
    const c = code[i]!;
    if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === '{' || c === '}' || (c === ';' && depth <= 0)) return i;
  }
  return code.length;
}
