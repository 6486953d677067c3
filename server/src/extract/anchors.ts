/**
 * Binds each claim to the operations that it documents, and each label to the site that it names.
 * Where comments stand, and how often, is counted in ../shared/comments/phrasing.md §4: nine in ten stand right
 * above their statement or trail it; the rest is found by what the words say the operation is.
 */
import type { Claim, LabelDefinition, PrimitiveRef } from '../model/claim.ts';
import type { AnchoredClaim, Call, CommentFact, FunctionFact, LabelFact, Site } from '../model/facts.ts';
import type { Kind } from '../model/primitive.ts';
import { isExplicitKind, isMarkedKind } from '../primitives/explicit.ts';
import { matches } from '../primitives/match.ts';
import { roleOf } from '../primitives/roles.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import type { CommentReading } from './file.ts';

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

/** How likely a comment that names no primitive documents a site of this kind, rather than its neighbour. */
const WEIGHT: Readonly<Partial<Record<Kind, number>>> = {
  full: 40,
  write: 40,
  read: 40,
  acquire: 40,
  release: 40,
  'before-atomic': 40,
  'after-atomic': 40,
  'control-acquire': 40,
  publish: 32,
  'rmw-acquire': 32,
  'rmw-release': 32,
  'load-relaxed': 28,
  'store-relaxed': 28,
  'rmw-full': 26,
  'rmw-conditional-full': 26,
  'dependency-load': 24,
  'seq-read-begin': 20,
  'seq-read-retry': 20,
  'seq-write-begin': 20,
  'seq-write-end': 20,
  'rcu-gp': 20,
  sleep: 16,
  wake: 14,
  compiler: 12,
  'rmw-relaxed': 12,
  unlock: 12,
  lock: 10,
  'rcu-read-lock': 8,
  'rcu-read-unlock': 8,
};
const LEAST_WEIGHT = 4;
const OWN_NAME = 40;
const NEXT_NAME = 25;
const OWN_CLASS = 22;
const OPPOSITE = 14;
const SAME_OBJECT = 14;
/** Per statement that stands between. */
const DISTANCE = 9;
const LEFT_BLOCK = 16;
/** Code lines that a comment reaches, further when it names the operation. */
const REACH = 8;
const NAMED_REACH = 20;

/** The code around one comment. */
class Surroundings {
  /** The enclosing function, or the one that the comment heads. */
  readonly fn: number;
  private readonly heads: boolean;
  /** Indices into the sites of this function. */
  private readonly near: number[] = [];

  constructor(
    private readonly lexed: Lexed,
    private readonly functions: readonly FunctionFact[],
    private readonly sites: readonly Site[],
    private readonly comment: LexedComment,
  ) {
    const enclosing = functions.findIndex((fn) => fn.body.start <= comment.start && comment.start < fn.body.end);
    this.heads = enclosing < 0;
    this.fn = this.heads ? headed(lexed.code, functions, comment.end) : enclosing;
    sites.forEach((site, i) => {
      if (this.fn >= 0 && site.fn === this.fn) this.near.push(i);
    });
  }

  isNear(offset: number): boolean {
    return (
      offset <= this.comment.start && this.lexed.text.slice(offset, this.comment.start).split('\n').length <= REACH
    );
  }

  anchorsOf(claim: Claim): number[] {
    // A header comment that names no primitive describes the function's use, not an operation in it.
    if (this.heads && (namesNoPrimitive(claim) || this.isPlaceOf(claim))) return [];
    // "The barrier in foo() saves us": the operation is over there.
    if (claim.verb === 'saved-by') return [];
    const here = this.comment.trailing ? this.onLine() : [];
    const scored: { site: number; score: number }[] = [];
    for (const i of this.near) {
      const score = this.score(claim, i, here);
      if (score !== null) scored.push({ site: i, score });
    }
    const best = scored.reduce((max, s) => Math.max(max, s.score), 0);
    const first = scored.find((s) => s.score === best && best > 0);
    if (!first) return [];
    const anchors = [first.site];
    // "Both WRITE_ONCE() are paired with": the ones of the same name that follow are meant as well.
    if (/\b(both|two|these|are (?:all )?(?:paired|coupled))\b/i.test(claim.text)) {
      const main = this.sites[first.site]!;
      for (const { site } of scored) {
        const other = this.sites[site]!;
        if (site > first.site && other.primitive === main.primitive && anchors.length < 4) anchors.push(site);
      }
    }
    return anchors;
  }

