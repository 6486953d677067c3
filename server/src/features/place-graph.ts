/** The graph around a site or an object, for a view that follows it through edits, with what the memory model says of each line. */
import type { SiteRef } from '../index/snapshot.ts';
import { identityOf } from '../model/objects.ts';
import { siteName } from '../rules/describe.ts';
import type { Focus } from './focus.ts';
import { type GraphEdge, groupGraph, type PairGraph } from './graph.ts';
import { type Group, groupAround, groupOf } from './group.ts';
import { objectHandle, siteHandle } from './handles.ts';
import { listing } from './listed-sites.ts';
import { litmusOf, verdictInBrief } from './litmus.ts';
import type { View } from './view.ts';

export interface PlaceGraph {
  /** `::iomem_inode`, "smp_wmb() in publish()". */
  readonly title: string;
  readonly handle: string;
  readonly graph: PairGraph;
  /** By line; lines whose sides share nothing that is known have none. */
  readonly verdicts: ReadonlyMap<GraphEdge, Verdict>;
}

export interface Verdict {
  readonly isForbidden: boolean;
  /** `MP · forbidden by the LKMM` */
  readonly words: string;
}

/** Yields between pieces of work, so that something else can be done. */
export function* placeGraph(view: View, focus: Focus): Generator<void, PlaceGraph> {
  const whole = yield* groupFor(view, focus);
  const sites = whole.sites.slice(0, MOST_SITES);
  const drawn = groupGraph(view, { ...whole, sites }, focus.kind === 'object' ? focus.key : undefined);
  const graph = { ...drawn, left: drawn.left + whole.sites.length - sites.length };
  const verdicts = new Map<GraphEdge, Verdict>();
  const nodes = new Map(graph.functions.flatMap((fn) => fn.sites.map(({ id, of }) => [id, of])));
  for (const edge of graph.edges.slice(0, MOST_VERDICTS)) {
    const [from, to] = [nodes.get(edge.from), edge.to === null ? null : nodes.get(edge.to)];
    const test = from && to && litmusOf(view, from, to);
    if (test) verdicts.set(edge, { isForbidden: test.verdict.isForbidden, words: verdictInBrief(test) });
    yield;
  }
  return focus.kind === 'site'
    ? { title: siteName(focus.ref.facts, focus.ref.site), handle: siteHandle(view.pairs, focus.ref), graph, verdicts }
    : { title: identityOf(focus.key), handle: objectHandle(focus.key), graph, verdicts };
}

/** More is no picture. */
const MOST_SITES = 60;
/** Each takes some milliseconds. */
const MOST_VERDICTS = 60;

/** With an object belong the fences that are there for it. */
function* groupFor({ pairs }: View, focus: Focus): Generator<void, Group> {
  if (focus.kind === 'site') {
    const { facts, site } = focus.ref;
    return groupOf(pairs, { kind: 'site', facts, site, span: { start: site.at, end: site.end } });
  }
  const { byKey } = yield* listing(pairs);
  const { sites, accesses } = pairs.snapshot.uses(focus.key);
  const all = new Map<SiteRef['site'], SiteRef>();
  for (const ref of [...sites, ...(byKey.get(focus.key) ?? []).map(({ ref }) => ref)]) all.set(ref.site, ref);
  return groupAround(pairs, [...all.values()], accesses);
}
