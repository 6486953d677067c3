/**
 * Whether a comment stands beside an operation that is written for ordering, and whether it says anything.
 * What scripts/checkpatch.pl (ctx_locate_comment) takes for one is one here as well: on the line, behind it, on the line
 * above, a `//` on the line below. So is what stands above or in the statement when that began some lines earlier. What
 * trails a closing brace on the line above is about the brace.
 */
import type { Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';
import { isExplicit } from '../primitives/explicit.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import { firstIndex } from '../text/sorted.ts';
import { isExplainedAbove } from './explained.ts';

/** The same sites, with `remark` where there is no comment, or an empty one. In order of position. */
export function withRemarks(lexed: Lexed, sites: readonly Site[]): Site[] {
  return sites.map((site) => {
    if (!WRITTEN_FOR_ORDER.has(site.kind) || !isExplicit(site.primitive)) return site;
    const comments = commentsBeside(lexed, site);
    const says = (comment: LexedComment) => !SAYS_NOTHING.test(wordsOf(lexed.text, comment));
    if (comments.some(says)) return site;
    if (comments.length === 0) return { ...site, remark: 'none' };
    return isExplainedAbove(lexed, site, says) ? site : { ...site, remark: 'empty' };
  });
}

/** RCU is documented by its own rules, where the data is. */
const WRITTEN_FOR_ORDER: ReadonlySet<Kind> = new Set<Kind>([
  'full',
  'write',
  'read',
  'acquire',
  'release',
  'before-atomic',
  'after-atomic',
  'control-acquire',
  'rmw-acquire',
  'rmw-release',
]);

/** Words that any barrier could have at its side. */
const SAYS_NOTHING =
  /^(?:(?:just|a|an|the|we|need|needs|needed|use|issue|insert|add|do|is|here|for|smp|cpu|full|read|write|store|load|general|explicit|hardware|memory|mem|barriers?|fence|mb|rmb|wmb|smp_r?w?mb|sync|synchroni[sz]e|flush|ordering|order|acquire|release|required|please|xxx)\b[\s().,;:!?_-]*)*$/i;

function wordsOf(text: string, { start, end }: LexedComment): string {
  return text
    .slice(start, Math.min(end, start + 300))
    .replace(/^\/[*/]+|\s*\*+\/$|\n\s*(?:\*|\/\/)?/g, ' ')
    .trim();
}

function commentsBeside({ text, code, comments }: Lexed, site: Site): LexedComment[] {
  const line = lineStart(text, site.at);
  const start = Math.min(line, lineStart(text, statementStart(code, site.at)));
  const end = lineEnd(text, statementEnd(code, site.end));
  const isMeant = (comment: LexedComment) => comment.start >= line || !trailsBrace(text, code, comment);
  const found: LexedComment[] = [];
  // From the first comment behind the statement backwards: there are one or two to look at.
  let i = firstAfter(comments, end);
  const below = comments[i];
  if (below && below.style === 'line' && below.start < lineEnd(text, lineEnd(text, site.at) + 1)) found.push(below);
  for (i--; i >= 0; i--) {
    const comment = comments[i]!;
    if (comment.end <= start && !isOnLineAbove(text, comment, line) && !isRightAbove(text, comment, start)) break;
    if (isMeant(comment)) found.push(comment);
  }
  return found;
}

/** Where the first code of the statement stands. */
function statementStart(code: string, at: number): number {
  let i = at - 1;
  while (i >= 0 && at - i < FARTHEST && !';{}'.includes(code[i]!) && !isBeforeDirective(code, i)) i--;
  return i + 1 + code.slice(i + 1, at).search(/\S|$/);
}

/** A definition of a macro is no part of the statement above it, and a conditional one begins with its #if. */
function isBeforeDirective(code: string, at: number): boolean {
  if (code[at] !== '\n') return false;
  let next = at + 1;
  while (code[next] === ' ' || code[next] === '\t') next++;
  return code[next] === '#';
}

function statementEnd(code: string, from: number): number {
  const rest = code.slice(from, from + FARTHEST).search(/[;{}]/);
  return rest < 0 ? from : from + rest;
}

/** A statement is no longer than this many characters. */
const FARTHEST = 2000;

function isOnLineAbove(text: string, comment: LexedComment, line: number): boolean {
  return comment.end > lineStart(text, Math.max(0, line - 1));
}

/** Behind the brace that closes a block, a comment says which block that was. */
function trailsBrace(text: string, code: string, { start, end }: LexedComment): boolean {
  const before = code.slice(lineStart(text, start), start).trim();
  return before.startsWith('}') && !before.endsWith('{') && !text.slice(start, end).includes('\n');
}

function isRightAbove(text: string, comment: LexedComment, start: number): boolean {
  return /^\s*$/.test(text.slice(comment.end, start)) && !/\n\s*\n\s*\n/.test(text.slice(comment.end, start));
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The index of the first comment that starts at or after `offset`. */
function firstAfter(comments: readonly LexedComment[], offset: number): number {
  return firstIndex(comments, ({ start }) => start >= offset);
}