  /** The first call in the statement below the comment, inside a function. */
  callBelow(): Call | undefined {
    if (this.heads) return undefined;
    const below = /^[^;{}]{0,200}?\b([a-z_]\w*)\s*\(/.exec(
      this.lexed.code.slice(this.comment.end, this.comment.end + 300),
    );
    const name = below?.[1];
    if (!below || !name || /^(if|while|for|switch|return|likely|unlikely|sizeof)$/.test(name)) return undefined;
    return { name, at: this.comment.end + below[0].lastIndexOf(name) };
  }

  /** The comment's own function is where the other side is said to be. */
  private isPlaceOf(claim: Claim): boolean {
    const name = this.functions[this.fn]?.name;
    return claim.references.some((r) => r.places.some((p) => p.kind === 'function' && p.names.includes(name ?? '')));
  }

  /** The site that a label beside it names, or -1. */
  labelled(): number {
    const here = this.onLine();
    if (here.length > 0) return strongest(this.sites, here);
    // What trails a plain statement names that one; alone on its line a label stands above its statement.
    if (this.comment.trailing) return -1;
    const next = this.near.filter(
      (i) => this.sites[i]!.at >= this.comment.end && this.statementsTo(this.sites[i]!.at) === 0,
    );
    return next.length > 0 ? strongest(this.sites, next) : -1;
  }

  /** Sites on the comment's line, or whose call ends there: LMM() trails the last line of a call over several lines. */
  private onLine(): number[] {
    const { text } = this.lexed;
    const lineStart = text.lastIndexOf('\n', this.comment.start - 1) + 1;
    return this.near.filter((i) => {
      const site = this.sites[i]!;
      return site.at < this.comment.start && site.end > lineStart;
    });
  }

  /** How well a site fits, or null when it can't be meant. */
  private score(claim: Claim, index: number, here: readonly number[]): number | null {
    const site = this.sites[index]!;
    // Of several names the one next to the verb is meant: "f() is slow, but test_and_set_bit() pairs with".
    const named = claim.own.findLastIndex((ref) => ref.name !== null && matches(ref, site.primitive, site.kind));
    const distance = this.distance(claim, site, here.includes(index), named >= 0);
    if (distance === null) return null;
    let score = (WEIGHT[site.kind] ?? LEAST_WEIGHT) - distance;
    if (named >= 0) score += OWN_NAME + NEXT_NAME * named;
    else if (claim.own.some((ref) => isOfClass(ref, site))) score += OWN_CLASS;
    if (claim.references.some((r) => r.primitives.some((ref) => opposes(ref.name, ref.generic, site.kind))))
      score += OPPOSITE;
    const member = site.object?.members.at(-1) ?? site.object?.base.replace(/^::/, '');
    if (member && claim.references.some((r) => r.objects.includes(member))) score += SAME_OBJECT;
    return score;
  }

  private distance(claim: Claim, site: Site, onLine: boolean, named: boolean): number | null {
    if (onLine) return 0;
    const { start, end, trailing } = this.comment;
    if (this.heads) return Math.min(30, 3 * this.near.findIndex((i) => this.sites[i] === site));
    if (site.at < start) {
      if (claim.anchorHint !== 'above' && !isExplicitKind(site.kind) && !named) return null;
      const lines = codeLines(this.lexed.code, site.end, start);
      if (lines > (claim.anchorHint === 'above' || named ? REACH : 1)) return null;
      return (claim.anchorHint === 'above' ? 0 : named ? 8 : 26) + 3 * lines;
    }
    const lines = codeLines(this.lexed.code, end, site.at);
    if (lines > (named ? NAMED_REACH : REACH)) return null;
    const left = leavesBlock(this.lexed.code, end, site.at) ? LEFT_BLOCK : 0;
    const away = claim.anchorHint === 'above' ? 30 : trailing ? DISTANCE : 0;
    return DISTANCE * this.statementsTo(site.at) + left + away;
  }

  private statementsTo(at: number): number {
    let count = 0;
    let parens = 0;
    for (let i = this.comment.end; i < at; i++) {
      const c = this.lexed.code.charCodeAt(i);
      if (c === 40) parens++;
      else if (c === 41) parens--;
      else if ((c === 59 && parens <= 0) || c === 123 || c === 125) count++;
    }
    return count;
  }
}

function namesNoPrimitive(claim: Claim): boolean {
  return claim.own.length === 0 && claim.references.every((reference) => reference.primitives.length === 0);
}

/** The function that a comment outside of functions heads: nothing but its own declaration stands between. */
function headed(code: string, functions: readonly FunctionFact[], end: number): number {
  let best = -1;
  functions.forEach((fn, i) => {
    if (!fn.macro && fn.at > end && (best < 0 || fn.at < functions[best]!.at)) best = i;
  });
  if (best < 0) return -1;
  return /[;{}]/.test(code.slice(end, Math.min(functions[best]!.at, end + 2000))) ? -1 : best;
}

/** Whether a primitive named for the other side and a site of this kind are opposite sides. */
function opposes(name: string | null, generic: string | null, kind: Kind): boolean {
  const role = roleOf(kind);
  const word = name ?? generic ?? '';
  if (/READ_ONCE|^load$/.test(word)) return role.access === 'store' || role.access === 'rmw';
  if (/WRITE_ONCE|^store$/.test(word)) return role.access === 'load' || role.access === 'rmw';
  if (/rmb|acquire|^read$|dereference|dependency/.test(word)) return role.release || role.access === 'store';
  if (/wmb|release|^write$|assign_pointer/.test(word)) return role.acquire || role.access === 'load';
  if (/mb|^full$/.test(word)) return role.full;
  return false;
}

/** "mb paired w/ kthread_stop" beside set_current_state(): it is the barrier that the words speak of. */
function isOfClass(ref: PrimitiveRef, site: Site): boolean {
  if (matches(ref, site.primitive, site.kind)) return true;
  return /^(smp_)?mb$/.test(ref.name ?? '') && roleOf(site.kind).full;
}

function strongest(sites: readonly Site[], candidates: readonly number[]): number {
  return candidates.reduce((a, b) => ((WEIGHT[sites[b]!.kind] ?? 0) > (WEIGHT[sites[a]!.kind] ?? 0) ? b : a));
}

/** Lines with code between two offsets, the first one excluded. */
function codeLines(code: string, from: number, to: number): number {
  let lines = 0;
  for (const line of code.slice(from, to).split('\n').slice(0, -1)) if (/[^\s\\]/.test(line)) lines++;
  return lines;
}

/** Whether a `}` closes the block that `from` stands in before `to` is reached. */
function leavesBlock(code: string, from: number, to: number): boolean {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const c = code.charCodeAt(i);
    if (c === 123) depth++;
    else if (c === 125 && --depth < 0) return true;
  }
  return false;
}

function span(comment: LexedComment): { start: number; end: number } {
  return { start: comment.start, end: comment.end };
}
