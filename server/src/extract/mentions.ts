/**
 * Functions that a comment at a barrier names without any pairing verb: "We raced with foo() getting a token".
 * They tell nothing certain about the other side, but a name that is gone from the tree is as misleading here as
 * in a pairing comment.
 */
import type { Claim, FunctionPlace } from '../model/claim.ts';
import type { AnchoredClaim, CommentFact, Site } from '../model/facts.ts';
import type { Kind, Vocabulary } from '../model/primitive.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { aliases, correct } from '../primitives/words.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import { firstIndex } from '../text/sorted.ts';

/** Comments, none of `read`, right above or behind a barrier, as claims with the verb `mention`; in order of position. */
export function mentionsAtBarriers(
  lexed: Lexed,
  sites: readonly Site[],
  vocabulary: Vocabulary,
  read: ReadonlySet<LexedComment>,
): CommentFact[] {
  const found = new Map<LexedComment, CommentFact>();
  sites.forEach((site, i) => {
    if (!BARRIERS.has(site.kind) || !isExplicit(site.primitive)) return;
    for (const comment of commentsAt(lexed, site)) {
      if (read.has(comment) || found.has(comment)) continue;
      const claims = mentions(lexed, comment, vocabulary).map((claim): AnchoredClaim => ({ ...claim, anchors: [i] }));
      if (claims.length > 0)
        found.set(comment, { span: { start: comment.start, end: comment.end }, fn: site.fn, claims });
    }
  });
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

const BARRIERS: ReadonlySet<Kind> = new Set<Kind>([
  'full',
  'read',
  'write',
  'acquire',
  'release',
  'before-atomic',
  'after-atomic',
  'control-acquire',
]);

/** What stands before a name that is not there because nobody wanted it. */
const WISHED = /\b(rather than|instead of|custom|could|would)\b[^.]{0,40}$/;

/** The comment above the site's statement, and the one that trails it. */
function commentsAt(lexed: Lexed, site: Site): LexedComment[] {
  const { comments, code, text } = lexed;
  const next = firstAfter(comments, site.at);
  const above = comments[next - 1];
  const behind = comments[next];
  const near: LexedComment[] = [];
  if (above && !above.trailing && !/[;{}]/.test(code.slice(above.end, Math.min(site.at, above.end + 2000))))
    near.push(above);
  if (behind?.trailing && behind.start - site.end < 80 && !text.slice(site.end, behind.start).includes('\n'))
    near.push(behind);
  return near;
}

/** The index of the first comment that starts at or after `offset`. */
function firstAfter(comments: readonly LexedComment[], offset: number): number {
  return firstIndex(comments, ({ start }) => start >= offset);
}

function mentions(lexed: Lexed, comment: LexedComment, vocabulary: Vocabulary): Claim[] {
  const text = lexed.text.slice(comment.start, comment.end);
  const places: FunctionPlace[] = [];
  for (const match of text.matchAll(/(?<![\w>.*}\])-])([a-z]\w{3,60})\(\)/g)) {
    const name = match[1]!;
    if (WISHED.test(text.slice(0, match.index))) continue;
    // Primitives are no places, nor are the ones that a comment wishes for: smp_mb__after_lock().
    if (vocabulary.lookup(name) || correct(name) || aliases(name).length > 1) continue;
    if (/^(smp|virt|dma|atomic)_/.test(name)) continue;
    const start = comment.start + match.index;
    places.push({ kind: 'function', span: { start, end: start + name.length }, names: [name], certain: true });
  }
  const first = places[0];
  if (!first) return [];
  return [
    {
      verb: 'mention',
      verbSpan: first.span,
      span: { start: comment.start, end: comment.end },
      text: text
        .replace(/^\/[*/]+|\*\/$|\n\s*(?:\*|\/\/)?/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 300),
      own: [],
      references: [{ primitives: [], places, objects: [] }],
      anchorHint: null,
      notBarrier: false,
      external: null,
    },
  ];
}
