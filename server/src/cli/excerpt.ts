/** A line of source as it is shown under a message: its number, a bar, the code without indentation, and carets. */
import type { Source } from '../text/source.ts';
import type { Span } from '../text/span.ts';
import type { Paint } from './paint.ts';

/** The line at `span`'s start with carets under the part of `span` that lies on it. */
export function excerptWithCarets(paint: Paint, mark: (text: string) => string, source: Source, span: Span): string[] {
  const line = source.line(span.start);
  const shown = shownLine(source, line);
  const lineStart = source.lineSpan(line)?.start ?? 0;
  const from = shown.columnOf(span.start - lineStart);
  const to = shown.columnOf(span.end - lineStart);
  const carets = '^'.repeat(Math.max(1, Math.min(to, shown.code.length) - from));
  return [numbered(paint, line, shown.code), `${gutter(paint, '')}${' '.repeat(from)}${mark(carets)}`];
}

/** The line at `offset`, numbered. */
export function excerpt(paint: Paint, source: Source, offset: number): string {
  const line = source.line(offset);
  return numbered(paint, line, shownLine(source, line).code);
}

/** The code at `offset` alone: one line, no indentation. */
export function codeAt(source: Source, offset: number): string {
  return shownLine(source, source.line(offset)).code;
}

function numbered(paint: Paint, line: number, code: string): string {
  return gutter(paint, String(line)) + code;
}

function gutter(paint: Paint, number: string): string {
  return paint.dim(`${number.padStart(6)} | `);
}

interface ShownLine {
  readonly code: string;
  /** Where a column of the line as it is in the file (0-based) is shown. */
  columnOf(column: number): number;
}

const LONGEST_LINE = 160;

/** Indentation goes, tabs inside become single spaces, and a line of generated length is cut. */
function shownLine(source: Source, line: number): ShownLine {
  const text = source.lineText(line);
  const indent = text.length - text.trimStart().length;
  const code = text.trim().replace(/\t/g, ' ');
  const cut = code.length > LONGEST_LINE ? `${code.slice(0, LONGEST_LINE - 1)}…` : code;
  return { code: cut, columnOf: (column) => Math.max(0, Math.min(column - indent, cut.length)) };
}
