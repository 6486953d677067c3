/**
 * Both sides of each pair of a site or an object with the accesses that their barriers keep in order, for editors that
 * show one beside the other. What one side does before its barrier the other one sees after its own.
 */
import type { SiteRef } from '../index/snapshot.ts';
import { observes, publishes } from '../pairing/opposite.ts';
import { roleOf } from '../primitives/roles.ts';
import type { Span } from '../text/span.ts';
import type { Focus } from './focus.ts';
import { listing } from './listed-sites.ts';
import { type Access, homeOf, type Side, sideOf } from './litmus/sides.ts';
import { litmusOf, verdictInBrief } from './litmus.ts';
import { pairedSides } from './paired.ts';
import { whyPaired } from './reasons.ts';
import { type Evidence, type OtherSide, otherSides } from './sides.ts';
import { siteSpot } from './spots.ts';
import type { Spot, View } from './view.ts';

export interface SideBySide {
  readonly one: OrderedSide;
  readonly other: OrderedSide;
  readonly by: Evidence;
  /** Why the two work together, in sentences; '' where the other side is no operation. */
  readonly why: string;
  /** `MP · forbidden by the LKMM`; null where the code shows no test. */
  readonly verdict: string | null;
}

export interface OrderedSide {
  /** The whole call. */
  readonly spot: Spot;
  readonly primitive: string;
  /** What it keeps before what is in `after`, each in order of position. */
  readonly before: readonly OrderedAccess[];
  readonly after: readonly OrderedAccess[];
}

export interface OrderedAccess {
  readonly span: Span;
  readonly object: string;
  readonly does: 'load' | 'store' | 'update';
  /** The other side orders an access to the same object. */
  readonly isShared: boolean;
}

/** Each pair once, the surest of a site first. Yields between pieces of work, so that something else can be done. */
export function* sidesSideBySide(view: View, focus: Focus): Generator<void, SideBySide[]> {
  const found = new Map<string, SideBySide>();
  for (const ref of yield* sitesOf(view, focus)) {
    yield;
    const sure = pairedSides(view.pairs, ref);
    for (const side of sure.length > 0 ? sure : otherSides(view.pairs, ref)) {
      const ends = [siteSpot(ref), side.spot].map(({ facts, at }) => `${facts.file}\0${at}`);
      const id = ends.sort().join('\0');
      if (!found.has(id)) found.set(id, pairOf(view, ref, side));
      if (found.size >= MOST) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Nobody looks at more of them side by side. */
const MOST = 24;

/** Of an object those that publish it, fences that are there for it included; or else those that observe it. */
function* sitesOf({ pairs }: View, focus: Focus): Generator<void, SiteRef[]> {
  if (focus.kind === 'site') return [focus.ref];
  const { byKey } = yield* listing(pairs);
  const fences = (byKey.get(focus.key) ?? []).map(({ ref }) => ref).filter(({ site }) => roleOf(site.kind).fence);
  const { sites } = pairs.snapshot.uses(focus.key);
  const publishing = [
    ...sites.filter(({ site }) => publishes(site)),
    ...fences.filter(({ site }) => roleOf(site.kind).release),
  ];
  return publishing.length > 0 ? publishing : [...sites.filter(({ site }) => observes(site)), ...fences];
}

function pairOf(view: View, ref: SiteRef, { spot, site, primitive, by }: OtherSide): SideBySide {
  const { snapshot } = view;
  const one = ownSideOf(view, ref);
  if (!site) {
    const other = { spot, primitive, before: [], after: [] };
    return { one: orderedSide(view, ref, one, new Set()), other, by, why: '', verdict: null };
  }
  const otherRef = { facts: spot.facts, site };
  const other = ownSideOf(view, otherRef);
  const test = litmusOf(view, ref, otherRef);
  return {
    one: orderedSide(view, ref, one, keysOf(other)),
    other: orderedSide(view, otherRef, other, keysOf(one)),
    by,
    why: whyPaired(snapshot, ref, otherRef).sentences.join(' '),
    verdict: test ? verdictInBrief(test) : null,
  };
}

/** A side with what its own function does; what others do that are called there is not in the text that is shown. */
function ownSideOf(view: View, ref: SiteRef): Side {
  const { before, after, ...side } = sideOf(view, ref);
  const { facts, fn } = homeOf(ref);
  const isOwn = (access: Access) => access.facts === facts && access.fn === fn;
  return { ...side, before: before.filter(isOwn), after: after.filter(isOwn) };
}

/** The objects that a side orders accesses to. */
function keysOf(side: Side): ReadonlySet<string> {
  const { before, after } = ordered(side);
  return new Set([...before, ...after].map(({ key }) => key));
}

function orderedSide(view: View, ref: SiteRef, side: Side, shared: ReadonlySet<string>): OrderedSide {
  const { text } = view.source(ref.facts);
  const shown = (accesses: readonly Access[]): OrderedAccess[] =>
    [...accesses]
      .sort((a, b) => a.at - b.at)
      .map(({ at, site, object, key, loads, stores }) => {
        const end = site ? site.end : at + (text.startsWith(object.text, at) ? object.text.length : wordAt(text, at));
        const does = loads && stores ? 'update' : loads ? 'load' : 'store';
        return { span: { start: at, end }, object: object.text, does, isShared: shared.has(key) };
      });
  const { before, after } = ordered(side);
  return { spot: siteSpot(ref), primitive: ref.site.primitive, before: shown(before), after: shown(after) };
}

/** What a side's operation keeps in order, itself included: a release what is before it, a read barrier loads alone. */
function ordered({ anchor, own, before, after }: Side): Pick<Side, 'before' | 'after'> {
  if (!('site' in anchor)) return { before: [], after: [] };
  const { kind } = anchor.site;
  const { release, acquire, fence } = roleOf(kind);
  if (kind === 'write') return { before: before.filter(isStore), after: after.filter(isStore) };
  if (kind === 'read') return { before: before.filter(isLoad), after: after.filter(isLoad) };
  if (fence) return { before, after };
  const itself = own ? [own] : [];
  if (release && acquire) return { before: [...before, ...itself], after };
  if (release || kind === 'store-relaxed') return { before, after: itself };
  return { before: itself, after };
}

function isStore({ stores }: Access): boolean {
  return stores;
}

function isLoad({ loads }: Access): boolean {
  return loads;
}

/** Length of the word there. */
function wordAt(text: string, at: number): number {
  return /^\w*/.exec(text.slice(at, at + 80))![0].length;
}
