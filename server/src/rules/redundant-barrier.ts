/**
 * A barrier right behind, or right before, what already orders as much. It costs, and it misleads: readers look for what
 * it might be there for.
 */
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { AccessEvent, Flow, FlowEvent } from '../model/flow.ts';
import type { Kind } from '../model/primitive.ts';
import { claimsAt } from '../pairing/back.ts';
import { eventAt, nearest, type Place, siteOf } from '../pairing/ways.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import { roleOf } from '../primitives/roles.ts';
import { waysBefore } from './correlated.ts';
import { functionName, siteRelated } from './describe.ts';
import { findingsAtSites } from './flow-sites.ts';
import { PAIRING } from './pairing-verbs.ts';
import type { Rule } from './rule.ts';

export const redundantBarrier: Rule = {
  meta: {
    code: 'redundant-barrier',
    summary: 'A barrier stands beside a stronger one or a fully ordered read-modify-write, with nothing in between.',
    severity: 'hint',
    default: true,
    description:
      'A read-modify-write that returns a value orders like smp_mb() before and after itself, conditional ones when they ' +
      'succeed; so do smp_store_mb() and set_current_state() after their store. A barrier next to one of these, or next ' +
      'to a barrier that is at least as strong, has no access of its own to order. That is a hint: the barrier may be ' +
      'kept for those who read the code, or for what is planned.',
    source: 'Documentation/atomic_t.txt §ORDERING; Documentation/memory-barriers.txt §IMPLICIT KERNEL MEMORY BARRIERS',
    example: {
      bad: 'old = atomic_fetch_inc(&x->users);\nsmp_mb();\nif (READ_ONCE(x->closed))',
      good: 'old = atomic_fetch_inc(&x->users);\t/* fully ordered */\nif (READ_ONCE(x->closed))',
    },
    silent:
      'When an access, or a call of which little is known, stands between the two; when the read-modify-write may have ' +
      'failed, or is inside of a helper that does not promise its order, such as llist_add() or tasklet_schedule(); when ' +
      'some way comes to the barrier without the other one; when the comment at a read barrier says where its other ' +
      'side is, and the read-modify-write comes after; in architecture code; for barriers against devices.',
  },
  check({ files }) {
    const shared = files.filter(({ file }) => !/^(?:tools\/)?arch\//.test(file));
    return findingsAtSites(shared, ({ facts, flow, place, site }) => {
      if (!FENCES.has(site.kind) || !isExplicit(site.primitive)) return undefined;
      if (linux.lookup(site.primitive)?.scope !== 'smp') return undefined;
      if (/__after_(?:unlock|spin|srcu|switch)/.test(site.primitive)) return undefined;
      const other = strongerBefore(facts, flow, place, site) ?? strongerAfter(facts, flow, place, site);
      return other && finding(facts, flow, site, other);
    });
  },
};

const FENCES: ReadonlySet<Kind> = new Set<Kind>(['full', 'write', 'read', 'before-atomic', 'after-atomic']);

/** What comes directly before on every way and orders as much. */
function strongerBefore(facts: FileFacts, flow: Flow, place: Place, site: Site): FlowEvent | undefined {
  if (site.kind === 'before-atomic') return undefined;
  const passed: AccessEvent[] = [];
  const { places, open } = waysBefore(flow, place, (event) => {
    if (event.kind === 'access' && event.mode === 'read') passed.push(event);
    return isNothing(event) || (event.kind === 'access' && event.mode === 'read');
  });
  const [first] = places;
  if (open || !first) return undefined;
  const event = eventAt(flow, first);
  if (!places.every((at) => suffices(facts, flow, at, place, site.kind))) return undefined;
  // What was looked at before the other one as well is not what this one is for.
  const isKnown = passed.every((access) => isReadBefore(flow, first, access));
  return isKnown && (passed.length === 0 || !isFence(facts, event)) ? event : undefined;
}

/** What comes directly after on every way and orders as much. */
function strongerAfter(facts: FileFacts, flow: Flow, place: Place, site: Site): FlowEvent | undefined {
  const { places, open } = nearest(flow, place, 'after', (event) => !isNothing(event));
  const [first] = places;
  if (open || !first || places.length > 1) return undefined;
  const event = eventAt(flow, first);
  const wrapped = event.kind === 'call' && event.wraps !== undefined ? linux.lookup(event.wraps)?.kind : undefined;
  const kind = wrapped ?? siteOf(facts, event)?.kind;
  if (kind === 'rmw-full') {
    const isApart = site.kind === 'after-atomic' || isIncidental(facts, event) || isReadingHalf(facts, site);
    return isApart ? undefined : event;
  }
  // Of two equal ones the second is the one that is reported.
  if (kind === 'full' && isPlainFence(facts, event) && (site.kind === 'write' || site.kind === 'read')) return event;
  return undefined;
}

/**
 * The comment at a read barrier says where the other side is: the pair is about what is read before and after it, and a
 * read-modify-write behind it is there for something else.
 */
function isReadingHalf(facts: FileFacts, site: Site): boolean {
  if (site.kind !== 'read') return false;
  return claimsAt(facts, site).some(
    ({ verb, references }) =>
      PAIRING.has(verb) && references.some(({ places }) => places.some(({ kind }) => kind !== 'here')),
  );
}

/** That it orders is how it is made, with a read-modify-write, and not what it promises. */
function isIncidental(facts: FileFacts, event: FlowEvent): boolean {
  const name = event.kind === 'call' ? event.wraps : siteOf(facts, event)?.primitive;
  return name !== undefined && linux.lookup(name)?.incidental === true;
}

function isNothing(event: FlowEvent): boolean {
  return event.kind === 'assign';
}

/** Whether an event before a barrier of some kind does all that the barrier does. */
function suffices(facts: FileFacts, flow: Flow, at: Place, barrier: Place, kind: Kind): boolean {
  const event = eventAt(flow, at);
  if (isIncidental(facts, event)) return false;
  if (event.kind === 'call') return event.wraps !== undefined && succeeds(flow, at, barrier, event.wraps);
  const site = siteOf(facts, event);
  if (!site) return false;
  if (site.kind === 'rmw-conditional-full') return succeeds(flow, at, barrier, site.primitive);
  if (kind === 'after-atomic') return site.kind === 'rmw-full';
  if (site.kind === 'rmw-full') return true;
  if (FULL_AFTER.test(site.primitive)) return true;
  if (isPlainFence(facts, event)) return site.kind === kind || site.kind === 'full';
  return false;
}

/** They store, and then have a full barrier. */
const FULL_AFTER = /^(?:smp_store_mb|set_current_state)$/;

/** smp_mb(), smp_wmb() or smp_rmb(), rather than one that belongs to something. */
function isPlainFence(facts: FileFacts, event: FlowEvent): boolean {
  return /^smp_(?:mb|rmb|wmb)$/.test(siteOf(facts, event)?.primitive ?? '');
}

function isFence(facts: FileFacts, event: FlowEvent): boolean {
  const site = siteOf(facts, event);
  return site !== undefined && roleOf(site.kind).fence;
}

/**
 * Whether a read-modify-write has happened on the way to a barrier: it always does, or what it says decides whether the
 * barrier is come to.
 */
function succeeds(flow: Flow, at: Place, barrier: Place, primitive: string): boolean {
  const kind = linux.lookup(primitive)?.kind;
  if (kind === 'rmw-full' || kind === 'full') return true;
  if (kind !== 'rmw-conditional-full') return false;
  const event = eventAt(flow, at);
  const { test, next } = flow.blocks[at.block]!;
  if (!test || next.length !== 2) return false;
  const isWrapped = event.kind === 'call';
  if (!isWrapped && !(BOOLEAN.test(primitive) && test.start === event.at)) return false;
  const leads = next.map((block) => comesTo(flow, block, barrier));
  return isWrapped ? leads[0] !== leads[1] : leads[0] === true && leads[1] === false;
}

/** They return whether they have done it. */
const BOOLEAN = /try_cmpxchg|_unless(?!_lock)|_not_zero|_if_positive/;

function comesTo(flow: Flow, block: number, barrier: Place): boolean {
  const seen = new Set<number>();
  const pending = [block];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === barrier.block) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    pending.push(...flow.blocks[at]!.next);
  }
  return false;
}

function isReadBefore(flow: Flow, place: Place, { object }: AccessEvent): boolean {
  const isSame = (event: FlowEvent) =>
    event.kind === 'access' && event.mode === 'read' && event.object.text === object.text;
  return nearest(flow, place, 'before', isSame).places.length > 0;
}

function finding(facts: FileFacts, flow: Flow, site: Site, other: FlowEvent): Finding {
  const strong = siteOf(facts, other);
  const isBefore = other.at < site.at;
  const name = strong?.primitive ?? (other.kind === 'call' ? other.name : '');
  const wraps = other.kind === 'call' && other.wraps ? `, which is ${other.wraps}(),` : '';
  const does = strong && roleOf(strong.kind).fence ? 'orders as much' : 'is fully ordered';
  return {
    rule: redundantBarrier.meta.code,
    severity: redundantBarrier.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${site.primitive}() adds nothing to ${name}()${wraps} right ${isBefore ? 'before' : 'after'} it, which ${does}: ` +
      'no access between the two needs it.',
    related: [
      strong
        ? siteRelated(facts, strong, does)
        : { file: facts.file, span: { start: other.at, end: other.at + name.length }, message: `${name}(): ${does}` },
    ],
    function: functionName(facts, flow.fn),
  };
}
