/**
 * What was loaded once with a mark, and looked at, is loaded again without one: the check holds for the first value, and
 * nobody says that the second is the same.
 */
import type { FileFacts, ObjectPath, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { AccessEvent, Condition, Flow, FlowEvent } from '../model/flow.ts';
import { eventAt, follow, type Place, placesIn, siteOf } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, siteRelated } from './describe.ts';
import type { Rule } from './rule.ts';

export const racyReread: Rule = {
  meta: {
    code: 'racy-reread',
    summary: 'A value is loaded with a mark and checked, and then loaded again plainly.',
    severity: 'hint',
    default: true,
    description:
      'READ_ONCE(), rcu_dereference() and smp_load_acquire() are there because others store meanwhile. A check of the ' +
      'loaded value, and a barrier behind the load, hold for that value. Whoever loads the object again may get another ' +
      'one: a larger bound, a NULL pointer, an index that was never checked. And being plain, the second load may be ' +
      'torn or repeated as well. The value of the first load is there to be used.',
    source:
      'Documentation/memory-barriers.txt §COMPILER BARRIER; Documentation/RCU/rcu_dereference.rst; ' +
      'Documentation/core-api/refcount-vs-atomic.rst',
    example: {
      bad: 'n = READ_ONCE(set->count);\nif (!n)\n\treturn;\nsmp_rmb();\nfor (i = 0; i < set->count; i++)\n\tuse(set->items[i]);',
      good: 'n = READ_ONCE(set->count);\nif (!n)\n\treturn;\nsmp_rmb();\nfor (i = 0; i < n; i++)\n\tuse(set->items[i]);',
    },
    silent:
      'When a lock is held, or taken between the two; when the function stores to the object, and so owns it; when the ' +
      'pointer to the structure has changed in between; when the second load comes whatever the check says, or where it ' +
      'found nothing; when nothing depends on the second value, or all that is done is to check it once more; for ' +
      'data_race().',
  },
  check({ files }) {
    return files.flatMap((facts) => (facts.flows ?? []).flatMap((flow) => findingsIn(facts, flow)));
  },
};

function findingsIn(facts: FileFacts, flow: Flow): Finding[] {
  if (flow.entered) return [];
  const findings: Finding[] = [];
  const reported = new Set<number>();
  for (const [event] of placesIn(flow)) {
    const site = siteOf(facts, event);
    if (!site?.object || site.locked || !MARKED_LOAD.test(site.primitive) || !isReachedThrough(site.object)) continue;
    if (isStoredHere(facts, flow, site.object)) continue;
    for (const again of guarded(facts, flow, event, site, site.object)) {
      if (reported.has(again.at)) continue;
      reported.add(again.at);
      findings.push(finding(facts, flow, site, again));
      break;
    }
  }
  return findings;
}

const MARKED_LOAD = /^(?:READ_ONCE|smp_load_acquire|rcu_dereference(?:_bh|_sched)?)$/;

/** A member of something, not what a pointer points to: `*p` may be anything. */
function isReachedThrough({ text }: ObjectPath): boolean {
  return !text.startsWith('*') && /->|\./.test(text);
}

/**
 * The plain loads that come only where a check of what the site loads has gone one way. What comes either way doesn't
 * rely on the check; and after the check has found nothing, another value is just what is hoped for.
 */
function guarded(facts: FileFacts, flow: Flow, event: FlowEvent, site: Site, object: ObjectPath): AccessEvent[] {
  if (!isReadPlainly(flow, object)) return [];
  const names = keptIn(flow, event);
  return flow.blocks.flatMap(({ test, next }) => {
    const tested = test && testedValue(names, site, test);
    if (!tested || next.length !== 2) return [];
    const [whenTrue, whenFalse] = next.map((block) => rereads(facts, flow, block, object)) as [
      AccessEvent[],
      AccessEvent[],
    ];
    const onlyTrue = whenTrue.filter((access) => !whenFalse.includes(access));
    if (tested === 'truth') return onlyTrue;
    return [...onlyTrue, ...whenFalse.filter((access) => !whenTrue.includes(access))];
  });
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
function keptIn(flow: Flow, event: FlowEvent): Set<string> {
  const names = new Set<string>();
  for (const [other] of placesIn(flow)) {
    if (other.kind === 'assign' && event.kind === 'site' && other.site === event.site) names.add(other.name);
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
function rereads(facts: FileFacts, flow: Flow, block: number, object: ObjectPath): AccessEvent[] {
  const names = new Set(object.text.match(/\w+/g));
  const found: AccessEvent[] = [];
  follow(flow, { block, index: -1 }, (event, place) => {
    if (event.kind === 'assign') return !names.has(event.name);
    if (event.kind === 'call') return !/lock/.test(event.name) || /unlock/.test(event.name);
    if (event.kind === 'site') {
      const site = facts.sites[event.site]!;
      return !STOPS.has(site.kind) && site.object?.text !== object.text;
    }
    if (event.object.text === object.text && event.mode === 'read' && matters(flow, place)) found.push(event);
    return true;
  });
  return found.sort((a, b) => a.at - b.at);
}

/** Locks, and what waits: after them the value is expected to be another one. */
const STOPS: ReadonlySet<Site['kind']> = new Set<Site['kind']>(['lock', 'sleep', 'rcu-gp', 'seq-read-begin']);

/** Whether the loaded value is followed, indexed with, or compared with another one; a mere NULL check is one more check. */
function matters(flow: Flow, place: Place): boolean {
  const { events, test } = flow.blocks[place.block]!;
  const { at, object } = eventAt(flow, place) as AccessEvent;
  const end = at + object.text.length;
  const later = events.slice(place.index + 1);
  const callees = later.flatMap((event) => (event.kind === 'call' && event.at < at ? [event.name] : []));
  // Arguments of what prints or traces are for people.
  if (callees.some((name) => SHOWS.test(name))) return false;
  if (callees.length === 0 && test && test.start <= at && end <= test.end) {
    return test.end - test.start > object.text.length;
  }
  return later.some(
    (event) =>
      event.kind === 'access' &&
      event.at <= at &&
      (event.object.text.startsWith(`${object.text}->`) || event.object.text.includes(`[${object.text}]`)),
  );
}

const SHOWS = /print|trace|warn|bug|dbg|err|info|notice|log|msg|assert/i;

function finding(facts: FileFacts, flow: Flow, site: Site, again: AccessEvent): Finding {
  const { text } = again.object;
  return {
    rule: racyReread.meta.code,
    severity: racyReread.meta.severity,
    file: facts.file,
    span: { start: again.at, end: again.at + text.length },
    message:
      `${text} was loaded with ${site.primitive}() and that value was checked, but it is loaded again plainly here, ` +
      'and may be another one by now. Use the value of the first load.',
    related: [siteRelated(facts, site, 'the load whose value was checked')],
    function: functionName(facts, flow.fn),
  };
}
