/**
 * What was loaded once with a mark, and looked at, is loaded again without one: the check holds for the first value, and
 * nobody says that the second is the same.
 */
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts, ObjectPath, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { AccessEvent, Flow } from '../model/flow.ts';
import { functionName, siteRelated } from './describe.ts';
import { findingsAtSites } from './flow-sites.ts';
import { guardedRereads, type Reread } from './rereads.ts';
import type { Rule } from './rule.ts';
import { type Store, storesOf } from './stores.ts';

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
      'When no store can be seen that may change the value under the reader (for a pointer that is one of NULL: what is ' +
      'published once and never taken back stays checked), unless RCU protects it; when a lock is held, or taken between the two; when the ' +
      'function stores to the object, and so owns it; when the pointer to the structure has changed in between; when ' +
      'the second load comes whatever the check says, or where it found nothing; when nothing depends on the second ' +
      'value, or all that is done is to copy it, or to compare it with a constant, which is one more check; for data_race().',
  },
  check({ pairs: { snapshot }, files }) {
    const reported = new Set<AccessEvent>();
    return findingsAtSites(files, ({ facts, flow, event, site }) => {
      const { object } = site;
      if (flow.entered || site.locked || !object || !isReachedThrough(object)) return undefined;
      if (!MARKED_LOAD.test(site.primitive)) return undefined;
      for (const reread of guardedRereads(facts, flow, event, object)) {
        const { access } = reread;
        const change = changeOf(snapshot, facts, reread);
        if (reported.has(access) || !(change || isReplaced(site))) continue;
        reported.add(access);
        return finding(facts, flow, site, access, change);
      }
      return undefined;
    });
  },
};

const MARKED_LOAD = /^(?:READ_ONCE|smp_load_acquire|rcu_dereference(?:_bh|_sched)?)$/;

/** A member of something, not what a pointer points to: `*p` may be anything. */
function isReachedThrough({ text }: ObjectPath): boolean {
  return !text.startsWith('*') && /->|\./.test(text);
}

/**
 * A store that makes the second value another one than the check was about. What a pointer is checked for is that it isn't
 * NULL, so that a store of another pointer changes nothing; nor does another number that is not zero, where a function
 * gets it. A number that is counted down may come to zero.
 */
function changeOf(snapshot: Snapshot, facts: FileFacts, { access, use, checked }: Reread): Store | undefined {
  const key = snapshot.objectKey(facts, access.object);
  const stores = key === null ? [] : storesOf(snapshot, key);
  if (use === 'measured' || (use === 'passed' && checked === 'part')) return stores[0];
  return stores.find(
    ({ value, isUpdate }) => (value !== undefined && NOTHING.test(value)) || (use === 'passed' && isUpdate),
  );
}

/** RCU is for pointers that are replaced and taken back; who does that may do it in code that is not read. */
function isReplaced({ kind }: Site): boolean {
  return kind === 'dependency-load';
}

const NOTHING = /^\(?(?:NULL|0)\)?$/;

function finding(
  facts: FileFacts,
  flow: Flow,
  site: Site,
  { at, object }: AccessEvent,
  change: Store | undefined,
): Finding {
  return {
    rule: racyReread.meta.code,
    severity: racyReread.meta.severity,
    file: facts.file,
    span: { start: at, end: at + object.text.length },
    message:
      `${object.text} was loaded with ${site.primitive}() and that value was checked, but it is loaded again plainly here, ` +
      'and may be another one by now. Use the value of the first load.',
    related: [
      siteRelated(facts, site, 'the load whose value was checked'),
      ...(change ? [change.related('may store another one in between')] : []),
    ],
    function: functionName(facts, flow.fn),
  };
}
