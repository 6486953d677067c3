/**
 * smp_mb__before_atomic() and smp_mb__after_atomic() make a barrier only together with an atomic read-modify-write
 * that orders nothing by itself. Beside anything else they may be nothing at all: on x86, where every such operation is
 * a full barrier, they are barriers for the compiler.
 */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import type { Kind } from '../model/primitive.ts';
import { eventAt, nearest, type Place, reaches, siteOf } from '../pairing/ways.ts';
import { functionName, siteRelated } from './describe.ts';
import { findingsAtSites } from './flow-sites.ts';
import type { Rule } from './rule.ts';
import { isListOperation } from './wake-conditions.ts';

export const misusedAtomicBarrier: Rule = {
  meta: {
    code: 'misused-atomic-barrier',
    summary:
      'An smp_mb__before_atomic() or smp_mb__after_atomic() stands beside something that is no read-modify-write.',
    severity: 'warning',
    default: true,
    description:
      'These two strengthen an atomic read-modify-write that has no ordering of its own: atomic_inc(), set_bit(), ' +
      'atomic_fetch_add_relaxed(). They rely on what it is made of, and may be nothing but a compiler barrier where it ' +
      'is a full barrier anyway, as on x86. Beside atomic_set(), atomic_read(), WRITE_ONCE() or a plain store, which ' +
      'are no read-modify-writes, nothing is ordered there.',
    source: 'Documentation/atomic_t.txt §ORDERING; Documentation/atomic_bitops.txt §ORDERING',
    example: {
      bad: 'buf->ready = 1;\nsmp_mb__before_atomic();\natomic_set(&buf->state, FULL);',
      good: 'buf->ready = 1;\nsmp_mb();\natomic_set(&buf->state, FULL);',
    },
    silent:
      'When a read-modify-write is the next (or last) thing on some way, but for plain loads; when a call stands there ' +
      'of which is not known that it holds none; where the function begins or ends before that, since its callers may ' +
      'have it. Where a read-modify-write comes next, a store between is a hint only: that one is ordered all the same; it is none where ' +
      'what is between is a release or a full barrier itself.',
  },
  check({ pairs: { snapshot }, files }) {
    return findingsAtSites(files, ({ facts, flow, place, site }) => {
      if (!BARRIER.test(site.primitive)) return undefined;
      const direction = site.kind === 'before-atomic' ? 'after' : 'before';
      const verdictOf = (other: FlowEvent) => judge(snapshot, facts, flow, other);
      const beside = nearest(flow, place, direction, (other) => verdictOf(other) !== 'nothing');
      const events = beside.places.map((at) => eventAt(flow, at));
      if (events.length === 0 || events.some((other) => verdictOf(other) !== 'other')) return undefined;
      if (beside.open && !beside.places.every((at) => isInLoop(flow, at, place))) return undefined;
      const operation = beside.places
        .flatMap((at) => nearest(flow, at, direction, (other) => verdictOf(other) !== 'nothing').places)
        .map((at) => eventAt(flow, at))
        .find((other) => verdictOf(other) === 'rmw' && !events.some((one) => isTakenForOne(facts, one)));
      if (operation && events.every((other) => ordersItself(facts, other))) return undefined;
      return finding(facts, flow, site, direction, events[0]!, operation);
    });
  },
};

/** smp_mb__after_mmgrab() and others of the kind name what they belong to. */
const BARRIER = /^(?:__)?smp_mb__(?:before|after)_(?:atomic(?:_inc|_dec)?|clear_bit)$/;

/** Whether a place is in a loop that the barrier stands outside of: the way by which it is run no time at all counts for nothing. */
function isInLoop(flow: Flow, at: Place, barrier: Place): boolean {
  return reaches(flow, at, at) && !(reaches(flow, barrier, at) && reaches(flow, at, barrier));
}

/** `nothing` is what a barrier may well have between itself and its operation: loads, and arguments. */
type Verdict = 'rmw' | 'unknown' | 'other' | 'nothing';

function judge(snapshot: Snapshot, facts: FileFacts, flow: Flow, event: FlowEvent): Verdict {
  switch (event.kind) {
    case 'site': {
      const site = facts.sites[event.site]!;
      return isArgument(snapshot, facts, flow, event) ? 'nothing' : judgeSite(site);
    }
    case 'access':
      if (event.mode === 'read' || event.mode === 'address' || isArgument(snapshot, facts, flow, event))
        return 'nothing';
      return 'other';
    case 'call':
      if (event.name.includes('for_each')) return 'nothing';
      if (isListOperation(event.name)) return 'other';
      return isArgument(snapshot, facts, flow, event) ? 'nothing' : judgeCall(snapshot, facts, event.name, 2);
    case 'assign':
      return 'nothing';
  }
}

