/** The names in pairing comments that exist nowhere any more, and the functions that are most likely meant by them. */

import type { FileFacts, Site } from '../../model/facts.ts';
import type { Missing, ResolvedClaim } from '../../model/pair.ts';
import { directoryOf } from '../../model/paths.ts';
import { matches } from '../../primitives/match.ts';
import { functionName } from '../../rules/describe.ts';
import { levenshtein } from '../../text/levenshtein.ts';
import type { Span } from '../../text/span.ts';
import { likelySides, mayFace } from '../candidates.ts';
import type { View } from '../view.ts';
import { touch } from './action.ts';

export interface StaleName {
  readonly claim: ResolvedClaim;
  readonly missing: Missing;
}

/** The stale function names that a selection touches. */
export function staleNames(view: View, facts: FileFacts, selection: Span): StaleName[] {
  return view.pairs
    .claimsIn(facts.file)
    .filter(({ status }) => status === 'stale-function')
    .flatMap((claim) => claim.missing.map((missing) => ({ claim, missing })))
    .filter(({ missing }) => missing.kind === 'function' && touch(missing.span, selection))
    .filter(({ missing: { name, span } }) => view.source(facts).text.slice(span.start, span.end) === name);
}

export interface Successors {
  /** Best first, at most three. */
  readonly names: readonly string[];
  /** The only function that the objects and the other side's comments leave. */
  readonly isSure: boolean;
}

const MOST_NAMES = 3;

/** The functions that hold the other side on the same object, else those of nearly the same name that hold one that fits. */
export function successorsOf(view: View, stale: StaleName): Successors {
  const fits = fitting(stale);
  const taken = new Set(stale.claim.targets.map((target) => target.function));
  const isOpen = (name: string) => name !== '' && !taken.has(name);
  const { facts, anchor } = stale.claim;
  const sides = anchor && facts.sites.includes(anchor) ? likelySides(view.pairs, { facts, site: anchor }) : [];
  const likely = sides.filter(({ site, spot }) => site !== null && fits(site) && isOpen(spot.function));
  const names = [...new Set(likely.map(({ spot }) => spot.function))].sort(
    (a, b) => sharedWords(b, stale.missing.name) - sharedWords(a, stale.missing.name),
  );
  if (names.length === 0) {
    const near = similarNames(view, stale, fits).filter(isOpen);
    return { names: near.slice(0, MOST_NAMES), isSure: false };
  }
  const isSure =
    names.length === 1 && likely.every(({ by }) => by !== 'inferred') && stale.claim.claim.verb !== 'mention';
  return { names: names.slice(0, MOST_NAMES), isSure };
}

/** Whether an operation is what the comment says of it, or without a word on that what faces the documented one. */
function fitting({ claim: { claim, anchor }, missing }: StaleName): (site: Site) => boolean {
  const reference = claim.references.find(({ places }) => places.some(({ span }) => span.start === missing.span.start));
  const named = reference?.primitives ?? [];
  if (named.length > 0) return (site) => named.some((ref) => matches(ref, site.primitive, site.kind));
  return (site) => anchor !== null && mayFace(anchor.kind, site.kind);
}

/** Names at a small distance in this file and the ones beside it, of functions that hold what fits. */
function similarNames(
  { snapshot }: View,
  { claim: { facts, comment }, missing }: StaleName,
  fits: (site: Site) => boolean,
) {
  const limit = Math.floor(missing.name.length / 3);
  const found = new Map<string, number>();
  for (const file of snapshot.filesIn(directoryOf(facts.file))) {
    for (let fn = 0; fn < file.functions.length; fn++) {
      const name = functionName(file, fn);
      const distance = levenshtein(missing.name, name, limit);
      if (distance > limit || name === functionName(facts, comment.fn)) continue;
      if (snapshot.sitesIn({ facts: file, fn }).some(fits)) found.set(name, distance);
    }
  }
  return [...found].sort((a, b) => a[1] - b[1]).map(([name]) => name);
}

/** How many words of a name another one has as well: of several likely functions the one that was renamed has some. */
function sharedWords(name: string, other: string): number {
  const words = new Set(other.split('_'));
  return name.split('_').filter((word) => words.has(word)).length;
}
