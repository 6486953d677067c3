/**
 * Offsets to lines and columns and back, and columns in the encodings that editors count in. The only place
 * where lines exist. A line ends at LF, CR LF or a lone CR, as the Language Server Protocol has it.
 */
import type { Span } from './span.ts';

/** A place as people and protocols count it: both 0-based, `character` in UTF-16 code units unless said otherwise. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What a protocol counts within a line: bytes, UTF-16 code units, or code points. */
export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** The lines of one text. Built on first use; input out of range is clamped to the nearest place that exists. */
export class LineIndex {
  private readonly text: string;
  private starts: Uint32Array | null = null;

  constructor(text: string) {
    this.text = text;
  }

  get lineCount(): number {
    return this.lineStarts().length;
  }

  /** 0-based line of a UTF-16 offset. */
  lineAt(offset: number): number {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Line and column of a UTF-16 offset. */
  position(offset: number): Position {
    return this.toEncoding(offset, 'utf-16');
  }

  /** UTF-16 offset of a line and column. A column past the line's end is its end. */
  offset(position: Position): number {
    return this.fromEncoding(position, 'utf-16');
  }

  /** The line without its line end. */
  lineSpan(line: number): Span {
    const starts = this.lineStarts();
    const index = clamp(line, starts.length - 1);
    const start = starts[index] as number;
    let end = starts[index + 1] ?? this.text.length;
    if (index + 1 < starts.length) {
      const isCrLf = this.text.charCodeAt(end - 1) === 10 && end - 2 >= start && this.text.charCodeAt(end - 2) === 13;
      end -= isCrLf ? 2 : 1;
    }
    return { start, end };
  }

  /** As `position`, with the column counted in `encoding`. */
  toEncoding(offset: number, encoding: Encoding): Position {
    const at = clamp(offset, this.text.length);
    const line = this.lineAt(at);
    const start = this.lineStarts()[line] as number;
    return { line, character: encoding === 'utf-16' ? at - start : width(this.text, start, at, encoding) };
  }

  /** As `offset`, with the column counted in `encoding`. A column inside a character is that character's start. */
  fromEncoding(position: Position, encoding: Encoding): number {
    if (position.line >= this.lineCount) return this.text.length;
    const { start, end } = this.lineSpan(position.line);
    if (position.line < 0) return start;
    if (encoding === 'utf-16') return start + clamp(position.character, end - start);
    let rest = position.character;
    let i = start;
    while (i < end) {
      const point = this.text.codePointAt(i) as number;
      rest -= encoding === 'utf-8' ? utf8Length(point) : 1;
      if (rest < 0) break;
      i += point > 0xffff ? 2 : 1;
    }
    return Math.min(i, end);
  }

  private lineStarts(): Uint32Array {
    this.starts ??= findLineStarts(this.text);
    return this.starts;
  }
}

function findLineStarts(text: string): Uint32Array {
  const starts = [0];
  if (text.indexOf('\r') < 0) {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  } else {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  }
  return Uint32Array.from(starts);
}

function width(text: string, start: number, end: number, encoding: 'utf-8' | 'utf-32'): number {
  let count = 0;
  let i = start;
  while (i < end) {
    const point = text.codePointAt(i) as number;
    const next = i + (point > 0xffff ? 2 : 1);
    if (next > end) break;
    count += encoding === 'utf-8' ? utf8Length(point) : 1;
    i = next;
  }
  return count;
}

function utf8Length(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** The nearest of 0 … `highest`; not a number is 0. */
function clamp(value: number, highest: number): number {
  return value > 0 ? Math.min(Math.floor(value), highest) : 0;
}
