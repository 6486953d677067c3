/**
 * Pairs as a hierarchy: incoming is who pairs with a place, outgoing whom its own comments name. An item is a function
 * that holds sites, or one site; it is found again by its file and the offset of its name.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Pairs } from '../pairing/pairs.ts';
import type { Span } from '../text/span.ts';
import { functionAt, functionSpan } from './document-symbol.ts';
import { bestSides, isPairing, sideName } from './sides.ts';
import { inOrder, nameEnd, targetSpot } from './spots.ts';
import type { Spot, View } from './view.ts';
import { siteTitle } from './workspace-symbol.ts';

export interface HierarchyItem {
  readonly facts: FileFacts;
  readonly name: string;
  /** The function around a site, or ''. */
  readonly detail: string;
  readonly kind: 'function' | 'site';
  readonly span: Span;
  /** The name: what the item is found again by. */
  readonly selection: Span;
}

export interface HierarchyCall {
  readonly item: HierarchyItem;
  /** Incoming: the sides in `item`. Outgoing: the words in the asked item's file that name it. */
  readonly ranges: readonly Span[];
}

/** On a primitive that site; on the name of a function that holds sites the function. */
export function prepareCallHierarchy(view: View, file: string, offset: number): HierarchyItem | undefined {
  return placeAt(view, file, offset)?.item;
}

/** Who pairs with the item at an offset. */
export function incomingCalls(view: View, file: string, offset: number): HierarchyCall[] {
  const sites = placeAt(view, file, offset)?.sites ?? [];
  const sides = sites.flatMap((ref) => bestSides(view.pairs, ref).map(sideName));
  return byItem(inOrder(sides).map((spot) => ({ item: itemOf(spot), range: { start: spot.at, end: spot.end } })));
}

/** Whom the comments of the item at an offset name. */
export function outgoingCalls(view: View, file: string, offset: number): HierarchyCall[] {
  const sites = placeAt(view, file, offset)?.sites ?? [];
  return byItem(
    sites.flatMap((ref) =>
      claimsOf(view.pairs, ref).flatMap(({ claim, targets }) =>
        targets.map((target) => ({ item: itemOf(targetSpot(target)), range: claim.verbSpan })),
      ),
    ),
  );
}

interface HierarchyPlace {
  readonly item: HierarchyItem;
  readonly sites: readonly SiteRef[];
}

function placeAt({ snapshot }: View, file: string, offset: number): HierarchyPlace | undefined {
  const facts = snapshot.file(file);
  if (!facts) return undefined;
  const touches = (start: number, end: number) => start <= offset && offset <= end;
  const site = facts.sites.find((one) => touches(one.at, nameEnd(one)));
  if (site) return { item: siteItem({ facts, site }), sites: [{ facts, site }] };
  const fn = facts.functions.findIndex(({ at, name }) => touches(at, at + name.length));
  const sites = snapshot.sitesIn({ facts, fn }).map((one) => ({ facts, site: one }));
  return fn < 0 || sites.length === 0 ? undefined : { item: functionItem(facts, fn), sites };
}

function claimsOf(pairs: Pairs, { facts, site }: SiteRef) {
  return pairs.claimsAt(facts, site).filter(isPairing);
}

/** The function around a side, or what stands there by itself. */
function itemOf({ facts, at, end }: Spot): HierarchyItem {
  const fn = functionAt(facts, at);
  if (fn >= 0) return functionItem(facts, fn);
  const site = facts.sites.find((one) => one.at === at);
  const span = { start: at, end };
  return site
    ? siteItem({ facts, site })
    : { facts, name: facts.file, detail: '', kind: 'site', span, selection: span };
}

function functionItem(facts: FileFacts, fn: number): HierarchyItem {
  const around = facts.functions[fn]!;
  const selection = { start: around.at, end: around.at + around.name.length };
  return { facts, name: around.name, detail: '', kind: 'function', span: functionSpan(around), selection };
}

function siteItem({ facts, site }: SiteRef): HierarchyItem {
  return {
    facts,
    name: siteTitle(site),
    detail: facts.functions[site.fn]?.name ?? '',
    kind: 'site',
    span: { start: site.at, end: site.end },
    selection: { start: site.at, end: nameEnd(site) },
  };
}

/** Each item once, with all its ranges. */
function byItem(calls: readonly { item: HierarchyItem; range: Span }[]): HierarchyCall[] {
  const found = new Map<string, { item: HierarchyItem; ranges: Map<number, Span> }>();
  for (const { item, range } of calls) {
    const key = `${item.facts.file}\0${item.selection.start}`;
    const one = found.get(key) ?? { item, ranges: new Map() };
    one.ranges.set(range.start, range);
    found.set(key, one);
  }
  return [...found.values()].map(({ item, ranges }) => ({ item, ranges: [...ranges.values()] }));
}
