/**
 * What unmatched-release and unmatched-acquire share: whether anything in the tree can be the other side of an
 * ordered access. They are silent as soon as something might be.
 */

import type { AccessRef, SiteRef, Snapshot } from '../index/snapshot.ts';
import type { NearAccess, PlainAccess, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { ResolvedClaim } from '../model/pair.ts';
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
export function unmatchedSites(context: RuleContext, { isSide, mayFace, isPlainOther }: Unmatched): UnmatchedSite[] {
  const { snapshot } = context;
  const others = otherSides(context);
  const found: UnmatchedSite[] = [];
  for (const facts of snapshot.files()) {
    for (const site of facts.sites) {
      if (!isSide(site) || others.isClaimed(site)) continue;
      const ref = { facts, site };
      const key = snapshot.objectKey(facts, site.object);
      if (key === null || others.isNearFence(ref) || others.hasOther(ref, mayFace)) continue;
      const plain = snapshot.uses(key).accesses.filter(({ access }) => isPlainOther(access, site));
      if (plain.length > 0) found.push({ ...ref, key, plain });
    }
  }
  return found;
}

const made = new WeakMap<readonly ResolvedClaim[], OtherSides>();

/** The tables, made once for the rules of one run. */
function otherSides({ snapshot, claims }: RuleContext): OtherSides {
  let others = made.get(claims);
  if (!others) made.set(claims, (others = new OtherSides(snapshot, claims)));
  return others;
}

/** Tables over the whole snapshot. */
class OtherSides {
  /** Last members and globals that any site accesses, whatever the structure: by name. */
  private readonly byName = new Map<string, SiteRef[]>();
  /** Last members and globals next to a fence. */
  private readonly nearFences = new Set<string>();
  /** Sites that a claim documents or leads to. */
  private readonly claimed = new Set<Site>();

  constructor(
    private readonly snapshot: Snapshot,
    claims: readonly ResolvedClaim[],
  ) {
    for (const facts of snapshot.files()) {
      for (const site of facts.sites) {
        const name = lastName(site.object);
        if (name !== '') {
          const list = this.byName.get(name);
          if (list) list.push({ facts, site });
          else this.byName.set(name, [{ facts, site }]);
        }
        this.addNear(site.before);
        this.addNear(site.after);
      }
    }
    for (const { anchor, targets, status } of claims) {
      if (anchor && status !== 'not-barrier') this.claimed.add(anchor);
      for (const target of targets) if (target.site) this.claimed.add(target.site);
    }
  }

  /** Whether a comment speaks of this site: what pairs with it is then judged by the comment. */
  isClaimed(site: Site): boolean {
    return this.claimed.has(site);
  }

  /**
   * Whether some site with `fits` may access the object of `ref`: the same object, or one of the same last name
   * whose structure isn't known, or whose type may be another view of it.
   */
  hasOther(ref: SiteRef, fits: (site: Site) => boolean): boolean {
    const name = lastName(ref.site.object);
    if (name === '') return true;
    return (this.byName.get(name) ?? []).some(
      (other) => other.site !== ref.site && fits(other.site) && this.maySame(ref, other),
    );
  }

  /** Whether the object is accessed beside a fence, which may order it for the other side. */
  isNearFence(ref: SiteRef): boolean {
    const name = lastName(ref.site.object);
    return name === '' || this.nearFences.has(name);
  }

  private maySame(a: SiteRef, b: SiteRef): boolean {
    const x = this.snapshot.objectKey(a.facts, a.site.object);
    const y = this.snapshot.objectKey(b.facts, b.site.object);
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

  private addNear(near: readonly NearAccess[] | undefined): void {
    for (const access of near ?? []) {
      const name = lastName(access.object);
      if (name !== '') this.nearFences.add(name);
    }
  }
}
