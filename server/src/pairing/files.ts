/** "smp_load_acquire in en_stats.c": the operation on the same object in a file that is named by its last parts. */
import type { Reference } from '../model/claim.ts';
import type { Target } from '../model/pair.ts';
import { directoryOf, stemOf } from '../model/paths.ts';
import { matches } from '../primitives/match.ts';
import { type Anchor, objectsOf } from './pick.ts';
import { siteTarget } from './targets.ts';

export function fileTargets(from: Anchor, { primitives }: Reference, path: string): Target[] {
  const objects = objectsOf(from);
  if (objects.size === 0 || primitives.length === 0) return [];
  const named = from.snapshot
    .filesCalled(stemOf(path))
    .filter(({ file }) => file === path || file.endsWith(`/${path}`));
  const beside = named.filter(({ file }) => isUnder(directoryOf(file), directoryOf(from.facts.file)));
  return (beside.length > 0 ? beside : named).flatMap((facts) =>
    facts.sites
      .filter((site) => primitives.some((ref) => matches(ref, site.primitive, site.kind)))
      .filter((site) => objects.has(from.snapshot.objectKey(facts, site.object) ?? ''))
      .map((site) => siteTarget({ facts, fn: site.fn }, site, [])),
  );
}

/** Whether one directory holds the other. */
function isUnder(a: string, b: string): boolean {
  return `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);
}
