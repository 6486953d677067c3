/** A pointer to something that was just made is published by a store that orders nothing, and followed elsewhere. */

import type { ObjectUses, SiteRef } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { Finding, Related } from '../model/finding.ts';
import { identityOf } from '../model/objects.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { roleOf } from '../primitives/roles.ts';
import { accessRelated, functionName, list, siteName, siteRelated } from './describe.ts';
import type { Rule } from './rule.ts';

export const missingRelease: Rule = {
  meta: {
    code: 'missing-release',
    summary: 'A new object is published by WRITE_ONCE(), which orders nothing, and others follow the pointer.',
    severity: 'hint',
    default: true,
    description:
      'A function makes an object, fills it, and stores its address where others look with WRITE_ONCE(). That keeps the ' +
      'store in one piece, but not behind the stores that filled the object: whoever follows the pointer may find what ' +
      'was in memory before. smp_store_release() or rcu_assign_pointer() orders them; so does smp_wmb() in between.',
    source:
      'Documentation/RCU/rcu_dereference.rst; tools/memory-model/Documentation/recipes.txt, "Release and acquire"; litmus test MP-none-addr',
    example: {
      bad: 'inode = alloc_anon_inode(sb);\nWRITE_ONCE(the_inode, inode);',
      good: 'inode = alloc_anon_inode(sb);\nsmp_store_release(&the_inode, inode);',
    },
    silent:
      'Under a lock; where a barrier, a release or a lock stands earlier in the function; when nobody follows the pointer ' +
      'without a lock, or only the function that publishes does; for RCU_INIT_POINTER(), which says that there are no ' +
      'readers yet; when the value is no plain variable that this function has given a new object.',
  },
  check({ pairs, files }) {
    return files.flatMap((facts) =>
      facts.sites.filter(publishesWithoutOrder).flatMap((site) => {
        const ref = { facts, site };
        const readers = readersOf(pairs, ref);
        return readers.length > 0 && !isOrderedBefore(pairs, ref) ? [finding(pairs, ref, readers)] : [];
      }),
    );
  },
};

/** RCU_INIT_POINTER() says that nobody can look yet. */
function publishesWithoutOrder({ primitive, pointer, locked }: Site): boolean {
  return primitive === 'WRITE_ONCE' && pointer === 'new' && !locked;
}

/** Whether something earlier in the function may hold the stores that filled the object. */
function isOrderedBefore({ snapshot }: Pairs, { facts, site }: SiteRef): boolean {
  return snapshot
    .sitesIn({ facts, fn: site.fn })
    .some((other) => other.at < site.at && (roleOf(other.kind).release || other.kind === 'lock'));
}

/** Those in other functions who follow the pointer without a lock. */
function readersOf({ snapshot }: Pairs, { facts, site }: SiteRef): Related[] {
  const key = snapshot.objectKey(facts, site.object);
  if (key === null) return [];
  const { sites, accesses }: ObjectUses = snapshot.uses(key);
  const isHere = (other: typeof facts, fn: number) => other === facts && fn === site.fn;
  const marked = sites
    .filter((ref) => !isHere(ref.facts, ref.site.fn) && !ref.site.locked && follows(ref.site))
    .map((ref) => siteRelated(ref.facts, ref.site, 'follows the pointer'));
  const plain = accesses
    .filter(({ facts: file, access }) => !isHere(file, access.fn) && !access.locked && !access.private)
    .filter(({ access }) => access.mode === 'read' && access.use?.dereferenced)
    .map(({ facts: file, access }) => accessRelated(file, access, 'follows the pointer'));
  return [...marked, ...plain];
}

function follows({ kind, use }: Site): boolean {
  return kind === 'dependency-load' || kind === 'acquire' || (kind === 'load-relaxed' && use?.dereferenced === true);
}

function finding({ snapshot }: Pairs, { facts, site }: SiteRef, readers: readonly Related[]): Finding {
  const name = identityOf(snapshot.objectKey(facts, site.object)!);
  const who = list([...new Set(readers.map(({ message }) => message.replace(/: .*$/, '')))], 3);
  return {
    rule: missingRelease.meta.code,
    severity: missingRelease.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `${siteName(facts, site)} publishes what ${site.value} points to, which was made here, in ${name}, and orders nothing: ` +
      `${who} may follow the pointer before the stores that filled it can be seen. smp_store_release() orders them.`,
    related: readers.slice(0, 8),
    function: functionName(facts, site.fn),
  };
}
