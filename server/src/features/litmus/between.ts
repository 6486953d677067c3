/** What stands between two accesses of one side. */
import type { Snapshot } from '../../index/snapshot.ts';
import type { FileFacts, Site } from '../../model/facts.ts';
import type { Flow } from '../../model/flow.ts';
import type { Kind } from '../../model/primitive.ts';
import { flowOf, isOnEveryWay, type Place } from '../../pairing/ways.ts';
import { type Access, placeAt, type Side } from './sides.ts';

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
