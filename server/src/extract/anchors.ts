/**
 * Binds each claim to the operations that it documents, and each label to the site that it names.
 * Where comments stand, and how often, is counted in ../shared/comments/phrasing.md §4: nine in ten stand right
 * above their statement or trail it; the rest is found by what the words say the operation is.
 */
import type { Claim, LabelDefinition } from '../model/claim.ts';
import type { AnchoredClaim, CommentFact, FunctionFact, LabelFact, Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';
import { isMarkedKind } from '../primitives/explicit.ts';
import { roleOf } from '../primitives/roles.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import type { CommentReading } from './file.ts';
import { Surroundings } from './surroundings.ts';

export interface Anchored {
  readonly comments: CommentFact[];
  readonly labels: LabelFact[];
}

/**
 * `readings` are the comments of the file that say something, in order of position. A guarded claim with nothing
 * beside it that orders is dropped: "matches the name" is no claim.
 */
export function anchorComments(
  lexed: Lexed,
  functions: readonly FunctionFact[],
  sites: readonly Site[],
  readings: readonly CommentReading[],
): Anchored {
  const comments: CommentFact[] = [];
  const labels: LabelFact[] = [];
  let above: AnchoredClaim | undefined;
  for (const { comment, reading } of readings) {
    const surroundings = new Surroundings(lexed, functions, sites, comment);
    const claims: AnchoredClaim[] = [];
    for (const read of reading.claims) {
      const claim = read.verb === 'caret' ? pointedAt(read, above, surroundings) : read;
      const anchors = surroundings.anchorsOf(claim);
      const call = anchors.length === 0 ? surroundings.callBelow() : undefined;
      if (isClaim(claim, sites, anchors)) claims.push({ ...claim, anchors, ...(call && { call }) });
    }
    above = claims.at(-1) ?? above;
    if (claims.length > 0) comments.push({ span: span(comment), fn: surroundings.fn, claims });
    for (const label of reading.labels) labels.push(bindLabel(label, surroundings, sites));
  }
  return { comments, labels };
}

/** `^^^` says of its own line what the comment above says. */
function pointedAt(caret: Claim, above: AnchoredClaim | undefined, surroundings: Surroundings): Claim {
  if (!above || !surroundings.isNear(above.span.end)) return caret;
  return {
    ...caret,
    own: above.own,
    references: above.references,
    external: above.external,
    notBarrier: above.notBarrier,
  };
}

/** Pairing verbs speak for themselves; all others need something that orders beside them. */
function isClaim(claim: Claim, sites: readonly Site[], anchors: readonly number[]): boolean {
  if (claim.verb === 'pair' || claim.verb === 'couple') return true;
  if (claim.notBarrier) return claim.verb === 'match';
  const anchor = anchors[0] === undefined ? undefined : sites[anchors[0]];
  const named = [...claim.own, ...claim.references.flatMap((r) => r.primitives)];
  if (claim.verb === 'label') return true;
  if (!anchor)
    return (
      named.some((ref) => ref.text !== 'one') &&
      claim.references.some((r) => r.places.some((p) => p.kind === 'function' && p.certain))
    );
  if (isMarkedKind(anchor.kind)) return true;
  return named.length > 0 && claim.verb !== 'see' && orders(anchor.kind);
}

function orders(kind: Kind): boolean {
  const role = roleOf(kind);
  return role.full || role.fence || role.acquire || role.release;
}

function bindLabel(label: LabelDefinition, surroundings: Surroundings, sites: readonly Site[]): LabelFact {
  const site = surroundings.labelled();
  return { ...label, site, fn: site >= 0 ? sites[site]!.fn : surroundings.fn };
}

function span(comment: LexedComment): { start: number; end: number } {
  return { start: comment.start, end: comment.end };
}
