/**
 * What unmatched-release and unmatched-acquire share: whether anything in the tree can be the other side of an
 * ordered access. They are silent as soon as something might be.
 */

import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { NearAccess, Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';

/** Tables over the whole snapshot, made once per run. */
export class OtherSides {
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
        const name = nameOf(site.object);
        if (name !== null) {
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
    const name = nameOf(ref.site.object);
    if (name === null) return true;
    return (this.byName.get(name) ?? []).some(
      (other) => other.site !== ref.site && fits(other.site) && this.maySame(ref, other),
    );
  }

  /** Whether the object is accessed beside a fence, which may order it for the other side. */
  isNearFence(ref: SiteRef): boolean {
    const name = nameOf(ref.site.object);
    return name === null || this.nearFences.has(name);
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
      const name = nameOf(access.object);
      if (name !== null) this.nearFences.add(name);
    }
  }
}

function nameOf(object: Site['object']): string | null {
  if (!object) return null;
  return object.members.at(-1) ?? (object.base.startsWith('::') ? object.base.slice(2) : null);
}
