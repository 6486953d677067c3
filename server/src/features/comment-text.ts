/**
 * Comments in the text of a C file, for features that write into it: the facts know only the comments that say
 * something about ordering, and not yet the one that is being typed.
 */

import type { Span } from '../text/span.ts';

export interface CommentText extends Span {
  readonly style: 'block' | 'line';
}

/** Comments, and what may look like the beginning of one: strings and character constants. */
const PARTS = /\/\*[\s\S]*?(?:\*\/|$)|\/\/(?:\\\r?\n|[^\r\n])*|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/g;

/** The comments of a text, delimiters included, in order; each `//` by itself. */
export function* commentsOf(text: string): Generator<CommentText> {
  for (const { index, 0: part } of text.matchAll(PARTS)) {
    if (part[0] === '/') yield { start: index, end: index + part.length, style: part[1] === '*' ? 'block' : 'line' };
  }
}

/** The comment that the offset is inside of, between its delimiters. */
export function commentAt(text: string, offset: number): CommentText | undefined {
  for (const comment of commentsOf(text)) {
    if (comment.start + 2 > offset) return undefined;
    const isClosed = comment.style === 'block' && text.slice(comment.start + 2, comment.end).endsWith('*/');
    if (offset <= comment.end - (isClosed ? 2 : 0)) return comment;
  }
  return undefined;
}

/** The comment that ends on the line above the one that begins at `line`, and that has its lines for itself. */
export function commentAbove(text: string, line: number): CommentText | undefined {
  let above: CommentText | undefined;
  for (const comment of commentsOf(text)) {
    if (comment.end > line) break;
    above = comment;
  }
  const isRightAbove = above && /^[ \t]*\r?\n$/.test(text.slice(above.end, line));
  return isRightAbove && !trails(text, above!) ? above : undefined;
}

/** Whether code stands before the comment on its first line. */
export function trails(text: string, comment: Span): boolean {
  return text.slice(lineStart(text, comment.start), comment.start).trim() !== '';
}

/** The code of a range, with everything else blanked: comments, strings, directives. A directive ends a statement. */
export function codeIn(text: string, { start, end }: Span): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  return text
    .slice(start, end)
    .replace(PARTS, blank)
    .replace(/^[ \t]*#(?:\\[\s\S]|[^\n\\])*/gm, (part) => `${blank(part).slice(0, -1)};`);
}

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line break that ends the line, or of the text's end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** The white space that the line of `offset` begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), lineEnd(text, offset)))![0];
}

/** The line break of the line of `offset`, by which new lines beside it end as well. */
export function lineBreakAt(text: string, offset: number): '\n' | '\r\n' {
  const end = text.indexOf('\n', offset);
  return text[(end < 0 ? text.lastIndexOf('\n') : end) - 1] === '\r' ? '\r\n' : '\n';
}
