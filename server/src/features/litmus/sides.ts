/** What one side of a pair does, as a litmus test needs it: the shared accesses before and after a place of a function, nearest first. */
import type { AccessRef, SiteRef, Snapshot } from '../../index/snapshot.ts';
import type { FileFacts, ObjectPath, Site } from '../../model/facts.ts';
import type { Flow, FlowEvent } from '../../model/flow.ts';
import { eventAt, flowOf, follow, type Place, placesIn, trace } from '../../pairing/ways.ts';
import { roleOf } from '../../primitives/roles.ts';

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
  /** What is stored, where the code tells. */
  readonly value?: string;
  /** A plain update that subtracts or clears bits. */
  readonly isDown?: true;
  /** A plain load's value is used as a pointer. */
  readonly isFollowed?: true;
}

export interface Side {
  readonly anchor: Anchor;
  /** What the anchor accesses itself. */
  readonly own: Access | undefined;
  readonly before: readonly Access[];
  readonly after: readonly Access[];
}

export function sideOf(snapshot: Snapshot, anchor: Anchor): Side {
  const own = ownAccess(snapshot, anchor);
  const { facts } = anchor;
  const fn = fnOf(anchor);
  const flow = flowOf(facts, fn);
  const place = flow && anchorPlace(flow, anchor);
  if (!flow || !place) return { anchor, own, ...nearby(snapshot, anchor) };
  const collect = (walk: typeof follow, isThere: (at: number) => boolean): Access[] => {
    const found: Access[] = [];
    walk(flow, place, (event) => {
      const access = isThere(event.at) ? accessOf(snapshot, facts, fn, event) : undefined;
      if (access) found.push(access);
      return true;
    });
    const start = atOf(anchor);
    return fewOfEach(found.sort((a, b) => Math.abs(a.at - start) - Math.abs(b.at - start)));
  };
  return {
    anchor,
    own,
    before: collect(trace, (at) => at < atOf(anchor)),
    after: collect(follow, (at) => at > atOf(anchor)),
  };
}

/** The nearest accesses, of one kind to one object no more than two. */
function fewOfEach(accesses: readonly Access[]): Access[] {
  const counts = new Map<string, number>();
  const kept = accesses.filter(({ key, loads, stores, site }) => {
    const kind = `${loads} ${stores} ${site?.kind} ${key}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= 2;
  });
  return kept.slice(0, MOST_ACCESSES);
}

const MOST_ACCESSES = 20;

export function fnOf(anchor: Anchor): number {
  return 'site' in anchor ? anchor.site.fn : anchor.access.fn;
}

export function atOf(anchor: Anchor): number {
  return 'site' in anchor ? anchor.site.at : anchor.access.at;
}

function ownAccess(snapshot: Snapshot, anchor: Anchor): Access | undefined {
  const { facts } = anchor;
  if ('site' in anchor) return siteAccess(snapshot, facts, anchor.site);
  const { access } = anchor;
  const key = snapshot.objectKey(facts, access.object);
  if (key === null || access.mode === 'address') return undefined;
  return {
    ...{ facts, fn: access.fn, at: access.at, object: access.object, key, site: null },
    loads: access.mode !== 'write',
    stores: access.mode !== 'read',
    ...(access.use?.dereferenced ? { isFollowed: true } : {}),
  };
}

function accessOf(snapshot: Snapshot, facts: FileFacts, fn: number, event: FlowEvent): Access | undefined {
  if (event.kind === 'site') return siteAccess(snapshot, facts, facts.sites[event.site]!);
  if (event.kind !== 'access' || event.mode === 'address') return undefined;
  const { at, object, mode, value } = event;
  const key = snapshot.objectKey(facts, object);
  if (key === null) return undefined;
  const common = { facts, fn, at, object, key, site: null, ...(value === undefined ? {} : { value }) };
  return { ...common, loads: mode !== 'write', stores: mode !== 'read' };
}

function siteAccess(snapshot: Snapshot, facts: FileFacts, site: Site): Access | undefined {
  const key = snapshot.objectKey(facts, site.object);
  if (!site.object || key === null || !ACCESSES.test(site.kind)) return undefined;
  const { access } = roleOf(site.kind);
  return {
    ...{ facts, fn: site.fn, at: site.at, object: site.object, key, site },
    loads: access !== 'store',
    stores: access !== 'load',
    ...(site.value === undefined ? {} : { value: site.value }),
  };
}

/** Locks, sequence counters and devices have tests of their own. */
const ACCESSES = /^(?:load-relaxed|store-relaxed|acquire|release|publish|dependency-load|rmw-.*)$/;

/** Where the ways through the function are not known, the accesses that were found around a fence. */
function nearby(snapshot: Snapshot, anchor: Anchor): Pick<Side, 'before' | 'after'> {
  if (!('site' in anchor)) return { before: [], after: [] };
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
  return { before: accesses(site.before), after: accesses(site.after) };
}

function anchorPlace(flow: Flow, anchor: Anchor): Place | undefined {
  for (const [event, place] of placesIn(flow)) {
    if (event.at !== atOf(anchor)) continue;
    if (event.kind === ('site' in anchor ? 'site' : 'access')) return place;
  }
  return undefined;
}

/** Where an access is on the ways through its function. */
export function placeAt(flow: Flow, facts: FileFacts, access: Access): Place | undefined {
  for (const [event, place] of placesIn(flow)) {
    if (event.at !== access.at && !(event.kind === 'site' && facts.sites[event.site] === access.site)) continue;
    const { kind } = eventAt(flow, place);
    if (kind === (access.site ? 'site' : 'access')) return place;
  }
  return undefined;
}
