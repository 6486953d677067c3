/** Sentences as comments in the style of the kernel, and sentences added to comments that are there. */

import type { Span } from '../text/span.ts';
import { type CommentText, indentAt, lineBreakAt } from './comment-text.ts';

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

const WIDTH = 80;
const TAB = 8;

/** A comment of its own above the line that begins at `line`, indented like it. */
export function commentOn(text: string, line: number, sentence: string): TextEdit {
  const indent = indentAt(text, line);
  const isShort = fits(`${indent}/* ${sentence} */`);
  return isShort ? remarkOn(text, line, sentence) : linesOn(text, line, block(wrapped(indent, sentence)));
}

/** The same on one line, however long that gets. */
export function remarkOn(text: string, line: number, remark: string): TextEdit {
  return linesOn(text, line, [`/* ${remark} */`]);
}

/** The sentence behind what the comment says: on its line if it fits there, else on a line of its own. */
export function sentenceIn(text: string, comment: CommentText, sentence: string): TextEdit {
  const [indent, lineBreak] = [indentAt(text, comment.start), lineBreakAt(text, comment.start)];
  const content = contentEnd(text, comment);
  const stop = stopAfter(text.slice(comment.start, content));
  if (comment.style === 'line') {
    return { span: { start: content, end: comment.end }, text: `${stop}${lineBreak}${indent}// ${sentence}` };
  }
  const said = text.slice(comment.start, content);
  const isOneLine = !text.slice(comment.start, comment.end).includes('\n');
  const short = `${said}${stop} ${sentence} */`;
  if (isOneLine && fits(indent + short))
    return { span: { start: content, end: comment.end }, text: short.slice(said.length) };
  if (isOneLine) {
    const lines = block([said.slice(2).trim() + stop, ...wrapped(indent, sentence)]);
    return { span: comment, text: lines.join(lineBreak + indent) };
  }
  // A drawing is no sentence, and stands by itself.
  const blank = isDrawing(lastLine(said)) ? [' *'] : [];
  const lines = [blank.length > 0 ? '' : stop, ...blank, ...starred(wrapped(indent, sentence)), ' */'];
  return { span: { start: content, end: comment.end }, text: lines.join(lineBreak + indent) };
}

/** The words behind what the comment says, on the same line however long that gets. */
export function remarkIn(text: string, comment: CommentText, remark: string): TextEdit {
  const content = contentEnd(text, comment);
  const stop = stopAfter(text.slice(comment.start, content));
  const closer = comment.style === 'block' ? ' */' : '';
  return { span: { start: content, end: comment.end }, text: `${stop} ${remark}${closer}` };
}

function linesOn(text: string, line: number, lines: readonly string[]): TextEdit {
  const [indent, lineBreak] = [indentAt(text, line), lineBreakAt(text, line)];
  return { span: { start: line, end: line }, text: lines.map((one) => indent + one + lineBreak).join('') };
}

/** Offset behind the last word of a comment. */
function contentEnd(text: string, comment: CommentText): number {
  const written = text.slice(comment.start, comment.end);
  return comment.start + written.replace(comment.style === 'block' ? /[\s*]*\*\/$/ : /\s*$/, '').length;
}

function stopAfter(said: string): string {
  return /[.!?:;]["')\]]?$/.test(said) ? '' : '.';
}

function isDrawing(line: string): boolean {
  return /\S(?: {2,}|\t)\S/.test(line.replace(/^\s*\*?\s*/, ''));
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function block(lines: readonly string[]): string[] {
  return ['/*', ...starred(lines), ' */'];
}

function starred(lines: readonly string[]): string[] {
  return lines.map((line) => ` * ${line}`);
}

function wrapped(indent: string, sentence: string): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && fits(`${indent} * ${longer}`)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function fits(line: string): boolean {
  let column = 0;
  for (const c of line) column += c === '\t' ? TAB - (column % TAB) : 1;
  return column <= WIDTH;
}
