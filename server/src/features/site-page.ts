/**
 * The page on a primitive where it is used: what it orders, its other sides with their code and the reason why they
 * are, who goes around it, and what to read. Short enough for a pop-up: nothing is said twice.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import { roleOf } from '../primitives/roles.ts';
import { isReference, verdict } from './comment-page.ts';
import { kindInWords } from './kinds.ts';
import { functionLink, operationLink } from './links.ts';
import { verdictBlocks } from './litmus/blocks.ts';
import { isOrderedObject, usesBriefly } from './object-page.ts';
import { type Block, type Inline, joined, type Page, text, type Words } from './page.ts';
import { pairedSides } from './paired.ts';
import { partnerInBrief } from './partners.ts';
import { plainInBrief, unprotectedAccesses } from './plain.ts';
import { orderingBlocks, readingBlocks } from './primitive-page.ts';
import { prose } from './prose.ts';
import { whyPaired } from './reasons.ts';
import { sideCode } from './side-code.ts';
import { type Evidence, isPairing, type OtherSide } from './sides.ts';
import { accessSpot, targetSpot } from './spots.ts';
import type { View } from './view.ts';

const MOST_SIDES = 3;

export function sitePage(view: View, ref: SiteRef): Page | undefined {
  const sides = pairedSides(view.pairs, ref);
  const claims = view.pairs
    .claimsAt(ref.facts, ref.site)
    .filter((one) => isPairing(one) && one.status !== 'not-barrier');
  if (sides.length + claims.length === 0 && !isWorthAPage(view, ref)) return undefined;
  const isPaired = sides.length > 0;
  const pairing = isPaired ? pairBlocks(view, ref, sides) : loneBlocks(view, ref, claims);
  const blocks = [title(view, ref), ...orderingBlocks(ref.site.primitive, isPaired), ...pairing, ...plain(view, ref)];
  return { blocks: isRelaxed(ref.site) ? blocks : [...blocks, ...readingBlocks(ref.site.primitive)] };
}

/** What stands everywhere, and orders on the side or not at all, is of interest only as half of a pair. */
function isWorthAPage({ snapshot }: View, { facts, site }: SiteRef): boolean {
  if (site.kind === 'compiler') return site.primitive === 'barrier';
  if (/ONCE$/.test(site.primitive) || isExplicit(site.primitive)) return true;
  if (!site.kind.startsWith('rmw-') && !isRelaxed(site)) return false;
  const key = snapshot.objectKey(facts, site.object);
  return !isRelaxed(site) || (key !== null && isOrderedObject(snapshot, key));
}

function isRelaxed({ kind }: Site): boolean {
  return kind === 'load-relaxed' || kind === 'store-relaxed' || kind === 'rmw-relaxed';
}

function title({ snapshot }: View, { site }: SiteRef): Block {
  const words: Inline[] = [`${site.primitive}()`, ` · ${kindInWords(site.kind)}`];
  // A global goes by its name, a member by its structure; where that isn't known, by what the code says.
  if (site.object) {
    words.push(' · ', { code: snapshot.object(site.object)?.replace(/^::/, '') ?? site.object.text });
  }
  return { kind: 'title', text: words };
}

/** The best few other sides: each with its code, and with a reason unless one of its kind has been given. */
function pairBlocks(view: View, ref: SiteRef, sides: readonly OtherSide[]): Block[] {
  const told = new Set<string>();
  const shown = oncePerFunction(sides).slice(0, MOST_SIDES);
  const blocks = shown.flatMap((side) => {
    const other = side.site && { facts: side.spot.facts, site: side.site };
    const reason = other && whyPaired(view.snapshot, ref, other);
    const link = operationLink(view, ref.facts.file, side.spot, side.primitive);
    const blocks = [text('⇄ ', link, ` (${evidence(view, ref, side)})`), sideCode(view, side, reason?.objects ?? [])];
    const verdict = other ? verdictBlocks(view, ref, other) : [];
    const sort = `${reason?.shape} ${side.site?.kind}`;
    if (!reason || reason.shape === null || told.has(sort)) return [...blocks, ...verdict];
    const sentences = reason.sentences.filter((sentence) => !told.has(sentence));
    for (const one of [sort, ...sentences]) told.add(one);
    const names = reason.objects.map((object) => object.text);
    const see: Words = reason.see
      ? [' See ', { path: reason.see.path, label: reason.see.path }, ...prose(` on ${reason.see.on}.`)]
      : [];
    return [...blocks, text(...prose(sentences.join(' '), names), ...see), ...verdict];
  });
  const rest = sides.length - shown.length;
  return rest > 0 ? [...blocks, text(`… and ${rest} more.`)] : blocks;
}

