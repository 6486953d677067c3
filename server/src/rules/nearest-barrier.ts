/** Where the barrier that a comment speaks of may be, when it is not where the comment says. */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { directoryOf } from '../model/paths.ts';
import { refersTo } from '../pairing/back.ts';
import { FENCES_AFTER, FENCES_BEFORE, keysAround } from '../pairing/crosswise.ts';

export interface NearestBarrier extends SiteRef {
  /** The object that it has in common with the documented operation: a key of the snapshot. */
  readonly key: string;
}

/**
 * A primitive that the comment names, on or around an object of the operation that the comment documents: the one whose own
 * comment leads back, else the one with most objects in common, else one of the same directory.
 */
export function nearestBarrier(
  snapshot: Snapshot,
  { facts, anchor, claim }: ResolvedClaim,
): NearestBarrier | undefined {
  const names = new Set(claim.references.flatMap(({ primitives }) => primitives.flatMap(({ name }) => name ?? [])));
  if (!anchor || names.size === 0) return undefined;
  const found = new Map<Site, { readonly ref: NearestBarrier; shared: number }>();
  for (const key of keysOf(snapshot, { facts, site: anchor })) {
    const refs = new Map(
      [...snapshot.uses(key).sites, ...snapshot.look(FENCES_BEFORE, key), ...snapshot.look(FENCES_AFTER, key)]
        .filter((ref) => names.has(ref.site.primitive) && !(ref.facts === facts && ref.site.fn === anchor.fn))
        .map((ref) => [ref.site, ref]),
    );
    if (refs.size > CROWD) continue;
    for (const [site, ref] of refs) {
      const known = found.get(site);
      if (known) known.shared++;
      else found.set(site, { ref: { ...ref, key }, shared: 1 });
    }
  }
  const rank = ({ ref, shared }: { readonly ref: SiteRef; readonly shared: number }) => {
    const leadsBack = refersTo(ref, facts, anchor.fn) ? FAR : 0;
    return leadsBack + shared + (directoryOf(ref.facts.file) === directoryOf(facts.file) ? 0.5 : 0);
  };
  return [...found.values()].sort((a, b) => rank(b) - rank(a))[0]?.ref;
}

/** More of them than this around one object, and which one is meant can't be told. */
const CROWD = 16;

/** More than there are objects around a fence. */
const FAR = 1000;

function keysOf(snapshot: Snapshot, ref: SiteRef): Set<string> {
  const own = snapshot.objectKey(ref.facts, ref.site.object);
  const around = (['before', 'after'] as const).flatMap((side) =>
    (['load', 'store'] as const).flatMap((what) => [...keysAround(snapshot, ref, side, what)]),
  );
  return new Set(own === null ? around : [own, ...around]);
}
