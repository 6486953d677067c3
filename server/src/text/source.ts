/** One text with the means to find lines in it: what a place in a file is shown from. */
import { LineIndex } from './lines.ts';
import type { Span } from './span.ts';

export class Source {
  readonly lines: LineIndex;

  constructor(readonly text: string) {
    this.lines = new LineIndex(text);
  }

  /** 1-based line of an offset. */
  line(offset: number): number {
    return this.lines.lineAt(offset) + 1;
  }

  /** 1-based column of an offset, in UTF-16 units. */
  column(offset: number): number {
    return this.lines.position(offset).character + 1;
  }

  /** The range of a 1-based line without its line break, or undefined when there is no such line. */
  lineSpan(line: number): Span | undefined {
    return line >= 1 && line <= this.lines.lineCount ? this.lines.lineSpan(line - 1) : undefined;
  }

  /** The text of a 1-based line. */
  lineText(line: number): string {
    const span = this.lineSpan(line);
    return span ? this.text.slice(span.start, span.end) : '';
  }
}
