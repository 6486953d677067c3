/**
 * The pairs of some files, of one object, or around one place, as a graph: functions with the operations in them, and
 * lines between those that belong together. What it looks like is for others to say.
 */
import { type AccessRef, SITES, type Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import { identityOf } from '../model/objects.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { GraphBuilder, type PairGraph } from './graph-builder.ts';
import type { Group } from './group.ts';
import type { View } from './view.ts';

export type { GraphEdge, GraphFunction, GraphSite, PairGraph, Tie } from './graph-builder.ts';
export type { Column, Family } from './graph-nodes.ts';

/** Lines by a common object, from one operation. */
const MOST_BY_OBJECT = 6;

/** The graph of the pairs with a side in these files. */
export function fileGraph(view: View, files: readonly FileFacts[]): PairGraph {
  const builder = new GraphBuilder(view, false);
  for (const facts of files) {
    for (const claim of [...view.pairs.claimsIn(facts.file), ...view.pairs.pointingInto(facts)])
      builder.addClaim(claim);
    for (const site of facts.sites) if (isExplicit(site.primitive)) builder.addOthers({ facts, site }, MOST_BY_OBJECT);
  }
  builder.addPlain(isFollowed);
  return builder.graph();
}

/** The graph of everything that touches an object. `key` is its key in the snapshot. */
export function objectGraph(view: View, key: string): PairGraph {
  const builder = new GraphBuilder(view, true);
  for (const ref of view.snapshot.uses(key).sites) {
    builder.addSite(ref);
    for (const claim of [...view.pairs.claimsAt(ref.facts, ref.site), ...view.pairs.pointingAt(ref.facts, ref.site)]) {
      builder.addClaim(claim);
    }
    builder.addOthers(ref, Number.POSITIVE_INFINITY);
  }
  builder.addPlain(({ access }) => access.mode !== 'address', key);
  return builder.graph();
}

/** The graph of what belongs together by comments and by objects; with `key`, of everybody who touches that object. */
export function groupGraph(view: View, { sites, claims }: Group, key?: string): PairGraph {
  const builder = new GraphBuilder(view, true);
  for (const claim of claims) builder.addClaim(claim);
  for (const ref of sites) {
    builder.addSite(ref);
    builder.addOthers(ref, MOST_BY_OBJECT);
  }
  if (key === undefined) builder.addPlain(isFollowed);
  else builder.addPlain(({ access }) => access.mode !== 'address', key);
  return builder.graph();
}

/** The keys of the objects that people mean by a name: a key, all of the object's name, or its end. */
export function objectsCalled(snapshot: Snapshot, name: string): string[] {
  const keys = [...snapshot.keys(SITES)];
  if (keys.includes(name)) return [name];
  const exact = keys.filter((key) => identityOf(key) === name || identityOf(key) === `struct ${name}`);
  return (exact.length > 0 ? exact : keys.filter((key) => key.endsWith(`::${name}`))).sort();
}

/** A plain load of a pointer that goes around those who load it in order. */
function isFollowed({ access }: AccessRef): boolean {
  return access.mode === 'read' && access.use?.dereferenced === true;
}
