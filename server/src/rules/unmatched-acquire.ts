/** An acquire load of an object that nobody stores in order. */

import type { PlainAccess, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { identityOf } from '../model/objects.ts';
import { roleOf } from '../primitives/roles.ts';
import { accessRelated, functionName } from './describe.ts';
import type { Rule } from './rule.ts';
import { type UnmatchedSite, unmatchedSites } from './unmatched.ts';

export const unmatchedAcquire: Rule = {
  meta: {
    code: 'unmatched-acquire',
    summary: 'An acquire load has no release, nor any other ordered store of the same object, in the whole tree.',
    severity: 'warning',
    default: true,
    description:
      'An acquire orders what comes after it against what stood before the store whose value it reads; without a ' +
      'release, a write barrier or an ordered read-modify-write on the storing side there is nothing to order against. ' +
      'Here the object is known by its structure and member, and all its writers store it plainly.',
    source:
      'Documentation/memory-barriers.txt §SMP BARRIER PAIRING; tools/memory-model/Documentation/recipes.txt, release and acquire',
    example: {
      bad: 'dev->ready = 1;\n\n/* reader */\nif (smp_load_acquire(&dev->ready))',
      good: 'smp_store_release(&dev->ready, 1);\n\n/* reader */\nif (smp_load_acquire(&dev->ready))',
    },
    silent:
      'When a comment speaks of the acquire; when the object stands next to a barrier anywhere; when nothing in the ' +
      'file stores to it at all, for the writer may be a device, user space or assembly; when any ordered store to a ' +
      'member of this name might be to the same object.',
  },
  check(context) {
    return unmatchedSites(context, { isSide: isAcquireLoad, mayFace: mayPublish, isPlainOther }).map(finding);
  },
};

function isAcquireLoad(site: Site): boolean {
  return (
    site.kind === 'acquire' &&
    /^(smp_load_acquire|virt_load_acquire|atomic(64|_long)?_read_acquire|smp_cond_load_acquire)$/.test(site.primitive)
  );
}

function mayPublish(site: Site): boolean {
  const role = roleOf(site.kind);
  return role.release || role.access === 'store' || role.access === 'rmw';
}

function isPlainOther(access: PlainAccess): boolean {
  return (access.mode === 'write' || access.mode === 'update') && !access.private;
}

function finding({ facts, site, key, plain }: UnmatchedSite): Finding {
  return {
    rule: unmatchedAcquire.meta.code,
    severity: unmatchedAcquire.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `Nothing stores ${identityOf(key)} in order: no release, WRITE_ONCE(), write barrier or atomic operation on it was found, ` +
      `only plain stores. What pairs with this ${site.primitive}()?`,
    related: plain.slice(0, 8).map((ref) => accessRelated(ref.facts, ref.access, 'plain store')),
    function: functionName(facts, site.fn),
  };
}
