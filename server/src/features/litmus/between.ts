/** What stands between two accesses of one side. */
import type { FunctionRef, Snapshot } from '../../index/snapshot.ts';
import type { Site } from '../../model/facts.ts';
import type { FlowEvent } from '../../model/flow.ts';
import type { Kind } from '../../model/primitive.ts';
import { eventAt, isOnEveryWay, type Place, placesIn, reaches } from '../../pairing/ways.ts';
import { type Course, compare, pathTo, placeIn, siteOf } from './course.ts';
import { type Access, homeOf, type Side } from './sides.ts';

/** A fence and the function that it stands in. */
export interface Fence extends FunctionRef {
  readonly site: Site;
}

/**
 * The fences and fully ordered operations between two accesses of a side that every way from one to the other comes by;
 * undefined when the side's own fence is not among them, or when the accesses are on different ways.
 */
export function fencesBetween(snapshot: Snapshot, side: Side, first: Access, second: Access): Fence[] | undefined {
  const { course, anchor } = side;
  const found =
    course && first.spot && second.spot ? fencesOnTheWay(course, first, second) : fencesInText(snapshot, first, second);
  const needed = 'site' in anchor && isBetweener(anchor.site) ? anchor.site : undefined;
  const isOwn = needed === first.site || needed === second.site;
  return needed && !isOwn && !found?.some(({ site }) => site === needed) ? undefined : found;
}

/**
 * The same for an anchor in a function that tells its caller whether it came by: the fences before the anchor, the
 * anchor, and those behind it. Whether the second access is made only if it did is for others to find out.
 */
export function fencesByAnchor(side: Side, first: Access, second: Access): Fence[] | undefined {
  const { course, anchor } = side;
  if (!course || !('site' in anchor) || !isBetweener(anchor.site) || !first.spot || !second.spot) return undefined;
  const { facts, fn } = homeOf(anchor);
  const place = placeIn(course, { facts, fn }, (event) => event.kind === 'site' && event.at === anchor.site.at);
  if (!place) return undefined;
  const frame = course.frameOf(eventAt(course.flow, place));
  const isOuter = frame.caller !== undefined && second.spot.path.length < pathTo(frame, 0).length;
  if (!isOuter) return undefined;
  const spot = { place, frame, path: pathTo(frame, anchor.site.at), distance: 0 };
  const itself = {
    facts,
    fn,
    at: anchor.site.at,
    object: first.object,
    key: '',
    loads: false,
    stores: false,
    site: anchor.site,
    spot,
  };
  const [before, after] = [fencesOnTheWay(course, first, itself), fencesOnTheWay(course, itself, second)];
  return before && after && [...before, { facts, fn, site: anchor.site }, ...after];
}

function fencesOnTheWay({ flow, frameOf }: Course, first: Access, second: Access): Fence[] | undefined {
  const [from, to] = [first.spot!, second.spot!];
  if (!reaches(flow, from.place, to.place)) return undefined;
  const isBehind = (isWanted: (event: FlowEvent, place: Place) => boolean) =>
    isOnEveryWay(flow, from.place, to.place, isWanted);
  // What a lock orders is another test.
  const isLock = (event: FlowEvent) =>
    event.kind === 'call' ? event.lock === 'take' : siteOf(frameOf(event), event)?.kind === 'lock';
  if (isBehind(isLock)) return undefined;
  const fences: Fence[] = [];
  for (const [event, place] of placesIn(flow)) {
    if (event.kind !== 'site') continue;
    const frame = frameOf(event);
    const site = siteOf(frame, event)!;
    if (!isBetweener(site) || site === first.site || site === second.site) continue;
    const path = pathTo(frame, event.at);
    if (compare(path, from.path) <= 0 || compare(path, to.path) >= 0) continue;
    if (!isBehind((_, at) => at.block === place.block && at.index === place.index)) continue;
    fences.push({ facts: frame.facts, fn: frame.fn, site });
  }
  return fences.sort((a, b) => (a.facts === b.facts && a.fn === b.fn ? a.site.at - b.site.at : 0));
}

/** Where the ways are not known, by the order of the text. */
function fencesInText(snapshot: Snapshot, first: Access, second: Access): Fence[] | undefined {
  const { facts, fn } = first;
  const start = first.site?.end ?? first.at;
  const inside = snapshot.sitesIn({ facts, fn }).filter((site) => site.at >= start && site.at < second.at);
  if (inside.some(({ kind }) => kind === 'lock')) return undefined;
  return inside.filter((site) => isBetweener(site) && site !== second.site).map((site) => ({ facts, fn, site }));
}

/** Switching interrupts off or on orders nothing for other CPUs, as a fence for the compiler alone does. */
function isBetweener({ kind, primitive }: Site): boolean {
  return BETWEEN.has(kind) || primitive === 'barrier';
}

const BETWEEN: ReadonlySet<Kind> = new Set<Kind>([
  'full',
  'write',
  'read',
  'before-atomic',
  'after-atomic',
  'control-acquire',
  'rcu-gp',
  'rmw-full',
]);
