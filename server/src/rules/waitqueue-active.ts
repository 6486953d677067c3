/**
 * Store buffering in its commonest form: the waker stores the condition and then looks whether somebody sleeps, the sleeper
 * queues up and then looks at the condition. Without a full barrier on both sides each may miss what the other did. The
 * sleeper has its barrier in prepare_to_wait(); the waker has to bring its own.
 */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { eventAt, nearest, type Place, siteOf } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, siteRelated } from './describe.ts';
import { isHeldAt, lockEffect } from './flow-locks.ts';
import { findingsAtSites } from './flow-sites.ts';
import type { Rule } from './rule.ts';
import { lookAgain, mayAwait, wakesNobody } from './sleepers.ts';
import { conditionOf, isListOperation, storedAt, wakesNext } from './wake-conditions.ts';

export const waitqueueActive: Rule = {
  meta: {
    code: 'waitqueue-active',
    summary: 'A look for sleepers follows the store of what they wait for without a full barrier.',
    severity: 'warning',
    default: true,
    description:
      'waitqueue_active(), and wake_up_bit() and wake_up_var(), which call it, look at the wait queue without a lock. The ' +
      'store that makes the condition true has to be visible before, or the sleeper has queued up and seen the old ' +
      'condition while the waker has seen an empty queue: a lost wake-up. That takes a full barrier between the two, as ' +
      'no weaker one holds a store before a load: smp_mb(), smp_mb__after_atomic() behind a clear_bit(), a ' +
      'value-returning read-modify-write, or wq_has_sleeper(), which has it in it. To release one lock and to take ' +
      'another one is no full barrier. A list operation is a store to the list. Where nobody is seen to sleep on the bit ' +
      'that wake_up_bit() is for, it is a hint.',
    source:
      'include/linux/wait.h, waitqueue_active(); kernel/sched/wait_bit.c, wake_up_bit(); ' +
      'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS',
    example: {
      bad: 'WRITE_ONCE(dev->ready, true);\nif (waitqueue_active(&dev->wait))\n\twake_up(&dev->wait);',
      good: 'WRITE_ONCE(dev->ready, true);\nif (wq_has_sleeper(&dev->wait))\n\twake_up(&dev->wait);',
    },
    silent:
      'When a lock is held at waitqueue_active(), under which the sleeper may queue up, be it by the callers as the comment ' +
      'above the function says; when what was stored is not what is tested before the sleeper is woken, or is a constant or bit that no sleeper waits for; when a function is called in ' +
      "between that may have the barrier in it; when the store is the caller's; when what is asked is not whether to wake.",
  },
  check({ pairs: { snapshot }, files }) {
    return findingsAtSites(files, ({ facts, flow, place, site }) => {
      if (!LOOKS.test(site.primitive)) return undefined;
      const guards = /_active$/.test(site.primitive);
      if (guards && !wakesNext(facts, flow, place)) return undefined;
      if (!isHeldAt(facts, flow, place)) {
        const store = conditionStore(snapshot, facts, flow, site, place);
        return store && finding(snapshot, facts, flow, site, store, NO_BARRIER);
      }
      const before = guards ? undefined : behindLock(snapshot, facts, flow, place);
      return before && finding(snapshot, facts, flow, site, before, ONLY_LOCK);
    });
  },
};

/** The store of what may be the condition that comes before the look on every way, with no full barrier in between. */
function conditionStore(snapshot: Snapshot, facts: FileFacts, flow: Flow, site: Site, place: Place): Place | undefined {
  const isCondition = conditionOf(facts, flow, site, place);
  const verdictOf = (event: FlowEvent, at: Place): Verdict => {
    const verdict = judge(snapshot, facts, event);
    const isAwaited = () => isCondition(at) && mayAwait(snapshot, facts, flow, site, at);
    return verdict === 'store' && !isAwaited() ? 'nothing' : verdict;
  };
  const { places, open } = nearest(flow, place, 'before', (event, at) => verdictOf(event, at) !== 'nothing');
  return !open && places.every((at) => verdictOf(eventAt(flow, at), at) === 'store') ? places[0] : undefined;
}

/**
 * What was done before a lock was taken only to wake somebody: with nothing stored under the lock, the condition was
 * stored before, and a lock is no full barrier.
 */
function behindLock(snapshot: Snapshot, facts: FileFacts, flow: Flow, place: Place): Place | undefined {
  const before = nearest(
    flow,
    place,
    'before',
    (event) => lockEffect(facts, event) !== undefined || judge(snapshot, facts, event) !== 'nothing',
  );
  const lock = before.places.length === 1 && !before.open ? before.places[0] : undefined;
  if (!lock || lockEffect(facts, eventAt(flow, lock)) !== 'take') return undefined;
  const beyond = nearest(
    flow,
    lock,
    'before',
    (event) => event.kind === 'call' || judge(snapshot, facts, event) !== 'nothing',
  );
  const events = beyond.places.map((at) => eventAt(flow, at));
  const isDone = events.every((event) => event.kind === 'call' || judge(snapshot, facts, event) === 'store');
  return !beyond.open && isDone ? beyond.places[0] : undefined;
}

