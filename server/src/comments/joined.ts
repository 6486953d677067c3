/**
 * A comment as running text: decoration removed, line breaks folded, so that sentences, lists and even
 * verbs that are split over lines read as one. Every character still knows its place in the file.
 */
import type { Span } from '../text/span.ts';

export interface CommentSpan extends Span {
  readonly style: 'block' | 'line';
}

export interface Joined {
  /** Words separated by single blanks. A `\n` stands where a paragraph or a list item begins. */
  readonly text: string;
  /** Maps a range of `text` to the file. */
  span(start: number, end: number): Span;
}

/** Joins the comment at `comment` of the file `text`; `comment` holds the comment's delimiters too. */
export function join(text: string, comment: CommentSpan): Joined {
  const builder = new Builder(text);
  const end = comment.style === 'block' ? withoutCloser(text, comment) : comment.end;
  for (let at = comment.start; at < end; ) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    builder.addLine(afterDecoration(text, at, lineEnd, at === comment.start), lineEnd);
    at = lineEnd + 1;
  }
  return builder.finish(comment.start);
}

function withoutCloser(text: string, comment: Span): number {
  let end = comment.end;
  if (text.startsWith('*/', end - 2)) end -= 2;
  while (end > comment.start + 2 && text[end - 1] === '*') end--;
  return end;
}

const OPENER = /\/(?:\*+!?<?|\/+!?<?)/y;
/** A star that begins a name pattern (`*_read_buf()`) is no decoration. */
const DECORATION = /[ \t]*(?:\*+(?!_)|\/\/+)?/y;

function afterDecoration(text: string, start: number, end: number, first: boolean): number {
  const pattern = first ? OPENER : DECORATION;
  pattern.lastIndex = start;
  return Math.min(pattern.test(text) ? pattern.lastIndex : start, end);
}

/** `- x`, `1) x`, `2. x`, `(3) x`: a thought of its own. */
const LIST_ITEM = /(?:[-+o•]|\(?\d{1,2}[.)])[ \t]/y;

class Builder {
  private readonly pieces: string[] = [];
  private readonly offsets: number[] = [];
  private readonly source: string;
  /** What has to stand before the next word. */
  private pending: '' | ' ' | '\n' = '';

  constructor(source: string) {
    this.source = source;
  }

  addLine(start: number, end: number): void {
    const { source } = this;
    while (end > start && isBlank(source.charCodeAt(end - 1))) end--;
    if (source[end - 1] === '\\') end--;
    while (start < end && isBlank(source.charCodeAt(start))) start++;
    LIST_ITEM.lastIndex = start;
    if (start >= end || LIST_ITEM.test(source)) this.separate('\n');
    for (let at = start; at < end; at++) {
      if (isBlank(source.charCodeAt(at))) this.separate(' ');
      else this.add(at);
    }
    this.separate(' ');
  }

  finish(fallback: number): Joined {
    const { offsets } = this;
    const at = (index: number): number => offsets[Math.min(Math.max(index, 0), offsets.length - 1)] ?? fallback;
    return {
      text: this.pieces.join(''),
      span: (start, end) => ({ start: at(start), end: end > start ? at(end - 1) + 1 : at(start) }),
    };
  }

  private separate(by: ' ' | '\n'): void {
    if (this.pieces.length > 0 && this.pending !== '\n') this.pending = by;
  }

  private add(at: number): void {
    if (this.pending !== '') {
      this.pieces.push(this.pending);
      this.offsets.push(at);
      this.pending = '';
    }
    this.pieces.push(this.source[at]!);
    this.offsets.push(at);
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}
