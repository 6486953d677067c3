/**
 * Loads without a mark that rely on a check of what was loaded with one: which they are, and what the second value is
 * used for.
 */
import type { FileFacts, ObjectPath, Site } from '../model/facts.ts';
import type { AccessEvent, Condition, Flow, FlowEvent, SiteEvent } from '../model/flow.ts';
import { follow, type Place, placesIn, siteOf } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';

/**
 * The loaded value is a pointer that is followed; or it is compared with what can change, or indexed with; or a function
 * that is called gets it.
 */
export type RereadUse = 'followed' | 'measured' | 'passed';

/** A plain load, and what the loaded value is for. */
export interface Reread {
  readonly access: AccessEvent;
  readonly use: RereadUse;
  /** What the first value was checked for: that it is not zero or NULL, or something else. */
  readonly checked: 'truth' | 'part';
}

/**
 * The plain loads that come only where a check of what the site loads has gone one way. What comes either way doesn't
 * rely on the check; and after the check has found nothing, another value is just what is hoped for.
 */
export function guardedRereads(facts: FileFacts, flow: Flow, event: SiteEvent, object: ObjectPath): Reread[] {
  if (!isReadPlainly(flow, object) || isStoredHere(facts, flow, object)) return [];
  const site = facts.sites[event.site]!;
  const names = keptIn(flow, event);
  return flow.blocks.flatMap(({ test, next }) => {
    const tested = test && testedValue(names, site, test);
    if (!tested || next.length !== 2) return [];
    const [whenTrue, whenFalse] = next.map((block) =>
      rereads(facts, flow, block, object).map((reread) => ({ ...reread, checked: tested })),
    ) as [Reread[], Reread[]];
    const onlyTrue = without(whenTrue, whenFalse);
    return tested === 'truth' ? onlyTrue : [...onlyTrue, ...without(whenFalse, whenTrue)];
  });
}

function without(rereads: readonly Reread[], others: readonly Reread[]): Reread[] {
  return rereads.filter(({ access }) => others.every((other) => other.access !== access));
}

/** Whether a condition is about what the site loads, itself or in the variable that it is kept in, and nothing else. */
function testedValue(names: ReadonlySet<string>, site: Site, test: Condition): 'truth' | 'part' | undefined {
  if (test.start <= site.at && site.end <= test.end) {
    return test.start === site.at && site.end === test.end ? 'truth' : 'part';
  }
  const name = test.names?.find((one) => names.has(one));
  return name === undefined ? undefined : test.end - test.start === name.length ? 'truth' : 'part';
}

/** The variables that get what a primitive loads. */
function keptIn(flow: Flow, event: SiteEvent): Set<string> {
  const names = new Set<string>();
  for (const [other] of placesIn(flow)) {
    if (other.kind === 'assign' && other.site === event.site) names.add(other.name);
  }
  return names;
}

function isReadPlainly(flow: Flow, { text }: ObjectPath): boolean {
  for (const [event] of placesIn(flow)) {
    if (event.kind === 'access' && event.mode === 'read' && event.object.text === text) return true;
  }
  return false;
}

/** Who stores to an object knows what is in it. */
function isStoredHere(facts: FileFacts, flow: Flow, object: ObjectPath): boolean {
  for (const [event] of placesIn(flow)) {
    if (event.kind === 'access') {
      if (event.mode !== 'read' && event.object.text === object.text) return true;
      continue;
    }
    const site = siteOf(facts, event);
    const access = site && roleOf(site.kind).access;
    if (site?.object?.text === object.text && (access === 'store' || access === 'rmw')) return true;
  }
  return false;
}

/**
 * The plain loads of the same object from a block on on which something depends, in order, before a lock or another
 * object of the name.
 */
function rereads(facts: FileFacts, flow: Flow, block: number, object: ObjectPath): Omit<Reread, 'checked'>[] {
  const names = variablesIn(object);
  const found: Omit<Reread, 'checked'>[] = [];
  follow(flow, { block, index: -1 }, (event, place) => {
    if (event.kind === 'assign') return !names.has(event.name);
    if (event.kind === 'call') return !/lock/.test(event.name) || /unlock/.test(event.name);
    if (event.kind === 'site') {
      const site = facts.sites[event.site]!;
      return !STOPS.has(site.kind) && site.object?.text !== object.text;
    }
    if (event.object.text !== object.text || event.mode !== 'read') return true;
    const use = useOf(facts, flow, place, event);
    if (use) found.push({ access: event, use });
    return true;
  });
  return found.sort((a, b) => a.access.at - b.access.at);
}

/** Locks, and what waits: after them the value is expected to be another one. */
const STOPS: ReadonlySet<Site['kind']> = new Set<Site['kind']>(['lock', 'sleep', 'rcu-gp', 'seq-read-begin']);

/** What is done with the loaded value; undefined for a NULL check or a comparison with a constant: one more check. */
function useOf(facts: FileFacts, flow: Flow, place: Place, { at, object }: AccessEvent): RereadUse | undefined {
  const { events, test } = flow.blocks[place.block]!;
  const later = events.slice(place.index + 1);
  const callees = later.flatMap((event) => (event.kind === 'call' && event.at < at ? [event.name] : []));
  // Arguments of what prints or traces are for people.
  if (callees.some((name) => SHOWS.test(name))) return undefined;
  const reached = later.flatMap((event) => (event.at <= at ? (objectOf(facts, event)?.text ?? []) : []));
  if (reached.some((text) => text.startsWith(`${object.text}->`))) return 'followed';
  const end = at + object.text.length;
  if (callees.length === 0 && test && test.start <= at && end <= test.end) {
    return comparesVariable(events, test, object) ? 'measured' : undefined;
  }
  if (reached.some((text) => text.includes(`[${object.text}]`))) return 'measured';
  return !isIn(test, at) && callees.some((name) => name !== 'likely' && name !== 'unlikely') ? 'passed' : undefined;
}

function isIn(test: Condition | undefined, at: number): boolean {
  return test !== undefined && test.start <= at && at < test.end;
}

function objectOf(facts: FileFacts, event: FlowEvent): ObjectPath | undefined {
  return event.kind === 'access' ? event.object : siteOf(facts, event)?.object;
}

/** The variables in an expression; its members are none. */
function variablesIn({ text }: ObjectPath): Set<string> {
  return new Set(text.match(/(?<![.>\w])[A-Za-z_]\w*/g));
}

/** Whether anything but the object, and what it is reached through, is in a condition whose value can change. */
function comparesVariable(
  events: readonly FlowEvent[],
  { start, end, names = [] }: Condition,
  object: ObjectPath,
): boolean {
  const own = variablesIn(object);
  if (names.some((name) => !own.has(name))) return true;
  return events.some(
    (event) =>
      start <= event.at &&
      event.at < end &&
      (event.kind === 'access' ? !object.text.startsWith(event.object.text) : true),
  );
}

const SHOWS = /print|trace|warn|bug|dbg|err|info|notice|log|msg|assert/i;
