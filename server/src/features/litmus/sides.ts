/** What one side of a pair does, as a litmus test needs it: the shared accesses before and after a place of a function, nearest first. */
import type { AccessRef, FunctionRef, SiteRef, Snapshot } from '../../index/snapshot.ts';
import type { FileFacts, ObjectPath, Site } from '../../model/facts.ts';
import { eventAt, follow, type Place, trace } from '../../pairing/ways.ts';
import type { View } from '../view.ts';
import { accessOf, ownAccess, siteAccess } from './accesses.ts';
import { callersOf } from './callers.ts';
import { type Course, compare, courseOf, type Frame, pathTo, placeIn } from './course.ts';

/** Where one side is known by: a primitive, or an access without one. */
export type Anchor = SiteRef | AccessRef;

/** An access to an object that others may access, too. */
export interface Access {
  readonly facts: FileFacts;
  readonly fn: number;
  readonly at: number;
  readonly object: ObjectPath;
  readonly key: string;
  readonly loads: boolean;
  readonly stores: boolean;
  /** The primitive that makes it; null for a plain access. */
  readonly site: Site | null;
  /** The function that makes it with what it is given, such as memcpy(). */
  readonly by?: string;
  /** What is stored, where the code tells. */
  readonly value?: string;
  /** A plain update that subtracts or clears bits. */
  readonly isDown?: true;
  /** A plain load's value is used as a pointer. */
  readonly isFollowed?: true;
  /** Where it is in the side's course, if that has one. */
  readonly spot?: Spot;
}

/** A place of a course, and in what function that is. */
export interface Spot {
  readonly place: Place;
  readonly frame: Frame;
  readonly path: readonly number[];
  /** How far it is from the anchor, in characters, calls counted as some. */
  readonly distance: number;
}

export interface Side {
  readonly anchor: Anchor;
  /** Undefined where the ways through the function are not known. */
  readonly course: Course | undefined;
  /** What the anchor accesses itself. */
  readonly own: Access | undefined;
  readonly before: readonly Access[];
  readonly after: readonly Access[];
  /** The objects of all these accesses. */
  readonly keys: ReadonlySet<string>;
}

/** The side as its function shows it, with what that calls. */
export function sideOf(view: View, anchor: Anchor): Side {
  const { snapshot } = view;
  const home = homeOf(anchor);
  const course = home.fn < 0 ? undefined : courseOf(snapshot, home);
  return (course && sideIn(view, anchor, course)) ?? withoutCourse(snapshot, anchor);
}

/** The side inside of each of some functions that call its function. */
export function widerSidesOf(view: View, anchor: Anchor): Side[] {
  const { snapshot } = view;
  const home = homeOf(anchor);
  if (home.fn < 0) return [];
  return callersOf(snapshot, home).flatMap((caller) => {
    const course = courseOf(snapshot, home, caller);
    return (course && sideIn(view, anchor, course)) ?? [];
  });
}

/** The function that the anchor stands in. */
export function homeOf(anchor: Anchor): FunctionRef {
  return { facts: anchor.facts, fn: 'site' in anchor ? anchor.site.fn : anchor.access.fn };
}

export function atOf(anchor: Anchor): number {
  return 'site' in anchor ? anchor.site.at : anchor.access.at;
}

function sideIn(view: View, anchor: Anchor, course: Course): Side | undefined {
  const kind = 'site' in anchor ? 'site' : 'access';
  const place = placeIn(course, homeOf(anchor), (event) => event.kind === kind && event.at === atOf(anchor));
  if (!place) return undefined;
  const frame = course.frameOf(eventAt(course.flow, place));
  const spot: Spot = { place, frame, path: pathTo(frame, atOf(anchor)), distance: 0 };
  const keys = new Set<string>();
  const collect = (walk: typeof follow, sign: -1 | 1): Access[] => {
    const found: (Access & { readonly spot: Spot })[] = [];
    walk(course.flow, place, (event, where) => {
      if (event.kind !== 'site' && event.kind !== 'access') return true;
      const inside = course.frameOf(event);
      const path = pathTo(inside, event.at);
      // What a loop comes to again is on the other side of the anchor.
      if (Math.sign(compare(path, spot.path)) !== sign) return true;
      const access = accessOf(view, inside, event);
      if (!access) return true;
      keys.add(access.key);
      const distance = distanceOf(path, inside, spot);
      found.push({ ...access, spot: { place: where, frame: inside, path, distance } });
      return true;
    });
    return found.sort((a, b) => a.spot.distance - b.spot.distance);
  };
  const own = ownAccess(view.snapshot, anchor);
  if (own) keys.add(own.key);
  const [before, after] = [collect(trace, -1), collect(follow, 1)];
  return { anchor, course, own: own && { ...own, spot }, before, after, keys };
}

/** How far an access is from the anchor of its side. */
export function distanceFrom(anchor: Anchor, { spot, at }: Access): number {
  return spot?.distance ?? Math.abs(at - atOf(anchor));
}

/** What a call on the way adds to the distance. */
const CALL = 200;

function distanceOf(path: readonly number[], frame: Frame, anchor: Omit<Spot, 'distance'>): number {
  let same = 0;
  while (same < path.length - 1 && same < anchor.path.length - 1 && path[same] === anchor.path[same]) same++;
  const isBefore = path[same]! < anchor.path[same]!;
  let distance = Math.abs(path[same]! - anchor.path[same]!);
  for (let level = path.length - 1, one: Frame | undefined = frame; level > same; level--, one = one?.caller?.frame) {
    const { body } = one!.facts.functions[one!.fn]!;
    distance += CALL + (isBefore ? body.end - path[level]! : path[level]! - body.start);
  }
  for (
    let level = anchor.path.length - 1, one: Frame | undefined = anchor.frame;
    level > same;
    level--, one = one?.caller?.frame
  ) {
    const { body } = one!.facts.functions[one!.fn]!;
    distance += CALL + (isBefore ? anchor.path[level]! - body.start : body.end - anchor.path[level]!);
  }
  return distance;
}

/** Where the ways through the function are not known, the accesses that were found around a fence. */
function withoutCourse(snapshot: Snapshot, anchor: Anchor): Side {
  const own = ownAccess(snapshot, anchor);
  const common = { anchor, course: undefined, own };
  if (!('site' in anchor)) return { ...common, before: [], after: [], keys: new Set(own ? [own.key] : []) };
  const { facts, site } = anchor;
  const sites = snapshot.sitesIn({ facts, fn: site.fn });
  const accesses = (near: Site['before']): Access[] =>
    (near ?? []).flatMap(({ at, write, passed, object }): readonly Access[] => {
      const key = passed ? null : snapshot.objectKey(facts, object);
      if (key === null) return [];
      const marking = sites.find((one) => one.at <= at && at < one.end && one.object?.text === object.text);
      if (marking) return [siteAccess(snapshot, facts, marking)].filter((access) => access !== undefined);
      return [{ facts, fn: site.fn, at, object, key, loads: !write, stores: write, site: null }];
    });
  const [before, after] = [accesses(site.before), accesses(site.after)];
  return {
    ...common,
    before,
    after,
    keys: new Set([...(own ? [own] : []), ...before, ...after].map(({ key }) => key)),
  };
}
