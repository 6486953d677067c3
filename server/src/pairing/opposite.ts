/**
 * Who can be the other side of an access by its object alone: who observes what it publishes, or publishes what it
 * observes, in another function.
 */
import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { Site } from '../model/facts.ts';
import { roleOf } from '../primitives/roles.ts';

/** In order of file and position; none for a fence, or where the object can't be told. */
export function oppositeSites(snapshot: Snapshot, ref: SiteRef): SiteRef[] {
  return sameObject(snapshot, ref).filter((other) => isOpposite(ref, other));
}

export function hasOpposite(snapshot: Snapshot, ref: SiteRef): boolean {
  return sameObject(snapshot, ref).some((other) => isOpposite(ref, other));
}

/** Stores its object, and holds earlier accesses before that. */
export function publishes({ kind }: Site): boolean {
  const role = roleOf(kind);
  return role.release && role.access !== null;
}

/** Loads its object, and what is done with the value may rely on that. */
export function observes(site: Site): boolean {
  const role = roleOf(site.kind);
  return role.access === 'load' && (role.acquire || /ONCE$/.test(site.primitive) || site.use?.dereferenced === true);
}

function sameObject(snapshot: Snapshot, { facts, site }: SiteRef): readonly SiteRef[] {
  const key = snapshot.objectKey(facts, site.object);
  return key === null ? [] : snapshot.uses(key).sites;
}

function isOpposite({ facts, site }: SiteRef, other: SiteRef): boolean {
  const isElsewhere = other.facts !== facts || other.site.fn !== site.fn;
  return isElsewhere && ((publishes(site) && observes(other.site)) || (publishes(other.site) && observes(site)));
}
