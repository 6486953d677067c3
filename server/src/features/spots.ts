/** Places of things, for shells to show: names where people jump to, whole calls where they read. */

import type { AccessRef, FunctionRef, SiteRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { ResolvedClaim, Target } from '../model/pair.ts';
import { functionName } from '../rules/describe.ts';
import type { Spot } from './view.ts';

/** The whole call. */
export function siteSpot({ facts, site }: SiteRef): Spot {
  return { facts, at: site.at, end: site.end, function: functionName(facts, site.fn) };
}

/** The primitive's name. */
export function nameSpot({ facts, site }: SiteRef): Spot {
  return { facts, at: site.at, end: nameEnd(site), function: functionName(facts, site.fn) };
}

/** Offset past a site's name. */
export function nameEnd(site: Site): number {
  return site.at + site.primitive.length;
}

export function accessSpot({ facts, access }: AccessRef): Spot {
  return { facts, at: access.at, end: access.end, function: functionName(facts, access.fn) };
}

/** The operation that a claim leads to, or what stands for it. */
export function targetSpot({ facts, at, end, function: name }: Target): Spot {
  return { facts, at, end, function: name };
}

/** The name in a function's definition. */
export function definitionSpot({ facts, fn }: FunctionRef): Spot {
  const { name, at } = facts.functions[fn]!;
  return { facts, at, end: at + name.length, function: name };
}

/** Words of a comment. */
export function wordsSpot({ facts, comment }: ResolvedClaim, { start, end }: { start: number; end: number }): Spot {
  return { facts, at: start, end, function: functionName(facts, comment.fn) };
}

/** Each place once, in order of file and position. */
export function inOrder(spots: readonly Spot[]): Spot[] {
  const unique = new Map(spots.map((spot) => [`${spot.facts.file}\0${spot.at}`, spot]));
  return [...unique.values()].sort(byPlace);
}

function byPlace(a: Spot, b: Spot): number {
  if (a.facts.file !== b.facts.file) return a.facts.file < b.facts.file ? -1 : 1;
  return a.at - b.at;
}
