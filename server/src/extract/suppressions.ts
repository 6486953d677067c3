/** The code that a suppression comment silences: its own line when it trails code, else the next construct. */
import type { FunctionFact, SuppressionFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import type { CommentReading } from './file.ts';

/** In order of position. The next construct is the function that the comment heads, or the statement below it. */
export function suppressionScopes(
  lexed: Lexed,
  functions: readonly FunctionFact[],
  readings: readonly CommentReading[],
): SuppressionFact[] {
  return readings.flatMap(({ comment, reading }) => {
    if (!reading.suppression) return [];
    const start = comment.trailing ? lexed.text.lastIndexOf('\n', comment.start) + 1 : comment.start;
    const end = comment.trailing ? comment.end : endOfConstruct(lexed, functions, comment.end);
    return [{ ...reading.suppression, scope: { start, end } }];
  });
}

function endOfConstruct({ code }: Lexed, functions: readonly FunctionFact[], from: number): number {
  const stop = code.slice(from).search(/[;{}]/);
  if (stop < 0) return code.length;
  const at = from + stop;
  return functions.find((fn) => !fn.macro && fn.body.start === at)?.body.end ?? at + 1;
}
