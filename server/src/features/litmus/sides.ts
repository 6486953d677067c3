/**
 * What one side of a pair does, as a litmus test needs it: the shared accesses before and after a place of a function,
 * nearest first, and the fences that are certainly run between two of them.
 */
import type { AccessRef, SiteRef, Snapshot } from '../../index/snapshot.ts';
import type { FileFacts, ObjectPath, Site } from '../../model/facts.ts';
import type { Flow, FlowEvent } from '../../model/flow.ts';
import type { Kind } from '../../model/primitive.ts';
import { eventAt, flowOf, follow, isOnEveryWay, type Place, placesIn, trace } from '../../pairing/ways.ts';
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

/**
 * The fences and fully ordered operations between two accesses of a side that every way from one to the other comes by;
 * undefined when the side's own fence is not among them, or when the accesses are on different ways.
 */
export function fencesBetween(snapshot: Snapshot, side: Side, first: Access, second: Access): Site[] | undefined {
  const { facts, fn } = first;
  const start = first.site?.end ?? first.at;
  const inside = snapshot.sitesIn({ facts, fn }).filter((site) => site.at >= start && site.at < second.at);
  const flow = flowOf(facts, fn);
  const between = inside.filter((site) => isBetweener(site) && site !== second.site);
  const from = flow && placeAt(flow, facts, first);
  const to = flow && placeAt(flow, facts, second);
  const needed = 'site' in side.anchor && isBetweener(side.anchor.site) ? side.anchor.site : undefined;
  // What a lock orders is another test.
  if (flow && from && to ? isBehindLock(facts, flow, from, to) : inside.some(({ kind }) => kind === 'lock'))
    return undefined;
  const certain =
    flow && from && to
      ? between.filter((site) =>
          isOnEveryWay(flow, from, to, (event) => event.kind === 'site' && facts.sites[event.site] === site),
        )
      : between;
  const isOwn = needed === first.site || needed === second.site;
  return needed && !isOwn && !certain.includes(needed) ? undefined : certain;
}

/** Whether the second access is run only after a test of what the first one has loaded. */
export function isGuarded(first: Access, second: Access): boolean {
  const { facts, fn } = first;
  const flow = flowOf(facts, fn);
  const from = flow && placeAt(flow, facts, first);
  const to = flow && placeAt(flow, facts, second);
  if (!flow || !from || !to) return first.site?.use?.tested ?? false;
  const names = assignedFrom(flow, facts, first);
  return flow.blocks.some(({ test, next }, block) => {
    if (!test || next.length !== 2 || next[0] === next[1]) return false;
    const isAboutIt =
      (test.start <= first.at && first.at < test.end) || test.names?.some((name) => names.has(name)) === true;
    return isAboutIt && next.some((way) => !canReach(flow, way, to.block, block));
  });
}

/** Whether the address of the second access is made of what the first one has loaded. */
export function isReachedThrough(first: Access, second: Access): boolean {
  const { text } = second.object;
  const at = text.indexOf(first.object.text);
  if (at >= 0 && /^\)*\s*(?:->|\[)/.test(text.slice(at + first.object.text.length))) return true;
  const flow = flowOf(first.facts, first.fn);
  const root = /^[(*&\s]*(\w+)/.exec(text)?.[1];
  return flow !== undefined && root !== undefined && assignedFrom(flow, first.facts, first).has(root);
}

/** Whether the second access is to an element whose index is made of what the first one has loaded. */
export function isIndexedBy(first: Access, second: Access): boolean {
  const flow = flowOf(first.facts, first.fn);
  const index = /\[([^\]]*)\]/.exec(second.object.text)?.[1];
  if (!flow || index === undefined) return false;
  const names = assignedFrom(flow, first.facts, first);
  return index.includes(first.object.text) || [...index.matchAll(/\w+/g)].some(([name]) => names.has(name));
}

/** The local variables that get what an access has loaded. */
function assignedFrom(flow: Flow, facts: FileFacts, { site }: Access): ReadonlySet<string> {
  const names = new Set<string>();
  if (!site) return names;
  for (const [event] of placesIn(flow)) {
    if (event.kind === 'assign' && event.site !== undefined && facts.sites[event.site] === site) names.add(event.name);
  }
  return names;
}

function canReach(flow: Flow, from: number, to: number, without: number): boolean {
  const seen = new Set([without]);
  const pending = [from];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    if (block === to) return true;
    if (seen.has(block)) continue;
    seen.add(block);
    pending.push(...flow.blocks[block]!.next);
  }
  return false;
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

function placeAt(flow: Flow, facts: FileFacts, access: Access): Place | undefined {
  for (const [event, place] of placesIn(flow)) {
    if (event.at !== access.at && !(event.kind === 'site' && facts.sites[event.site] === access.site)) continue;
    const { kind } = eventAt(flow, place);
    if (kind === (access.site ? 'site' : 'access')) return place;
  }
  return undefined;
}

/** Whether every way from one place to the other takes a lock. */
function isBehindLock(facts: FileFacts, flow: Flow, from: Place, to: Place): boolean {
  return isOnEveryWay(flow, from, to, (event) =>
    event.kind === 'call' ? event.lock === 'take' : event.kind === 'site' && facts.sites[event.site]?.kind === 'lock',
  );
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