const LOOKS = /^(?:waitqueue_active|swait_active|wake_up_bit|wake_up_var)$/;

/** `barrier` is a full barrier or may have one in it; `nothing` neither stores nor orders. */
type Verdict = 'store' | 'barrier' | 'nothing';

function judge(snapshot: Snapshot, facts: FileFacts, event: FlowEvent): Verdict {
  switch (event.kind) {
    case 'assign':
      return 'nothing';
    case 'access':
      return event.mode === 'write' || event.mode === 'update' ? 'store' : 'nothing';
    case 'site':
      return judgeSite(facts.sites[event.site]!);
    case 'call':
      if (event.lock || SHOWS.test(event.name)) return 'nothing';
      if (isListOperation(event.name)) return 'store';
      return callsBarrier(snapshot, facts, event.name, 2) ? 'barrier' : 'nothing';
  }
}

const SHOWS = /print|trace|dbg|debug|^WARN|lockdep|assert/;

function judgeSite({ kind, primitive }: Site): Verdict {
  if (roleOf(kind).full) return kind === 'before-atomic' ? 'nothing' : 'barrier';
  // The last one to drop a reference has nobody left who could look at anything else.
  if (kind === 'lock' || kind === 'unlock' || /refcount|kref/.test(primitive)) return 'nothing';
  const { access } = roleOf(kind);
  if (access === 'store' || access === 'rmw') return 'store';
  return /^__(?:set|clear|change)_bit$/.test(primitive) ? 'store' : 'nothing';
}

/** Whether a function may have a full barrier in it: it has one, or nothing is known of it. */
function callsBarrier(snapshot: Snapshot, facts: FileFacts, name: string, depth: number): boolean {
  const callee = snapshot.callee(facts, name);
  const calls = callee?.facts.functions[callee.fn]?.calls;
  if (!callee || !calls || depth === 0) return true;
  if (snapshot.sitesIn(callee).some((site) => roleOf(site.kind).full)) return true;
  return calls.some((call) => callsBarrier(snapshot, callee.facts, call.name, depth - 1));
}

/** What is said of the way from the store to the look. */
const NO_BARRIER = 'no full barrier keeps the two in order';
const ONLY_LOCK = 'only a lock was taken between the two, which is no full barrier';

function finding(snapshot: Snapshot, facts: FileFacts, flow: Flow, site: Site, at: Place, between: string): Finding {
  const before = eventAt(flow, at);
  const stored = siteOf(facts, before);
  const name = before.kind === 'access' ? before.object.text : nameOf(facts, before);
  const role =
    between === ONLY_LOCK
      ? 'what the sleeper waits for is done before the lock'
      : 'stored before, without a full barrier';
  const isIdle = wakesNobody(snapshot, facts, site);
  return {
    rule: waitqueueActive.meta.code,
    severity: isIdle ? 'hint' : waitqueueActive.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${site.primitive}() looks for sleepers after ${storeAt(facts, flow, at)}, and ${between}: a sleeper who has just queued up may have ` +
      `seen the condition as it was before. ${advice(site, stored, lookAgain(snapshot, facts, site))}` +
      (isIdle ? ` No wait_on_bit() for ${site.bit} was found, though: it may be that nobody sleeps there.` : ''),
    related: [
      stored
        ? siteRelated(facts, stored, role)
        : { file: facts.file, span: { start: before.at, end: before.at + name.length }, message: `${name}: ${role}` },
    ],
    function: functionName(facts, flow.fn),
  };
}

/** "clear_bit() to box->flags", "a plain store to box->ready", "list_add() to box->items", "unhash_box()" */
function storeAt(facts: FileFacts, flow: Flow, at: Place): string {
  const event = eventAt(flow, at);
  if (event.kind === 'access') return `a plain store to ${event.object.text}`;
  const name = nameOf(facts, event);
  if (event.kind === 'call' && !isListOperation(name)) return `${name}()`;
  return `${name}() to ${storedAt(facts, flow, at).at(-1) || name}`;
}

function nameOf(facts: FileFacts, event: FlowEvent): string {
  return event.kind === 'call' ? event.name : (siteOf(facts, event)?.primitive ?? '');
}

/** Without `suffices`, a sleeper may not look again once it has queued up, and needs more than to be seen. */
function advice(site: Site, stored: Site | undefined, suffices: boolean): string {
  const verdict = suffices ? 'between them would do' : 'is needed between them';
  if (stored?.kind.startsWith('rmw-')) return `smp_mb__after_atomic() ${verdict}.`;
  return site.primitive === 'waitqueue_active' ? 'wq_has_sleeper() has it in it.' : `smp_mb() ${verdict}.`;
}
