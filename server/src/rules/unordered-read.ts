/** Functions that test what a writer stores last, and then load what it stores before, with no barrier in between. */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { FENCES_AFTER, keysAround } from '../pairing/crosswise.ts';
import { flowOf, follow, nearest, type Place, placeOf, placesIn, siteOf, trace } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { isHeldAt, lockEffect } from './flow-locks.ts';
import { isTested, loadedBy, storedBy } from './flow-objects.ts';
import type { FlowSite } from './flow-sites.ts';

export interface UnorderedRead {
  /** The load behind the test. */
  readonly data: FlowEvent;
  readonly flagKey: string;
  readonly dataKey: string;
  readonly writer: SiteRef;
}

/** More writers than this of one object, and who hands over what to whom can't be told. */
const CROWD = 16;

/** What is found at the marked load of a flag: a plain one may well be protected by what is not seen. */
export function unorderedRead(
  snapshot: Snapshot,
  { facts, flow, event, place, site }: FlowSite,
): UnorderedRead | undefined {
  if ((site.kind !== 'load-relaxed' && site.kind !== 'rmw-relaxed') || !isTested(flow, event, place)) return undefined;
  const flagKey = snapshot.objectKey(facts, site.object);
  if (flagKey === null) return undefined;
  const writers = writersOf(snapshot, flagKey).filter((ref) => ref.facts !== facts || ref.site.fn !== flow.fn);
  if (writers.length === 0 || writers.length > CROWD || isHeldAt(facts, flow, place)) return undefined;
  const later = loadedBehind(snapshot, facts, flow, event, place);
  for (const writer of later.size > 0 ? writers : []) {
    for (const dataKey of storedBefore(snapshot, writer)) {
      const data = dataKey === flagKey ? undefined : later.get(dataKey);
      if (data) return { data, flagKey, dataKey, writer };
    }
  }
  return undefined;
}

/** The write barriers before stores of an object, and its releases. */
function writersOf(snapshot: Snapshot, key: string): SiteRef[] {
  const fences = snapshot
    .look(FENCES_AFTER, key)
    .filter((ref) => ref.site.kind === 'write' && keysAround(snapshot, ref, 'after', 'store').has(key));
  return [...fences, ...snapshot.uses(key).sites.filter(({ site }) => site.kind === 'release')];
}

/** What a writer stores before its barrier or release in any case. */
function storedBefore(snapshot: Snapshot, writer: SiteRef): Set<string> {
  if (roleOf(writer.site.kind).fence) return keysAround(snapshot, writer, 'before', 'store');
  const { facts, site } = writer;
  const flow = flowOf(facts, site.fn);
  const place = flow && placeOf(flow, facts.sites.indexOf(site));
  const keys = new Set<string>();
  if (!flow || !place) return keys;
  trace(flow, place, (event) => {
    if (lockEffect(facts, event) === 'drop') return false;
    const key = storedBy(snapshot, facts, event);
    if (key !== null) keys.add(key);
    return true;
  });
  for (const key of keys) {
    if (nearest(flow, place, 'before', (event) => storedBy(snapshot, facts, event) === key).open) keys.delete(key);
  }
  return keys;
}

/** What is loaded after a test from the same place in memory, before anything that orders loads. */
function loadedBehind(
  snapshot: Snapshot,
  facts: FileFacts,
  flow: Flow,
  flag: FlowEvent,
  place: Place,
): Map<string, FlowEvent> {
  const later = new Map<string, FlowEvent>();
  const root = rootOf(facts, flag);
  if (root === undefined) return later;
  let isThoughtOf = false;
  follow(flow, place, (event) => {
    if (holdsLoads(snapshot, facts, event)) {
      const kind = siteOf(facts, event)?.kind;
      isThoughtOf ||= kind !== undefined && roleOf(kind).fence;
      return false;
    }
    const key = loadedBy(snapshot, facts, event);
    // What comes round a loop belongs to the next test.
    if (key !== null && event.at > flag.at && rootOf(facts, event) === root && !later.has(key)) later.set(key, event);
    return true;
  });
  if (isThoughtOf) return new Map();
  // Who stores something knows what is in it.
  for (const [event] of placesIn(flow)) {
    const key = storedBy(snapshot, facts, event);
    if (key === loadedBy(snapshot, facts, flag)) return new Map();
    if (key !== null) later.delete(key);
  }
  return later;
}

/** `x->y` of `x->y.flag`; undefined for what is no member, or is found by an index. */
function rootOf(facts: FileFacts, event: FlowEvent): string | undefined {
  const object = event.kind === 'access' ? event.object : siteOf(facts, event)?.object;
  const match = /^&?\(*(.*?)(?:->|\.)\w+\)*$/.exec(object?.text ?? '');
  return match && !object?.text.includes('[') ? match[1] : undefined;
}

/** What keeps later loads behind it, or may have something in it that does. */
function holdsLoads(snapshot: Snapshot, facts: FileFacts, event: FlowEvent): boolean {
  if (lockEffect(facts, event) === 'take') return true;
  const site = siteOf(facts, event);
  if (site) return isAcquire(site.kind);
  if (event.kind !== 'call') return false;
  const callee = snapshot.callee(facts, event.name);
  return callee !== undefined && snapshot.sitesIn(callee).some(({ kind }) => isAcquire(kind));
}

/** A dependency orders only what is reached through it. */
function isAcquire(kind: Parameters<typeof roleOf>[0]): boolean {
  return roleOf(kind).acquire && kind !== 'dependency-load';
}
