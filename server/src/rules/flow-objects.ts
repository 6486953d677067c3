/** Which objects the events of a flow load and store. */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { FlowEvent } from '../model/flow.ts';
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
