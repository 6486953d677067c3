/**
 * Which comments name which functions: the quickest proof that two sides belong together is that
 * the other side's comment leads back.
 */

import type { Snapshot } from '../index/snapshot.ts';
import type { AnchoredClaim, FileFacts, Site } from '../model/facts.ts';
import type { Target } from '../model/pair.ts';

export class BackReferences {
  /** Claims by the site that they document. */
  private readonly bySite = new Map<Site, AnchoredClaim[]>();

  constructor(snapshot: Snapshot) {
    for (const facts of snapshot.files()) {
      for (const comment of facts.comments) {
        for (const claim of comment.claims) {
          for (const anchor of claim.anchors) {
            const site = facts.sites[anchor];
            if (!site) continue;
            const claims = this.bySite.get(site);
            if (claims) claims.push(claim);
            else this.bySite.set(site, [claim]);
          }
        }
      }
    }
  }

  claimsAt(site: Site): readonly AnchoredClaim[] {
    return this.bySite.get(site) ?? [];
  }

  /**
   * Whether a comment at the site names the function `fn` of `facts`, by its name, a part of it, a label in it, or
   * "above"; or the wrapper that is called there, if one is given.
   */
  refersTo(site: Site, siteFacts: FileFacts, facts: FileFacts, fn: number, wrapper?: string): boolean {
    const name = facts.functions[fn]?.name;
    return this.claimsAt(site).some((claim) =>
      claim.references.some((reference) =>
        reference.places.some((place) => {
          if (place.kind === 'here') return siteFacts === facts;
          if (name === undefined) return false;
          if (place.kind === 'function') return place.names.some((other) => isPartOf(other, name) || other === wrapper);
          if (place.kind === 'label')
            return place.function === name || (place.function === null && siteFacts === facts);
          return false;
        }),
      ),
    );
  }

  leadsTo(target: Target, facts: FileFacts, fn: number): boolean {
    return target.site !== null && this.refersTo(target.site, target.facts, facts, fn);
  }
}

/** `unthrottle` is a part of `acm_tty_unthrottle`; `__foo` and `foo` are often written for each other. */
function isPartOf(written: string, name: string): boolean {
  return (written.length > 4 && name.endsWith(`_${written}`)) || bare(written) === bare(name);
}

function bare(name: string): string {
  return name.replace(/^_+/, '');
}
