/**
 * The text that facts were made of, read again where lines and columns are to be shown. This is the edge at which
 * offsets become lines; nothing else in the command line knows of them. A text that has changed in between is refused:
 * a position in it would be a guess.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../model/facts.ts';
import { decode } from '../text/decode.ts';
import { LineIndex } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { Failure } from './failure.ts';

export class Sources {
  private readonly known = new Map<string, Source>();

  /** `hash` is the one that facts carry. */
  constructor(
    private readonly root: string,
    private readonly hash: (content: Uint8Array) => string,
  ) {}

  /** The text behind `facts`. Throws a Failure when the file is gone or is another one by now. */
  of(facts: Pick<FileFacts, 'file' | 'hash'>): Source {
    const known = this.known.get(facts.file);
    if (known) return known;
    const content = readFileSync(join(this.root, facts.file));
    const decoded = decode(content);
    if (this.hash(content) !== facts.hash || 'binary' in decoded) {
      throw new Failure(`${facts.file} was changed while it was being read; run again`);
    }
    const source = new Source(decoded.text);
    this.known.set(facts.file, source);
    return source;
  }
}

/** One text with 1-based lines and columns. */
export class Source {
  private readonly lines: LineIndex;

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
