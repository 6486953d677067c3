/**
 * What unmatched-write-barrier and unmatched-read-barrier share: a one-sided barrier that no comment explains, and
 * whether anything in the tree might be its other side, by the names of what is accessed around it.
 */

import type { Entry, SiteRef, TableOf } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import { lastName } from '../model/objects.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { linux } from '../primitives/linux.ts';
import { roleOf } from '../primitives/roles.ts';
import { list } from './describe.ts';
import type { RuleContext, RuleMeta } from './rule.ts';
import { findingAt, sitesWith } from './undocumented.ts';

/** The findings of one kind of barrier; `other` says what was looked for. */
export function unmatchedBarriers(
  context: RuleContext,
  kind: 'write' | 'read',
  meta: RuleMeta,
  other: string,
): Finding[] {
  return [...sitesWith(context, 'none'), ...sitesWith(context, 'empty')]
    .filter(({ site }) => site.kind === kind && linux.lookup(site.primitive)?.scope === 'smp')
    .filter((ref) => context.pairs.pointingAt(ref.facts, ref.site).length === 0)
    .flatMap((ref) => {
      const names = namesAround(ref.site);
      if (names.length === 0 || names.some((name) => hasOther(context.pairs, ref, name))) return [];
      const message =
        `No comment says what this ${ref.site.primitive}() pairs with, and nothing in the tree is likely to: ${other} ` +
        `beside ${list(names, 5)} was found in any other function.`;
      return [findingAt(ref, meta, message)];
    });
}

/** The members and globals that the barrier stands between, as far as both sides are known. */
function namesAround({ before = [], after = [] }: Site): string[] {
  if (before.length === 0 || after.length === 0) return [];
  if ([...before, ...after].some(({ passed }) => passed)) return [];
  return [...new Set([...before, ...after].map(({ object }) => lastName(object)).filter((name) => name !== ''))];
}

/** Whether an operation in another function may face the barrier because it accesses something of this name. */
function hasOther({ snapshot }: Pairs, { facts, site }: SiteRef, name: string): boolean {
  const isWrite = site.kind === 'write';
  return snapshot.look(ORDERED_BY_NAME, name).some(({ facts: there, site: other }) => {
    if (there === facts && other.fn === site.fn) return false;
    const role = roleOf(other.kind);
    return isWrite ? role.acquire || role.access === 'load' : role.release || role.access === 'store';
  });
}

interface Ordered extends Entry {
  readonly site: Site;
}

/** Operations by the last names of what they access, and of what is accessed around them. */
const ORDERED_BY_NAME: TableOf<Ordered> = {
  *entries(facts) {
    for (const site of facts.sites) {
      const around = [...(site.before ?? []), ...(site.after ?? [])].map(({ object }) => lastName(object));
      for (const name of new Set([lastName(site.object), ...around])) if (name !== '') yield [name, { facts, site }];
    }
  },
};
