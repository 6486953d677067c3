/** What primitives and plain C access, as a side of a litmus test has it. */
import type { Snapshot } from '../../index/snapshot.ts';
import type { FileFacts, Site } from '../../model/facts.ts';
import type { AccessEvent, SiteEvent } from '../../model/flow.ts';
import { roleOf } from '../../primitives/roles.ts';
import type { View } from '../view.ts';
import { type Frame, siteOf } from './course.ts';
import { type Passed, whatBecomesOf } from './passed.ts';
import type { Access, Anchor } from './sides.ts';

/** What an anchor accesses itself. */
export function ownAccess(snapshot: Snapshot, anchor: Anchor): Access | undefined {
  const { facts } = anchor;
  if ('site' in anchor) return siteAccess(snapshot, facts, anchor.site);
  const { access } = anchor;
  const key = snapshot.objectKey(facts, access.object);
  if (key === null || access.mode === 'address') return undefined;
  return {
    ...{ facts, fn: access.fn, at: access.at, object: access.object, key, site: null },
    loads: access.mode !== 'write',
    stores: access.mode !== 'read',
    ...(access.use?.dereferenced ? { isFollowed: true } : {}),
  };
}

/** The access that an event is, if others may make one to the same object. */
export function accessOf(view: View, frame: Frame, event: SiteEvent | AccessEvent): Access | undefined {
  const { snapshot } = view;
  const { facts, fn } = frame;
  if (event.kind === 'site') {
    const access = siteAccess(snapshot, facts, siteOf(frame, event)!);
    return access && { ...access, fn };
  }
  const { at, object, mode, value } = event;
  const key = OWN_TASK.test(object.text) ? null : snapshot.objectKey(facts, object);
  if (key === null) return undefined;
  const passed = mode === 'address' || mode === 'read' ? passedAt(view.source(facts).text, at, object.text) : undefined;
  if (mode === 'address' && !passed) return undefined;
  return {
    ...{ facts, fn, at, object, key, site: null, ...(value === undefined ? {} : { value }) },
    loads: passed?.does !== 'store' && mode !== 'write',
    stores: passed?.does === 'store' || mode === 'write' || mode === 'update',
    ...(passed ? { by: passed.by } : {}),
  };
}

/** What becomes of an expression, or of its address, as an argument. */
function passedAt(text: string, at: number, expression: string): Passed | undefined {
  // What leads to what is passed begins at the same place.
  if (/^\s*(?:->|\.|\[)/.test(text.slice(at + expression.length, at + expression.length + 20))) return undefined;
  let start = at;
  while (text[start - 1] === ' ') start--;
  if (text[start - 1] === '&') start--;
  return /[(,\s)]/.test(text[start - 1] ?? '') ? whatBecomesOf(text, start) : undefined;
}

/** The access that a primitive makes. */
export function siteAccess(snapshot: Snapshot, facts: FileFacts, site: Site): Access | undefined {
  const key = snapshot.objectKey(facts, site.object);
  if (!site.object || key === null || !ACCESSES.test(site.kind) || OWN_CPU.test(site.primitive)) return undefined;
  const { access } = roleOf(site.kind);
  return {
    ...{ facts, fn: site.fn, at: site.at, object: site.object, key, site },
    loads: access !== 'store',
    stores: access !== 'load',
    ...(site.value === undefined ? {} : { value: site.value }),
  };
}

/** Locks, sequence counters and devices have tests of their own. */
const ACCESSES = /^(?:load-relaxed|store-relaxed|acquire|release|publish|dependency-load|rmw-.*)$/;

/** What a task has for itself is not shared, nor is what each CPU has. */
const OWN_TASK = /^current->\w+$/;
const OWN_CPU = /^(?:raw_|__)?this_cpu_/;
