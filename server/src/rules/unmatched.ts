/**
 * What unmatched-release and unmatched-acquire share: whether anything in the tree can be the other side of an
 * ordered access. They are silent as soon as something might be.
 */

import type { AccessRef, SiteRef, Snapshot, TableOf } from '../index/snapshot.ts';
import type { PlainAccess, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Pairs } from '../pairing/pairs.ts';
import type { RuleContext } from './rule.ts';

/** What makes an ordered access of one kind unmatched. */
export interface Unmatched {
  /** Whether the rule speaks of this site. */
  isSide(site: Site): boolean;
  /** Whether a site with an object of the same name may be the other side. */
  mayFace(site: Site): boolean;
  /** Whether a plain access is what the other side does instead. */
  isPlainOther(access: PlainAccess, site: Site): boolean;
}

export interface UnmatchedSite extends SiteRef {
  readonly key: string;
  /** The plain accesses on the other side, at least one: without any, that side may be a device or user space. */
  readonly plain: readonly AccessRef[];
}

/** The sites that nothing in the tree can be the other side of, in order of file and position. */
export function unmatchedSites(
  { pairs, files }: RuleContext,
  { isSide, mayFace, isPlainOther }: Unmatched,
): UnmatchedSite[] {
  const { snapshot } = pairs;
  const found: UnmatchedSite[] = [];
  for (const facts of files) {
    for (const site of facts.sites) {
      if (!isSide(site)) continue;
      const ref = { facts, site };
      const key = snapshot.objectKey(facts, site.object);
      if (key === null || isNearFence(snapshot, ref) || hasOther(snapshot, ref, mayFace)) continue;
      const plain = snapshot.uses(key).accesses.filter(({ access }) => isPlainOther(access, site));
      if (plain.length > 0 && !isClaimed(pairs, ref)) found.push({ ...ref, key, plain });
    }
  }
  return found;
}

/** Whether a comment speaks of this site: what pairs with it is then judged by the comment. */
function isClaimed(pairs: Pairs, { facts, site }: SiteRef): boolean {
  return (
    pairs.claimsAt(facts, site).some(({ status }) => status !== 'not-barrier') ||
    pairs.pointingAt(facts, site).length > 0
  );
}

/**
 * Whether some site with `fits` may access the object of `ref`: the same object, or one of the same last name
 * whose structure isn't known, or whose type may be another view of it.
 */
function hasOther(snapshot: Snapshot, ref: SiteRef, fits: (site: Site) => boolean): boolean {
  const name = lastName(ref.site.object);
  if (name === '') return true;
  return snapshot
    .look(SITES_BY_NAME, name)
    .some((other) => other.site !== ref.site && fits(other.site) && maySame(snapshot, ref, other));
}

/** Whether the object is accessed beside a fence, which may order it for the other side. */
function isNearFence(snapshot: Snapshot, ref: SiteRef): boolean {
  const name = lastName(ref.site.object);
  return name === '' || snapshot.look(FENCES_BY_NAME, name).length > 0;
}

function maySame(snapshot: Snapshot, a: SiteRef, b: SiteRef): boolean {
  const x = snapshot.objectKey(a.facts, a.site.object);
  const y = snapshot.objectKey(b.facts, b.site.object);
  return (
    x === null ||
    y === null ||
    x === y ||
    !x.includes('struct ') ||
    !y.includes('struct ') ||
    x.includes('.') ||
    y.includes('.')
  );
}

/** Sites by the last member or global that they access, whatever the structure. */
const SITES_BY_NAME: TableOf<SiteRef> = {
  *entries(facts) {
    for (const site of facts.sites) {
      const name = lastName(site.object);
      if (name !== '') yield [name, { facts, site }];
    }
  },
};

/** Fences by the last members and globals next to them. */
const FENCES_BY_NAME: TableOf<SiteRef> = {
  *entries(facts) {
    for (const site of facts.sites) {
      for (const { object } of [...(site.before ?? []), ...(site.after ?? [])]) {
        const name = lastName(object);
        if (name !== '') yield [name, { facts, site }];
      }
    }
  },
};
