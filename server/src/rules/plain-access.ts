/**
 * The founding story: a pointer is published with a release, and somewhere it is followed plainly.
 * Only dereferences count: there the reader can see the pointer and miss what it points to.
 */

import type { AccessRef, ObjectUses, SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, PlainAccess, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { functionName, list, siteName, siteRelated } from './describe.ts';
import type { Rule } from './rule.ts';

export const plainAccess: Rule = {
  meta: {
    code: 'plain-access',
    summary: 'A pointer that is published with a release is dereferenced after a plain load.',
    severity: 'warning',
    default: true,
    description:
      'One function publishes a pointer with a release, so that whoever sees the pointer also sees what it points to. ' +
      'That holds only for readers that load the pointer with smp_load_acquire(), or with READ_ONCE() or ' +
      'rcu_dereference() and reach the data through the loaded value: the address dependency orders the two. A plain ' +
      'load may be torn, repeated or invented by the compiler, and orders nothing.',
    source:
      'tools/memory-model/Documentation/explanation.txt, address dependencies; Documentation/RCU/rcu_dereference.rst; ' +
      'tools/memory-model/Documentation/access-marking.txt',
    example: {
      bad: 'return table->root->first;\t\t/* table->root is published by smp_store_release() */',
      good: 'return READ_ONCE(table->root)->first;',
    },
    silent:
      'Under a lock; in the function that publishes; before the object is published and after it is torn down; when the ' +
      'value is only tested; after a marked load of the same object in the same function; when nothing but NULL or a ' +
      'constant is ever published; when many readers load plainly, for then something else protects them.',
  },
  check({ pairs: { snapshot }, files }) {
    const findings: Finding[] = [];
    for (const key of objectsAccessed(snapshot, files)) {
      const uses = snapshot.uses(key);
      const publications = uses.sites.filter((ref) => publishes(ref.site));
      if (publications.length === 0 || isOnlyCompared(uses)) continue;
      const suspects = uses.accesses.filter((ref) => isSuspect(snapshot, ref, uses, publications));
      if (!isException(suspects, uses, publications)) continue;
      const here = suspects.filter(({ facts }) => files.includes(facts));
      findings.push(...here.map((ref) => finding(key, ref, uses, publications)));
    }
    return findings;
  },
};

/** The keys of the objects that these files access plainly. */
function objectsAccessed(snapshot: Snapshot, files: readonly FileFacts[]): Set<string> {
  const keys = files.flatMap((facts) => facts.accesses.map(({ object }) => snapshot.objectKey(facts, object)));
  return new Set(keys.filter((key) => key !== null));
}

/**
 * Where most readers load plainly, something else protects them that this function can't see: only the one that
 * strays from what the others do is worth a word.
 */
function isException(suspects: readonly AccessRef[], uses: ObjectUses, publications: readonly SiteRef[]): boolean {
  const plain = new Set(suspects.map(({ facts, access }) => `${facts.file}:${access.fn}`));
  // Who publishes looks first whether somebody else has, under whatever keeps publishers apart.
  const publishers = new Set(publications.map(({ facts, site }) => `${facts.file}:${site.fn}`));
  const ordered = new Set(
    uses.sites.filter(({ site }) => LOADS.has(site.kind)).map(({ facts, site }) => `${facts.file}:${site.fn}`),
  );
  const unmarked = uses.accesses.filter(({ access }) => access.mode === 'read' && !access.locked && !access.private);
  const others = new Set(unmarked.map(({ facts, access }) => `${facts.file}:${access.fn}`));
  for (const publisher of publishers) others.delete(publisher);
  return plain.size === 1 && (others.size === 1 || others.size * 2 <= ordered.size);
}

/** All who load it in order look at the value and don't follow it: it publishes something else. */
function isOnlyCompared(uses: ObjectUses): boolean {
  const loads = uses.sites.filter(({ site }) => LOADS.has(site.kind));
  return loads.length > 0 && loads.every(({ site: { use } }) => use && !use.dereferenced && !use.escapes);
}

/** A release store of a pointer, or a compare-and-exchange that puts one in an empty place. */
function publishes(site: Site): boolean {
  if (site.kind === 'release' || site.kind === 'rmw-release') return isPointerLike(site.value);
  const swaps = site.kind === 'rmw-conditional-full' || site.kind === 'rmw-full';
  return swaps && /^(try_)?cmpxchg/.test(site.primitive) && isPointerLike(site.value);
}

function isPointerLike(value: string | undefined): boolean {
  return value !== undefined && !/^(NULL|true|false|\(?-?\d\w*\)?|[A-Z][A-Z0-9_]*)$/.test(value);
}

function isSuspect(
  snapshot: Snapshot,
  { facts, access }: AccessRef,
  uses: ObjectUses,
  publications: readonly SiteRef[],
): boolean {
  if (access.mode !== 'read' || !access.use?.dereferenced || access.locked || access.private) return false;
  const here = (ref: SiteRef) => ref.facts === facts && ref.site.fn === access.fn;
  if (uses.sites.some(here)) return false;
  if (publications.some((ref) => ref.facts === facts && calls(facts, access.fn, functionName(facts, ref.site.fn))))
    return false;
  const name = functionName(facts, access.fn);
  // By convention the caller of __foo() and of foo_locked() holds what has to be held.
  if (/^__|_locked$/.test(name) || isSetUpOrTearDown(name)) return false;
  return !callersAreOrdered(snapshot, facts, access, uses);
}

/** Code that runs before anybody else can, or after everybody has gone. */
function isSetUpOrTearDown(name: string): boolean {
  return /(^|_)(init|exit|destroy|free|cleanup|release|setup|probe|remove|teardown|alloc|create|shutdown|fini|unregister|detach)(_|$)/.test(
    name,
  );
}

/** A static helper whose callers hold a lock, or have loaded the pointer in order, leaves that to them. */
function callersAreOrdered(snapshot: Snapshot, facts: FileFacts, access: PlainAccess, uses: ObjectUses): boolean {
  const helper = facts.functions[access.fn];
  if (!helper?.isStatic) return false;
  return facts.functions.some((caller, i) => {
    if (!caller.calls?.some((call) => call.name === helper.name)) return false;
    const sites = snapshot.sitesIn({ facts, fn: i });
    return sites.some((site) => site.kind === 'lock' || uses.sites.some((ref) => ref.site === site));
  });
}

function calls(facts: FileFacts, fn: number, name: string): boolean {
  return facts.functions[fn]?.calls?.some((call) => call.name === name) ?? false;
}

function finding(
  key: string,
  { facts, access }: AccessRef,
  uses: ObjectUses,
  publications: readonly SiteRef[],
): Finding {
  const readers = uses.sites.filter((ref) => LOADS.has(ref.site.kind));
  const published = list(publications.map((ref) => siteName(ref.facts, ref.site)));
  const read = readers.length > 0 ? ` and read with ${list(readers.map((ref) => siteName(ref.facts, ref.site)))}` : '';
  const name = key.slice(key.lastIndexOf('::') + 2);
  return {
    rule: plainAccess.meta.code,
    severity: plainAccess.meta.severity,
    file: facts.file,
    span: { start: access.at, end: access.end },
    message:
      `${name} is published by ${published}${read}, but loaded plainly and dereferenced here: the compiler may ` +
      'tear or repeat the load, and the memory model promises nothing of what is read through it. READ_ONCE() would ' +
      'do, for the address dependency then orders the two; so would smp_load_acquire().',
    related: [
      ...publications.map((ref) => siteRelated(ref.facts, ref.site, 'publishes the pointer')),
      ...readers.map((ref) => siteRelated(ref.facts, ref.site, 'loads it in order')),
    ],
    function: functionName(facts, access.fn),
  };
}

const LOADS: ReadonlySet<Site['kind']> = new Set(['acquire', 'dependency-load', 'load-relaxed', 'rmw-acquire']);