/** Whether it is evaluated for a read-modify-write: `set_bit(x->nr, map_of(x))`. */
function isArgument(snapshot: Snapshot, facts: FileFacts, { fn }: Flow, { at }: FlowEvent): boolean {
  const sites = snapshot.sitesIn({ facts, fn });
  return sites.some((site) => site.at < at && at < site.end && site.kind.startsWith('rmw-'));
}

function judgeSite({ kind, primitive }: Site): Verdict {
  if (kind.startsWith('rmw-')) return 'rmw';
  if (kind === 'load-relaxed' && !/atomic|refcount|test_bit|ONCE/.test(primitive)) return 'nothing';
  return OTHERS.has(kind) || /^__(?:set|clear|change)_bit$/.test(primitive) ? 'other' : 'unknown';
}

/** Kinds that are certainly no read-modify-writes; locks and wake-ups are made of some. */
const OTHERS: ReadonlySet<Kind> = new Set<Kind>([
  'load-relaxed',
  'store-relaxed',
  'acquire',
  'release',
  'publish',
  'full',
  'write',
  'read',
]);

/** Whether whoever put the barrier beside this thought that it is a read-modify-write. */
function isTakenForOne(facts: FileFacts, event: FlowEvent): boolean {
  return /atomic|refcount|test_bit/.test(siteOf(facts, event)?.primitive ?? '');
}

/** Whether what stands between a barrier and its read-modify-write has all the order that it needs without it. */
function ordersItself(facts: FileFacts, event: FlowEvent): boolean {
  const kind = siteOf(facts, event)?.kind;
  return kind === 'release' || kind === 'publish' || kind === 'full';
}

/** What a function is for a barrier beside its call: only of one that has nothing but marked accesses much is known. */
function judgeCall(snapshot: Snapshot, facts: FileFacts, name: string, depth: number): Verdict {
  const callee = snapshot.callee(facts, name);
  const calls = callee?.facts.functions[callee.fn]?.calls;
  if (!callee || !calls) return 'unknown';
  const verdicts = snapshot.sitesIn(callee).map(judgeSite);
  for (const call of calls)
    verdicts.push(depth > 0 ? judgeCall(snapshot, callee.facts, call.name, depth - 1) : 'unknown');
  return (
    verdicts.find((verdict) => verdict === 'rmw' || verdict === 'unknown') ??
    (verdicts.length > 0 ? 'other' : 'unknown')
  );
}

function finding(
  facts: FileFacts,
  flow: Flow,
  site: Site,
  direction: 'before' | 'after',
  event: FlowEvent,
  beyond: FlowEvent | undefined,
): Finding {
  const side = direction === 'after' ? 'following' : 'preceding';
  const operation = beyond && nameOf(facts, beyond);
  // The operation itself is ordered all the same, and what stands between may not have to be.
  const isBetween = operation !== undefined;
  return {
    rule: misusedAtomicBarrier.meta.code,
    severity: isBetween ? 'hint' : misusedAtomicBarrier.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message: isBetween
      ? `${site.primitive}() belongs right beside its read-modify-write, but ${named(facts, event)} stands between ` +
        `it and ${operation}() and is not ordered by it.`
      : `${site.primitive}() only strengthens a ${side} atomic read-modify-write, but what is ${side} here is ` +
        `${describe(facts, event)}: it may be nothing but a compiler barrier. smp_mb() orders any accesses.`,
    related: [
      related(facts, event, 'no read-modify-write'),
      ...(beyond ? [related(facts, beyond, 'the read-modify-write')] : []),
    ],
    function: functionName(facts, flow.fn),
  };
}

/** "atomic_set(), which is none" */
function describe(facts: FileFacts, event: FlowEvent): string {
  if (event.kind === 'access') return named(facts, event);
  return `${named(facts, event)}, which ${event.kind === 'call' ? 'holds' : 'is'} none`;
}

function named(facts: FileFacts, event: FlowEvent): string {
  return event.kind === 'access' ? `a plain store to ${event.object.text}` : `${nameOf(facts, event)}()`;
}

function related(facts: FileFacts, event: FlowEvent, role: string): Finding['related'][number] {
  const site = siteOf(facts, event);
  if (site) return siteRelated(facts, site, role);
  const name = nameOf(facts, event);
  return { file: facts.file, span: { start: event.at, end: event.at + name.length }, message: `${name}: ${role}` };
}

function nameOf(facts: FileFacts, event: FlowEvent): string {
  if (event.kind === 'access') return event.object.text;
  return event.kind === 'site' ? facts.sites[event.site]!.primitive : event.name;
}
