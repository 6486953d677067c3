/**
 * First half of the lexer: finds comments and literals and makes the text in which only code is left.
 * Every step moves forward, and every search is either bounded by the line or remembered, so that no input
 * takes more than linear time.
 */
import { isBlank, isWord } from './chars.ts';
import type { LexedComment } from './lexed.ts';

const LINE_FEED = 10;
const QUOTE = 34;
const APOSTROPHE = 39;
const STAR = 42;
const SLASH = 47;
const BACKSLASH = 92;

/** Longest character literal that is believed: '\377\377\377\377'. A longer one is an apostrophe in prose. */
const LONGEST_CHARACTER = 20;

export interface Erased {
  /** As `Lexed.code`. */
  readonly code: string;
  readonly comments: readonly LexedComment[];
}

/** Erases comments, contents of literals and line-continuing backslashes; offsets and line feeds stay. */
export function eraseNonCode(text: string): Erased {
  const eraser = new Eraser(text);
  let i = 0;
  for (;;) {
    // The regular expression passes over plain code three times as fast as a loop over code units.
    SPECIAL.lastIndex = i;
    if (!SPECIAL.test(text)) return eraser.finish();
    const at = SPECIAL.lastIndex - 1;
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) i = eraser.string(at);
    else if (unit === APOSTROPHE) i = eraser.character(at);
    else if (unit === BACKSLASH) i = eraser.backslash(at);
    else i = eraser.slash(at);
  }
}

const SPECIAL = /["'/\\]/g;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class Eraser {
  private readonly text: string;
  private readonly pieces: string[] = [];
  private readonly comments: Mutable<LexedComment>[] = [];
  /** Everything before this offset is in `pieces`. */
  private done = 0;
  /** The first line feed at or after the last offset asked for; remembered to keep long lines linear. */
  private lineFeed = -1;
  /** Whether the last block comment has more than one line. */
  private lastSpansLines = false;

  constructor(text: string) {
    this.text = text;
  }

  slash(start: number): number {
    const next = this.text.charCodeAt(start + 1);
    if (next === STAR) return this.blockComment(start);
    return next === SLASH ? this.lineComment(start) : start + 1;
  }

  private blockComment(start: number): number {
    const close = this.text.indexOf('*/', start + 2);
    const end = close < 0 ? this.text.length : close + 2;
    this.comments.push({ start, end, style: 'block', trailing: this.isTrailing(start) });
    this.lastSpansLines = this.erase(start, end);
    return end;
  }

  private lineComment(start: number): number {
    let lineEnd = this.nextLineFeed(start);
    while (lineEnd < this.text.length && this.isContinued(lineEnd)) lineEnd = this.nextLineFeed(lineEnd + 1);
    // Erasing starts over at the comment's first line end.
    this.lineFeed = -1;
    const end = lineEnd > start && this.text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd;
    const trailing = this.isTrailing(start);
    const previous = this.comments.at(-1);
    if (!trailing && previous?.style === 'line' && !previous.trailing && this.isNextLine(previous.end, start)) {
      previous.end = end;
    } else {
      this.comments.push({ start, end, style: 'line', trailing });
    }
    this.erase(start, end);
    return end;
  }

  /** A string ends at its quote, or, when that is missing, with the line. */
  string(start: number): number {
    const { text } = this;
    let i = start + 1;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === QUOTE || unit === LINE_FEED) break;
      if (unit === BACKSLASH) i = this.escapeEnd(i);
    }
    const end = Math.min(i, text.length);
    this.erase(start + 1, end);
    return text.charCodeAt(end) === QUOTE ? end + 1 : end;
  }

  /** `#error don't` is no character literal: the apostrophe follows a word, or no other one follows soon. */
  character(start: number): number {
    const { text } = this;
    const before = start > 0 ? text.charCodeAt(start - 1) : 0;
    // L'x', u'x', U'x' and u8'x' have a prefix.
    if (isWord(before) && !'LuU8'.includes(text[start - 1] as string)) return start + 1;
    const limit = Math.min(text.length, start + LONGEST_CHARACTER);
    for (let i = start + 1; i < limit; i++) {
      const unit = text.charCodeAt(i);
      if (unit === LINE_FEED) break;
      if (unit === BACKSLASH) i++;
      else if (unit === APOSTROPHE) {
        this.erase(start + 1, i);
        return i + 1;
      }
    }
    return start + 1;
  }

  /** Outside literals a backslash means something only at the end of its line. */
  backslash(start: number): number {
    let i = start + 1;
    while (i < this.text.length && isBlank(this.text.charCodeAt(i))) i++;
    if (this.text.charCodeAt(i) === LINE_FEED) this.erase(start, start + 1);
    return i;
  }

  finish(): Erased {
    this.pieces.push(this.text.slice(this.done));
    return { code: this.pieces.join(''), comments: this.comments };
  }

  /** Offset of the last unit of the escape that begins at `at`: a line end after the backslash is part of it. */
  private escapeEnd(at: number): number {
    const isCrLf = this.text.charCodeAt(at + 1) === 13 && this.text.charCodeAt(at + 2) === LINE_FEED;
    return at + (isCrLf ? 2 : 1);
  }

  /** Replaces a stretch by spaces and line feeds, and tells whether it holds a line feed. */
  private erase(start: number, end: number): boolean {
    if (start >= end) return false;
    this.pieces.push(this.text.slice(this.done, start));
    let from = start;
    for (let feed = this.nextLineFeed(from); feed < end; feed = this.nextLineFeed(from)) {
      this.pieces.push(spaces(feed - from), '\n');
      from = feed + 1;
    }
    this.pieces.push(spaces(end - from));
    this.done = end;
    return from !== start;
  }

  /** Offset of the first line feed at or after `from`, or the text's length. `from` may not go back. */
  private nextLineFeed(from: number): number {
    if (this.lineFeed < from) {
      const found = this.text.indexOf('\n', from);
      this.lineFeed = found < 0 ? this.text.length : found;
    }
    return this.lineFeed;
  }

  private isContinued(lineEnd: number): boolean {
    let i = lineEnd - 1;
    while (i >= 0 && isBlank(this.text.charCodeAt(i))) i--;
    return this.text.charCodeAt(i) === BACKSLASH;
  }

  /** Whether code stands before `start` on its line. Other comments are no code. */
  private isTrailing(start: number): boolean {
    let i = start - 1;
    while (i >= 0 && isBlank(this.text.charCodeAt(i))) i--;
    if (i < 0 || this.text.charCodeAt(i) === LINE_FEED) return false;
    const previous = this.comments.at(-1);
    if (previous?.end !== i + 1) return true;
    return previous.trailing && !this.lastSpansLines;
  }

  /** Whether only one line end and indentation lie between the two offsets. */
  private isNextLine(from: number, to: number): boolean {
    let feeds = 0;
    for (let i = from; i < to; i++) {
      const unit = this.text.charCodeAt(i);
      if (unit === LINE_FEED) feeds++;
      else if (!isBlank(unit)) return false;
      if (feeds > 1) return false;
    }
    return feeds === 1;
  }
}

const SPACES = ' '.repeat(128);

function spaces(count: number): string {
  return count <= SPACES.length ? SPACES.slice(0, count) : ' '.repeat(count);
}
