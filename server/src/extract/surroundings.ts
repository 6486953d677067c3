/**
 * The code around one comment: which operation a claim of it documents, by where it stands and what the words say,
 * and which one a label of it names.
 */
import type { Claim } from '../model/claim.ts';
import type { Call, FunctionFact, Site } from '../model/facts.ts';
import { isExplicitKind } from '../primitives/explicit.ts';
import type { Lexed, LexedComment } from '../syntax/lexed.ts';
import { fitness, namedAt, strongest } from './fitness.ts';
import { enclosing } from './functions.ts';

export class Surroundings {
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
    const around = enclosing(functions, comment.start);
    this.heads = around < 0;
    this.fn = this.heads ? headed(lexed.code, functions, comment.end) : around;
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
    const named = namedAt(claim, site);
    const distance = this.distance(claim, site, here.includes(index), named >= 0);
    return distance === null ? null : fitness(claim, site, named) - distance;
  }

  private distance(claim: Claim, site: Site, onLine: boolean, named: boolean): number | null {
    if (onLine) return 0;
    const { start, end, trailing } = this.comment;
    if (this.heads) return Math.min(30, 3 * this.near.findIndex((i) => this.sites[i] === site));
    if (site.at < start) {
      if (claim.anchorHint !== 'above' && !isExplicitKind(site.kind) && !named) return null;
      const reach = claim.anchorHint === 'above' || named ? REACH : 1;
      const lines = codeLines(this.lexed.code, site.end, start, reach);
      if (lines > reach) return null;
      return (claim.anchorHint === 'above' ? 0 : named ? 8 : 26) + 3 * lines;
    }
    const reach = named ? NAMED_REACH : REACH;
    if (codeLines(this.lexed.code, end, site.at, reach) > reach) return null;
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

/** Per statement that stands between. */
const DISTANCE = 9;
const LEFT_BLOCK = 16;
/** Code lines that a comment reaches, further when it names the operation. */
const REACH = 8;
const NAMED_REACH = 20;

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

/** Lines with code between two offsets, the last one excluded. Counts no further than one beyond `most`. */
function codeLines(code: string, from: number, to: number, most: number): number {
  let lines = 0;
  for (let at = from; lines <= most; ) {
    const end = code.indexOf('\n', at);
    if (end < 0 || end >= to) break;
    if (/[^\s\\]/.test(code.slice(at, end))) lines++;
    at = end + 1;
  }
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
