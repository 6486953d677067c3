/** Reads a litmus test. What is wrong comes back as values with their place; nothing is thrown. */
import type { Span } from '../../text/span.ts';
import { checkTest } from './check.ts';
import type { LitmusTest, Problem, Process, Result } from './litmus.ts';
import { isQuestion, readQuestion } from './parse-condition.ts';
import { readInit } from './parse-init.ts';
import { readProcess } from './parse-statement.ts';
import { Scanner, SyntaxFault, skipComment } from './scanner.ts';

export type Parsed = ParsedTest | { readonly problems: readonly Problem[] };

export interface ParsedTest {
  readonly test: LitmusTest;
  readonly parts: Parts;
}

/** Where the parts of a file stand that have no place in the test. */
export interface Parts {
  readonly name: Span;
  /** With its braces. */
  readonly init: Span;
  /** From the first word behind the processes to the last one of the file. */
  readonly question: Span;
}

/** The test in a file's text, or what stands in the way. */
export function parseLitmus(text: string): Parsed {
  try {
    const parsed = readTest(new Scanner(text));
    const problems = checkTest(parsed.test);
    return problems.length > 0 ? { problems } : parsed;
  } catch (error) {
    if (error instanceof SyntaxFault) return { problems: [error.problem] };
    throw error;
  }
}

function readTest(scanner: Scanner): ParsedTest {
  const name = readName(scanner);
  const nameEnd = scanner.offset;
  const head = readHead(scanner);
  const initStart = scanner.offset;
  const init = readInit(scanner);
  const initEnd = scanner.lastEnd;
  const processes: Process[] = [];
  while (!isQuestion(scanner)) processes.push(readProcess(scanner));
  const result = findResult(scanner.text);
  const { start } = scanner.peek().span;
  const question = readQuestion(scanner);
  return {
    test: { name, head, ...(result ? { result } : {}), init, processes, ...question },
    parts: {
      name: { start: nameEnd - name.length, end: nameEnd },
      init: { start: initStart, end: initEnd },
      question: { start, end: Math.max(start, scanner.lastEnd) },
    },
  };
}

/** The first line: the dialect and the name, which runs to the next blank. */
function readName(scanner: Scanner): string {
  const dialect = scanner.peek();
  if (dialect.text !== 'C') {
    throw new SyntaxFault("expected 'C' and the name of the test: only herd's C dialect is read", dialect.span);
  }
  scanner.take();
  const { text } = scanner;
  NAME.lastIndex = dialect.span.end;
  const found = NAME.exec(text);
  if (!found) throw new SyntaxFault('expected the name of the test', dialect.span);
  scanner.seek(NAME.lastIndex);
  return found[1]!;
}

/** Everything up to the brace of the initial state that is no comment's. */
function readHead(scanner: Scanner): string {
  const { text, offset: start } = scanner;
  for (let at = start; at < text.length; at++) {
    const end = skipComment(text, at, 'herd');
    if (end !== at) at = end - 1;
    else if (text[at] === '"') at = stringEnd(text, at);
    else if (text[at] === '{') {
      scanner.seek(at);
      return text.slice(start, at).trim();
    }
  }
  throw new SyntaxFault("expected the initial state, in braces ('{}' when all is zero)", endSpan(text));
}

/** The end of a string on one line; a quotation mark by itself is one of a generator's note. */
function stringEnd(text: string, start: number): number {
  const end = text.indexOf('"', start + 1);
  const line = text.indexOf('\n', start + 1);
  return end < 0 || (line >= 0 && line < end) ? start : end;
}

function findResult(text: string): Result | undefined {
  const found = /^[ \t(*/]*Result:[ \t]*([A-Za-z]+)/m.exec(text);
  if (!found) return undefined;
  const end = found.index + found[0].length;
  return { word: found[1]!, span: { start: end - found[1]!.length, end } };
}

function endSpan(text: string): Span {
  return { start: text.length, end: text.length };
}

const NAME = /[ \t]+([^\s({]+)/y;
