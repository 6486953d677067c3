/** What a reader looks at behind the flag is stored only after the flag was released, or after the barrier before it. */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { FENCES_BEFORE, keysAround } from '../pairing/crosswise.ts';
import { flowOf, follow, nearest, type Place, placeOf, placesIn, siteOf, trace } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, nameOf, siteName, siteRelated } from './describe.ts';
import { loadedBy, storedBy } from './flow-objects.ts';
import type { FlowSite } from './flow-sites.ts';

/** An object that more sites than this are about says nothing about who hands over what to whom. */
const CROWD = 16;

/** What is found at a release or a write barrier. */
export function lateData(snapshot: Snapshot, { facts, flow, site, place }: FlowSite): Finding | undefined {
  if (site.kind !== 'release' && site.kind !== 'write') return undefined;
  const candidates = storedLater(snapshot, facts, flow, place);
  if (candidates.size === 0) return undefined;
  const flags = site.kind === 'release' ? [snapshot.objectKey(facts, site.object)] : candidates.keys();
  for (const flag of flags) {
    if (flag === null) continue;
    for (const reader of readersOf(snapshot, site, flag)) {
      if (reader.facts === facts && reader.site.fn === site.fn) continue;
      const seen = seenBehind(snapshot, reader, flag);
      // A barrier that orders what it should may have more behind it that is for somebody else.
      if (site.kind === 'write' && isServing(snapshot, facts, site, seen)) continue;
      for (const [key, event] of candidates) {
        // A ring's index and a slot's flag are handed over by ways of their own.
        if (key !== flag && seen.has(key) && isOfOneStructure(key, flag))
          return finding(facts, flow, site, event, flag, key, reader);
      }
    }
  }
  return undefined;
}

function isOfOneStructure(key: string, other: string): boolean {
  const structOf = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('::')));
  return structOf(key) === structOf(other);
}

/** What is stored after a place in any case, and not before it: keys with the first store. */
function storedLater(snapshot: Snapshot, facts: FileFacts, flow: Flow, place: Place): Map<string, FlowEvent> {
  const before = new Set<string | null>();
  trace(flow, place, (event) => {
    before.add(storedBy(snapshot, facts, event));
    return true;
  });
  const later = new Map<string, FlowEvent>();
  follow(flow, place, (event) => {
    const site = siteOf(facts, event);
    if (site && (roleOf(site.kind).release || site.kind === 'lock')) return false;
    if (event.kind === 'call' && event.lock) return false;
    const key = event.kind === 'access' ? storedBy(snapshot, facts, event) : null;
    if (key !== null && !before.has(key) && !later.has(key)) later.set(key, event);
    return true;
  });
  for (const key of later.keys()) {
    if (nearest(flow, place, 'after', (event) => storedBy(snapshot, facts, event) === key).open) later.delete(key);
  }
  return later;
}

function isServing(snapshot: Snapshot, facts: FileFacts, site: Site, seen: ReadonlySet<string>): boolean {
  return [...keysAround(snapshot, { facts, site }, 'before', 'store')].some((key) => seen.has(key));
}

function readersOf(snapshot: Snapshot, site: Site, flag: string): readonly SiteRef[] {
  const found =
    site.kind === 'release'
      ? snapshot.uses(flag).sites.filter((ref) => ref.site.kind === 'acquire')
      : snapshot
          .look(FENCES_BEFORE, flag)
          .filter((ref) => ref.site.kind === 'read' && keysAround(snapshot, ref, 'before', 'load').has(flag));
  return found.length > CROWD ? [] : found;
}

/** What a reader loads after its acquire or barrier and not before, up to the next one. */
function seenBehind(snapshot: Snapshot, { facts, site }: SiteRef, flag: string): Set<string> {
  const flow = flowOf(facts, site.fn);
  const place = flow && placeOf(flow, facts.sites.indexOf(site));
  const seen = new Set<string>();
  if (!flow || !place) return seen;
  follow(flow, place, (event) => {
    const other = siteOf(facts, event);
    if (other && (roleOf(other.kind).acquire || other.kind === 'lock') && other.kind !== 'dependency-load')
      return false;
    if (event.kind === 'call' && event.lock) return false;
    const key = loadedBy(snapshot, facts, event);
    if (key !== null && key !== flag) seen.add(key);
    return true;
  });
  trace(flow, place, (event) => {
    const key = loadedBy(snapshot, facts, event);
    if (key !== null) seen.delete(key);
    return true;
  });
  for (const [event] of placesIn(flow)) seen.delete(storedBy(snapshot, facts, event) ?? '');
  return seen;
}

function finding(
  facts: FileFacts,
  flow: Flow,
  site: Site,
  store: FlowEvent,
  flag: string,
  key: string,
  reader: SiteRef,
): Finding {
  const text = store.kind === 'access' ? store.object.text : (siteOf(facts, store)?.primitive ?? '');
  const name = nameOf(key);
  const whose = site.kind === 'release' ? `${site.primitive}() has released ${nameOf(flag)}` : `${site.primitive}()`;
  return {
    rule: 'misplaced-access',
    // Two stores behind a write barrier may both be flags.
    severity: site.kind === 'release' ? 'warning' : 'hint',
    file: facts.file,
    span: { start: store.at, end: store.at + text.length },
    message:
      `${name} is stored only after ${whose}, but ${siteName(reader.facts, reader.site)} lets its reader expect that ` +
      `whoever sees ${nameOf(flag)} sees ${name} as well. It has to be stored before.`,
    related: [
      siteRelated(facts, site, `nothing keeps the store of ${name} before that of ${nameOf(flag)}`),
      siteRelated(reader.facts, reader.site, `${name} is loaded behind it`),
    ],
    function: functionName(facts, flow.fn),
  };
}