/** Of the same operations in one function that no comment tells apart, the first. */
function oncePerFunction(sides: readonly OtherSide[]): OtherSide[] {
  const seen = new Set<string>();
  return sides.filter(({ by, primitive, spot }) => {
    if (by === 'comment') return true;
    const id = `${primitive} ${spot.facts.file} ${spot.function}`;
    return !seen.has(id) && seen.add(id);
  });
}

function evidence({ pairs }: View, { facts, site }: SiteRef, side: OtherSide): string {
  const isMutual =
    side.by === 'comment' &&
    pairs.pointingAt(facts, site).some((claim) => claim.facts === side.spot.facts && claim.anchor === side.site);
  return isMutual ? 'both comments say so' : SAYS[side.by];
}

const SAYS: Readonly<Record<Evidence, string>> = {
  comment: 'the comment here says so',
  'their-comment': 'the comment there says so',
  object: 'same object; no comment says so',
  inferred: 'a guess by the objects around it',
};

/** What the comment says nevertheless; what could stand there; for accesses that order nothing, who else is at it. */
function loneBlocks(view: View, ref: SiteRef, claims: readonly ResolvedClaim[]): Block[] {
  const [reference] = claims.flatMap((claim) => (isReference(claim) ? claim.targets : []));
  if (reference) {
    const link = operationLink(view, ref.facts.file, targetSpot(reference), reference.primitive);
    return [text('The comment here refers to ', link, '.')];
  }
  const said = new Set(claims.flatMap((claim) => verdict(view, claim)));
  if (said.size > 0) {
    const isExternal = claims.some(({ claim }) => claim.external !== null);
    return [text(...prose([...(isExternal ? [] : ['The comment here leads nowhere.']), ...said].join(' ')))];
  }
  if (isRelaxed(ref.site)) return usesBriefly(view, ref);
  const words = whatWouldPair(view, ref);
  return words === undefined ? [] : [text(...prose(words))];
}

function whatWouldPair({ snapshot }: View, { facts, site }: SiteRef): string | undefined {
  const brief = isExplicit(site.primitive) ? partnerInBrief(site.kind) : undefined;
  if (brief === undefined) return undefined;
  return roleOf(site.kind).access !== null && snapshot.objectKey(facts, site.object) === null
    ? 'Which object this is can not be told, so that no other side was looked for.'
    : `No other side was found. ${isForDevices(site) ? 'It may be the device: this barrier is for talking to one. Between CPUs it' : 'It'}${brief.slice(2)}`;
}

/** Mandatory and DMA barriers also hold where the other side is no CPU. */
function isForDevices({ primitive }: Site): boolean {
  const scope = linux.lookup(primitive)?.scope;
  return scope === 'io' || scope === 'dma';
}

function plain(view: View, { facts, site }: SiteRef): Block[] {
  const accesses = unprotectedAccesses(view.snapshot, view.snapshot.objectKey(facts, site.object));
  const count = plainInBrief(accesses.length);
  if (count === '' || isRelaxed(site)) return [];
  const spots = new Map(accesses.map((ref) => [`${ref.facts.file} ${ref.access.fn}`, accessSpot(ref)]));
  const links = [...spots.values()].map((spot) => [functionLink(view, facts.file, spot)]);
  return [text(`${count}: `, ...joined(links, ', '))];
}
