/** Takes out of a barrier-ls-ignore comment what silences nothing, and the comment with it when nothing is left. */

import type { FileFacts, SuppressionFact } from '../../model/facts.ts';
import type { Span } from '../../text/span.ts';
import { commentAt, lineEnd, lineStart, trails } from '../comment-text.ts';
import type { TextEdit } from '../comment-writing.ts';
import type { Maker } from './action.ts';

interface About {
  /** Of the rule's name in the comment. */
  readonly span: Span;
  readonly code: string;
}

export const dropSuppression: Maker<About> = {
  name: 'drop-suppression',
  kind: 'quickfix',
  offers({ view, facts, findings }) {
    const { text } = view.source(facts);
    return findings
      .filter(({ rule }) => rule === 'unused-suppression')
      .map(({ rule, span }) => {
        const code = text.slice(span.start, span.end);
        // Taking out several names of one list at once would not fit together.
        const isPreferred = suppressionAt(facts, span)?.rules.length === 1;
        return { title: `Silence ${code} here no longer`, isPreferred, rule, about: { span, code } };
      });
  },
  edits(view, facts, { span, code }) {
    const { text } = view.source(facts);
    const suppression = suppressionAt(facts, span);
    if (!suppression || text.slice(span.start, span.end) !== code) return [];
    const edit = suppression.rules.length > 1 ? withoutName(text, span) : withoutComment(text, suppression.span);
    return [{ facts, ...edit }];
  },
};

/** The suppression that names a rule there. */
function suppressionAt({ suppressions }: FileFacts, { start }: Span): SuppressionFact | undefined {
  return suppressions.find(({ ruleSpans }) => ruleSpans.some((one) => one.start === start));
}

/** The name goes with the comma behind it, or, of the last one, with the one before. */
function withoutName(text: string, { start, end }: Span): TextEdit {
  const behind = /^\s*,\s*/.exec(text.slice(end, end + 200))?.[0];
  if (behind !== undefined) return { span: { start, end: end + behind.length }, text: '' };
  const before = /\s*,\s*$/.exec(text.slice(0, start))?.[0] ?? '';
  return { span: { start: start - before.length, end }, text: '' };
}

/** A comment that says nothing else goes as a whole, with its line if it has one to itself. */
function withoutComment(text: string, said: Span): TextEdit {
  const comment = commentAt(text, said.start);
  if (!comment) return { span: said, text: '' };
  const others = text.slice(comment.start, said.start) + text.slice(said.end, comment.end);
  if (/[^\s*/]/.test(others)) return { span: withSpaceBefore(text, said), text: '' };
  if (trails(text, comment)) return { span: withSpaceBefore(text, comment), text: '' };
  const end = lineEnd(text, comment.end);
  const isAlone = text.slice(comment.end, end).trim() === '';
  const start = isAlone ? lineStart(text, comment.start) : comment.start;
  return { span: { start, end: isAlone ? pastBreak(text, end) : comment.end }, text: '' };
}

function withSpaceBefore(text: string, { start, end }: Span): Span {
  return { start: text.slice(0, start).replace(/[ \t]+$/, '').length, end };
}

function pastBreak(text: string, end: number): number {
  return text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end) + 1;
}
