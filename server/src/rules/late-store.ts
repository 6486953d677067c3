/** A structure is stored to through the very pointer that was published before. */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { AccessEvent, Flow, FlowEvent } from '../model/flow.ts';
import { eventAt, nearest, type Place, siteOf } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, siteName, siteRelated } from './describe.ts';
import type { FlowSite } from './flow-sites.ts';

/** What is found at a publication. */
export function lateStore(snapshot: Snapshot, { facts, flow, place, site }: FlowSite): Finding | undefined {
  if (site.kind !== 'publish' && site.kind !== 'release') return undefined;
  const pointer = POINTER.exec(site.value ?? '')?.[1];
  const store = pointer === undefined ? undefined : storeAfter(facts, flow, place, pointer);
  const reader = store && readerOf(snapshot, { facts, site }, store);
  return store && reader && finding(facts, flow, site, store, reader);
}

/** Somebody who loads the published pointer in order, and then the very member that is stored late. */
function readerOf(snapshot: Snapshot, { facts, site }: SiteRef, store: AccessEvent): SiteRef | undefined {
  const [pointer, member] = [snapshot.objectKey(facts, site.object), snapshot.objectKey(facts, store.object)];
  if (pointer === null || member === null) return undefined;
  return snapshot.uses(pointer).sites.find((reader) => {
    if (roleOf(reader.site.kind).access !== 'load' || (reader.facts === facts && reader.site.fn === site.fn))
      return false;
    const flow = reader.facts.flows?.find(({ fn }) => fn === reader.site.fn);
    return flow?.blocks.some(({ events }) =>
      events.some(
        (event) =>
          event.kind === 'access' &&
          event.mode === 'read' &&
          event.at > reader.site.at &&
          snapshot.objectKey(reader.facts, event.object) === member,
      ),
    );
  });
}

/** A variable, cast or not. */
const POINTER = /^(?:\([^()]*\)\s*)?([a-z_]\w*)$/;

/** A store through the pointer that certainly follows: what is only undone after an error was there before. */
function storeAfter(facts: FileFacts, flow: Flow, place: Place, pointer: string): AccessEvent | undefined {
  let isGone = false;
  const { places, open } = nearest(flow, place, 'after', (event) => {
    const site = siteOf(facts, event);
    isGone ||=
      (event.kind === 'assign' && event.name === pointer) || site?.kind === 'rcu-gp' || site?.value === pointer;
    return isGone || isStoreThrough(event, pointer);
  });
  const first = places[0] && eventAt(flow, places[0]);
  return !open && !isGone && first?.kind === 'access' ? first : undefined;
}

function isStoreThrough(event: FlowEvent, pointer: string): boolean {
  if (event.kind !== 'access' || event.mode !== 'write') return false;
  return event.object.text.startsWith(`${pointer}->`) && !HARMLESS.test(event.object.text);
}

/** Lists, locks and counts are not what readers are handed. */
const HARMLESS = /(?:list|node|lock|mutex|ref|refcnt|count|users|rcu|next|prev|stats?)\b|\[/;

function finding(facts: FileFacts, flow: Flow, site: Site, store: AccessEvent, reader: SiteRef): Finding {
  const { text } = store.object;
  return {
    rule: 'misplaced-access',
    severity: 'hint',
    file: facts.file,
    span: { start: store.at, end: store.at + text.length },
    message:
      `${text} is stored here after ${site.primitive}() has published ${site.value}: ${siteName(reader.facts, reader.site)}, ` +
      'which goes on to load it, may have the pointer by then and see the old value. What readers look at has to be stored before.',
    related: [
      siteRelated(facts, site, 'publishes the pointer'),
      siteRelated(reader.facts, reader.site, 'loads the pointer, then the member'),
    ],
    function: functionName(facts, flow.fn),
  };
}
