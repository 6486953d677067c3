/**
 * Which comments name which functions: the quickest proof that two sides belong together is that
 * the other side's comment leads back.
 */

import type { SiteRef } from '../index/snapshot.ts';
import type { AnchoredClaim, FileFacts, Site } from '../model/facts.ts';
import type { Target } from '../model/pair.ts';

/** The claims whose comments document a site of `facts`. */
export function claimsAt(facts: FileFacts, site: Site): readonly AnchoredClaim[] {
  return claimsBySite(facts).get(site) ?? [];
}

/**
 * Whether a comment at the site names the function `fn` of `facts`, by its name, a part of it, a label in it, or
 * "above"; or the wrapper that is called there, if one is given.
 */
export function refersTo({ facts: siteFacts, site }: SiteRef, facts: FileFacts, fn: number, wrapper?: string): boolean {
  const name = facts.functions[fn]?.name;
  return claimsAt(siteFacts, site).some((claim) =>
    claim.references.some((reference) =>
      reference.places.some((place) => {
        if (place.kind === 'here') return siteFacts === facts;
        if (name === undefined) return false;
        if (place.kind === 'function') return place.names.some((other) => isPartOf(other, name) || other === wrapper);
        if (place.kind === 'label') return place.function === name || (place.function === null && siteFacts === facts);
        return false;
      }),
    ),
  );
}

/** Whether some comment of the function that a target stands in names the function `fn` of `facts`. */
export function isNamedIn(target: Target, facts: FileFacts, fn: number): boolean {
  const name = facts.functions[fn]?.name;
  if (name === undefined || !target.site) return false;
  const around = target.facts.comments.filter((comment) => comment.fn === target.site!.fn);
  return around.some(({ claims }) =>
    claims.some(({ references }) =>
      references.some(({ places }) =>
        places.some((place) => place.kind === 'function' && place.names.some((other) => isPartOf(other, name))),
      ),
    ),
  );
}

export function leadsTo(target: Target, facts: FileFacts, fn: number): boolean {
  return target.site !== null && refersTo({ facts: target.facts, site: target.site }, facts, fn);
}

/** Facts never change, so the table of a file is made once. */
const tables = new WeakMap<FileFacts, ReadonlyMap<Site, AnchoredClaim[]>>();

function claimsBySite(facts: FileFacts): ReadonlyMap<Site, AnchoredClaim[]> {
  const known = tables.get(facts);
  if (known) return known;
  const table = new Map<Site, AnchoredClaim[]>();
  for (const claim of facts.comments.flatMap((comment) => comment.claims)) {
    for (const anchor of claim.anchors) {
      const site = facts.sites[anchor];
      if (!site) continue;
      const claims = table.get(site);
      if (claims) claims.push(claim);
      else table.set(site, [claim]);
    }
  }
  tables.set(facts, table);
  return table;
}

/** `unthrottle` is a part of `acm_tty_unthrottle`; `__foo` and `foo` are often written for each other. */
function isPartOf(written: string, name: string): boolean {
  return (written.length > 4 && name.endsWith(`_${written}`)) || bareName(written) === bareName(name);
}

/** Without the underscores that tell a function from its wrapper. */
export function bareName(name: string): string {
  return name.replace(/^_+/, '');
}
