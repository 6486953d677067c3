/** The flag is tested only after the read barrier that should stand between it and the data. */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { FENCES_AFTER, keysAround } from '../pairing/crosswise.ts';
import { follow, type Place, placesIn, siteOf, trace } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, nameOf, siteName, siteRelated } from './describe.ts';
import { isTested, loadedBy, storedBy } from './flow-objects.ts';
import type { FlowSite } from './flow-sites.ts';

/** More fences than this around one object, and who faces whom can't be told. */
const CROWD = 16;

interface Load {
  readonly key: string;
  readonly event: FlowEvent;
  readonly place: Place;
}

/** What is found at a read barrier. */
export function lateTest(snapshot: Snapshot, { facts, flow, site, place }: FlowSite): Finding | undefined {
  if (site.kind !== 'read') return undefined;
  const before = new Set<string>();
  trace(flow, place, (event) => {
    const key = loadedBy(snapshot, facts, event);
    if (key !== null) before.add(key);
    return true;
  });
  if ([...before].some((key) => snapshot.look(FENCES_AFTER, key).some((ref) => isWriter(snapshot, ref, key))))
    return undefined;
  const after: Load[] = [];
  follow(flow, place, (event, at) => {
    if (isOrdering(facts, event)) return false;
    const key = loadedBy(snapshot, facts, event);
    if (key !== null) after.push({ key, event, place: at });
    return true;
  });
  // What the function stores itself it doesn't get from anybody.
  const own = new Set(
    [...placesIn(flow)].flatMap(([one]) => (storedBy(snapshot, facts, one) ? [textOf(facts, one)] : [])),
  );
  const foreign = after.filter(({ key, event }) => !before.has(key) && !own.has(textOf(facts, event)));
  const data = new Set(foreign.map(({ key }) => key));
  let found: Finding | undefined;
  for (const flag of after) {
    if (before.has(flag.key) || !isTested(flow, flag.event, flag.place)) continue;
    const fences = snapshot.look(FENCES_AFTER, flag.key);
    if (fences.length > CROWD) return undefined;
    for (const writer of fences.filter(({ site: other }) => roleOf(other.kind).release)) {
      if (writer.facts === facts && writer.site.fn === site.fn) continue;
      const flags = keysAround(snapshot, writer, 'after', 'store');
      const stored = [...keysAround(snapshot, writer, 'before', 'store')].filter((key) => !flags.has(key));
      const shared = stored.find((key) => data.has(key));
      if (!flags.has(flag.key) || shared === undefined) continue;
      found ??= finding(facts, flow, site, flag, foreign.find(({ key }) => key === shared)!, writer);
    }
  }
  return found;
}

/** A writer that publishes with this object explains a barrier behind a load of it as it stands. */
function isWriter(snapshot: Snapshot, ref: SiteRef, key: string): boolean {
  return roleOf(ref.site.kind).release && keysAround(snapshot, ref, 'after', 'store').has(key);
}

/** What orders the accesses on either side of it itself. */
function isOrdering(facts: FileFacts, event: FlowEvent): boolean {
  const site = siteOf(facts, event);
  if (!site) return event.kind === 'call' && event.lock === 'take';
  const role = roleOf(site.kind);
  return role.full || (role.fence && role.acquire) || site.kind === 'lock';
}

/** The object as written: `a->len` and `b->len` are one object by their types. */
function textOf(facts: FileFacts, event: FlowEvent): string {
  return (event.kind === 'access' ? event.object.text : siteOf(facts, event)?.object?.text) ?? '';
}

function finding(facts: FileFacts, flow: Flow, site: Site, flag: Load, data: Load, writer: SiteRef): Finding {
  const [flagName, dataName] = [nameOf(flag.key), nameOf(data.key)];
  return {
    rule: 'misplaced-access',
    severity: 'warning',
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${siteName(writer.facts, writer.site)} keeps the store of ${dataName} before that of ${flagName}, but here ` +
      `${flagName} is tested only after ${site.primitive}(), as ${dataName} is: nothing orders the two loads. The ` +
      'barrier belongs between them.',
    related: [
      siteRelated(writer.facts, writer.site, `stores ${dataName} before it and ${flagName} after it`),
      related(facts, flag, 'tested after the barrier'),
      related(facts, data, 'loaded after the barrier, too'),
    ],
    function: functionName(facts, flow.fn),
  };
}

function related(facts: FileFacts, { event }: Load, role: string): Finding['related'][number] {
  const site = siteOf(facts, event);
  if (site) return siteRelated(facts, site, role);
  const text = textOf(facts, event);
  return { file: facts.file, span: { start: event.at, end: event.at + text.length }, message: `${text}: ${role}` };
}
