/**
 * Silences a finding where it stands, with a place for the reason: on a line above the statement, above the comment that
 * the finding is in, or in that comment where it trails code.
 */

import type { FileFacts } from '../../model/facts.ts';
import { contains } from '../../text/span.ts';
import { type CommentText, commentAt, commentsOf, lineEnd, lineStart, trails } from '../comment-text.ts';
import { remarkIn, remarkOn, type TextEdit } from '../comment-writing.ts';
import { commentLine } from '../statement.ts';
import type { Maker } from './action.ts';

interface About {
  readonly rule: string;
  /** Where the finding begins. */
  readonly at: number;
}

export const suppress: Maker<About> = {
  name: 'suppress',
  kind: 'quickfix',
  offers: ({ findings }) =>
    findings.map(({ rule, span }) => ({
      title: `Silence ${rule} here, with a reason`,
      isPreferred: false,
      rule,
      about: { rule, at: span.start },
    })),
  edits(view, facts, { rule, at }) {
    const edit = suppression(facts, view.source(facts).text, at, `barrier-ls-ignore ${rule}: ${REASON}`);
    return edit ? [{ facts, ...edit }] : [];
  },
};

const REASON = 'explain here why this is meant';

function suppression(facts: FileFacts, text: string, at: number, words: string): TextEdit | undefined {
  const macro = facts.functions.find((fn) => fn.macro && contains(fn.body, at));
  // A macro has no lines of its own.
  if (macro) return remarkOn(text, lineStart(text, macro.at), words);
  const comment = commentAt(text, at);
  if (comment && trails(text, comment)) return remarkIn(text, comment, words);
  if (comment) return remarkOn(text, firstLine(text, comment), words);
  const line = commentLine(facts, text, at);
  return line === undefined ? behindLine(text, at, words) : remarkOn(text, line, words);
}

/** The first line of a comment; of a run of `//`, which is read as one, the first one's. */
function firstLine(text: string, comment: CommentText): number {
  let line = lineStart(text, comment.start);
  if (comment.style === 'block') return line;
  while (line > 0 && /^[ \t]*\/\//.test(text.slice(lineStart(text, line - 1), line))) line = lineStart(text, line - 1);
  return line;
}

/** Where nothing can stand above, as at an `else if`; undefined where the line already ends with a comment or goes on. */
function behindLine(text: string, at: number, words: string): TextEdit | undefined {
  const end = lineEnd(text, at);
  const goesOn =
    text[end - 1] === '\\' ||
    [...commentsOf(text)].some(({ start, end: to }) => at < start && start < end && end <= to);
  return goesOn ? undefined : { span: { start: end, end }, text: ` /* ${words} */` };
}
