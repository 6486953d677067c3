/**
 * Whether a comment further up explains an operation whose own comment says nothing: the one above the statements that it
 * stands among, or above the `if` whose body they begin, when it speaks of order; or the one above the function, when it
 * names the very primitive.
 */
import type { Site } from '../model/facts.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import { enclosing } from './functions.ts';

/** Whether a comment says more than that there is a barrier. */
type Says = (comment: LexedComment) => boolean;

/** Takes a site with comments beside it, none of which says anything. */
export function isExplainedAbove(lexed: Lexed, site: Site, says: Says): boolean {
  const above = commentOnParagraph(lexed, site.at, says);
  if (above && (ORDER.test(wordsOf(lexed, above)) || names(lexed, above, site))) return true;
  const fn = lexed.functions[enclosing(lexed.functions, site.at)];
  const head = fn && commentAbove(lexed, fn.start);
  return head !== undefined && says(head) && names(lexed, head, site);
}

/** "In order to" is about anything. */
const ORDER = /(?<!\bin )\b(?:re)?order(?:s|ed|ing)?\b|\bbarriers?\b|\bfences?\b|\bvisib(?:le|ility)\b/i;

/**
 * The nearest comment with something to say above statements that belong together: those with no empty line and no brace
 * between them, or, where they begin the body of an `if` or a loop, those with that.
 */
function commentOnParagraph(lexed: Lexed, at: number, says: Says): LexedComment | undefined {
  const { text, code } = lexed;
  let start = firstOnLine(code, at);
  for (let lines = 0; lines < MOST_LINES; lines++) {
    const comment = commentAbove(lexed, start);
    if (comment && says(comment)) return comment;
    const end = lineStart(text, comment?.start ?? start) - 1;
    if (end < 0) return undefined;
    const line = lineStart(text, end);
    const statement = code.slice(line, end).trim();
    if (statement === '' || /[{}:]$|^[}#]/.test(statement)) {
      const header = headerStart(code, end);
      return header < 0 ? undefined : commentAbove(lexed, header);
    }
    start = firstOnLine(code, end);
  }
  return undefined;
}

/** A paragraph is no longer. */
const MOST_LINES = 30;

/** Where the `if (…) {` or the like begins that ends at an offset, apart from white space; -1 where none does. */
function headerStart(code: string, end: number): number {
  const before = code.slice(Math.max(0, end - LONGEST), end);
  const opening = /\b(?:if|while|for|switch)\s*\([^;{}]*\)\s*\{\s*$/.exec(before);
  return opening ? end - opening[0].length : -1;
}

/** In characters; longer ones are not looked at. */
const LONGEST = 400;

/** The comment alone on its lines right above the code at an offset. */
function commentAbove({ text, comments }: Lexed, at: number): LexedComment | undefined {
  const comment = comments.findLast(({ end }) => end <= at);
  if (!comment || comment.trailing) return undefined;
  return /^[^\S\n]*\n?[^\S\n]*$/.test(text.slice(comment.end, at)) ? comment : undefined;
}

function names(lexed: Lexed, comment: LexedComment, { primitive }: Site): boolean {
  return new RegExp(String.raw`\b${primitive}\b`).test(wordsOf(lexed, comment));
}

function wordsOf({ text }: Lexed, { start, end }: LexedComment): string {
  return text.slice(start, end).replace(/\n\s*(?:\*|\/\/)?\s*/g, ' ');
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function firstOnLine(code: string, at: number): number {
  const line = lineStart(code, at);
  return line + code.slice(line, at).search(/\S|$/);
}
