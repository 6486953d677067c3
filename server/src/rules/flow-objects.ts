/** Which objects the events of a flow load and store, and whether a loaded value decides which way is gone. */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { type Place, placesIn } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';

/** The key of the object that an event loads, or null. */
export function loadedBy(snapshot: Snapshot, facts: FileFacts, event: FlowEvent): string | null {
  if (event.kind === 'access') {
    return event.mode === 'read' || event.mode === 'update' ? snapshot.objectKey(facts, event.object) : null;
  }
  const site = event.kind === 'site' ? facts.sites[event.site]! : undefined;
  const access = site && roleOf(site.kind).access;
  return access === 'load' || access === 'rmw' ? snapshot.objectKey(facts, site?.object) : null;
}

/** The key of the object that an event stores to, or null. */
export function storedBy(snapshot: Snapshot, facts: FileFacts, event: FlowEvent): string | null {
  if (event.kind === 'access') {
    return event.mode === 'write' || event.mode === 'update' ? snapshot.objectKey(facts, event.object) : null;
  }
  const site = event.kind === 'site' ? facts.sites[event.site]! : undefined;
  const access = site && roleOf(site.kind).access;
  return access === 'store' || access === 'rmw' ? snapshot.objectKey(facts, site?.object) : null;
}

/** Whether what an event loads is tested: in the condition that it stands in, or in the variable that is given its value. */
export function isTested(flow: Flow, event: FlowEvent, place: Place): boolean {
  const { test } = flow.blocks[place.block]!;
  if (test && test.start <= event.at && event.at < test.end) return true;
  if (event.kind !== 'site') return false;
  for (const [other, at] of placesIn(flow)) {
    if (other.kind !== 'assign' || other.site !== event.site) continue;
    const next = flow.blocks[at.block]!.test;
    if (next?.names?.includes(other.name)) return true;
  }
  return false;
}
