/** Lines of code to show for a place: few, without their common indentation, and with a mark where some are left out. */

import type { Source } from '../text/source.ts';
import type { CodeLine } from './page.ts';

const LONGEST = 100;
const TAB = '    ';

/** The lines that these offsets stand on, and what the lines between them leave out. */
export function codeLines(source: Source, offsets: readonly number[]): CodeLine[] {
  const numbers = [...new Set(offsets.map((offset) => source.line(offset)))].sort((a, b) => a - b);
  const raw = numbers.map((line) => withoutTabs(withoutContinuation(source.lineText(line).trimEnd())));
  const indent = Math.min(...raw.map((line) => line.length - line.trimStart().length));
  return numbers.flatMap((line, i) => {
    const shown = { line, text: cut((raw[i] ?? '').slice(indent)) };
    const earlier = numbers[i - 1];
    return earlier !== undefined && hidesCode(source, earlier, line) ? [{ line: null, text: '…' }, shown] : [shown];
  });
}

/** Offsets on the lines of a call that runs over several, and on the one before when the statement begins there. */
export function statementOffsets(source: Source, at: number, end: number, most: number): number[] {
  const first = source.line(at);
  const last = Math.max(first, Math.min(source.line(Math.max(at, end - 1)), first + most - 1));
  const offsets = [at];
  for (let line = first + 1; line <= last; line++) offsets.push(source.lineSpan(line)!.start);
  const above = source.lineText(first - 1).trim();
  const isLong = last - first + 1 >= most;
  return !isLong && CONTINUED.test(above) && !isComment(above)
    ? [source.lineSpan(first - 1)!.start, ...offsets]
    : offsets;
}

/** How a line ends that is not the end of its statement. */
const CONTINUED = /[=(,?]$|&&$|\|\|$/;

/** Indentation keeps its depth; tabs behind it line up with nothing any more. */
function withoutTabs(line: string): string {
  return line.replace(/^\s+/, (indent) => indent.replace(/\t/g, TAB)).replace(/\t+/g, ' ');
}

/** In a macro's replacement text. */
function withoutContinuation(line: string): string {
  return line.endsWith('\\') ? line.slice(0, -1).trimEnd() : line;
}

/** The nearest lines above and below that hold code, not beyond a block's end. */
export function neighbourOffsets(source: Source, at: number): number[] {
  const line = source.line(at);
  return [nearest(source, line, -1), nearest(source, line, 1)].filter((offset) => offset !== null);
}

/** Farther away than this is no neighbour. */
const FAR = 8;

function nearest(source: Source, from: number, step: 1 | -1): number | null {
  for (let line = from + step; Math.abs(line - from) <= FAR; line += step) {
    const span = source.lineSpan(line);
    if (!span) return null;
    const code = source.lineText(line).trim();
    if (code.startsWith('}') || /^[^\s#]/.test(source.lineText(line))) return null;
    if (!/^\{?$|^#/.test(code) && !isComment(code)) return span.start;
  }
  return null;
}

function hidesCode(source: Source, above: number, below: number): boolean {
  for (let line = above + 1; line < below; line++) {
    const code = source.lineText(line).trim();
    if (code !== '' && !isComment(code)) return true;
  }
  return false;
}

/** As far as a single line tells: a pointer's dereference can begin with an asterisk, but not with one and a space. */
function isComment(code: string): boolean {
  return /^(\/\*|\/\/|\*( |\/|$))/.test(code);
}

function cut(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
