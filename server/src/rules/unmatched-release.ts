/** A release store whose object nobody loads in order. */

import type { PlainAccess, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { identityOf } from '../model/objects.ts';
import { roleOf } from '../primitives/roles.ts';
import { accessRelated, functionName } from './describe.ts';
import type { Rule } from './rule.ts';
import { type UnmatchedSite, unmatchedSites } from './unmatched.ts';

export const unmatchedRelease: Rule = {
  meta: {
    code: 'unmatched-release',
    summary: 'A release store has no acquire, nor any other ordered load of the same object, in the whole tree.',
    severity: 'warning',
    default: true,
    description:
      'A release orders nothing alone: somebody has to load the object with an acquire, a dependency or a read ' +
      'barrier. Here the object is known by its structure and member, and all its readers load it plainly.',
    source:
      'Documentation/memory-barriers.txt §SMP BARRIER PAIRING; tools/memory-model/Documentation/recipes.txt, release and acquire',
    example: {
      bad: 'smp_store_release(&ring->head, head);\n\n/* reader */\nhead = ring->head;',
      good: 'smp_store_release(&ring->head, head);\n\n/* reader */\nhead = smp_load_acquire(&ring->head);',
    },
    silent:
      'When a comment speaks of the release; when the object stands next to a barrier anywhere; when nothing in the ' +
      'file reads it at all, for the reader may be a device, user space or assembly; when any load of a member of this ' +
      'name might be of the same object.',
  },
  check(context) {
    return unmatchedSites(context, { isSide: isReleaseStore, mayFace: mayObserve, isPlainOther }).map(finding);
  },
};

function isReleaseStore(site: Site): boolean {
  return (
    site.kind === 'release' &&
    /^(smp_store_release|virt_store_release|atomic(64|_long)?_set_release)$/.test(site.primitive)
  );
}

function mayObserve(site: Site): boolean {
  const role = roleOf(site.kind);
  return role.acquire || role.access === 'load' || role.access === 'rmw';
}

function isPlainOther(access: PlainAccess, site: Site): boolean {
  return access.mode === 'read' && !access.locked && access.fn !== site.fn;
}

function finding({ facts, site, key, plain }: UnmatchedSite): Finding {
  return {
    rule: unmatchedRelease.meta.code,
    severity: unmatchedRelease.meta.severity,
    file: facts.file,
    span: { start: site.at, end: site.at + site.primitive.length },
    message:
      `Nothing loads ${identityOf(key)} in order: no acquire, READ_ONCE(), rcu_dereference() or read barrier on it was found, ` +
      `only plain loads. What pairs with this ${site.primitive}()?`,
    related: plain.slice(0, 8).map((ref) => accessRelated(ref.facts, ref.access, 'plain load')),
    function: functionName(facts, site.fn),
  };
}
