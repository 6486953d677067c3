/** What pictures of pairs say in words: titles, the key, and what is shown when something is pointed at. */
import type { Family, GraphEdge, GraphFunction, GraphSite, PairGraph, Tie } from '../../features/graph.ts';
import { plural } from '../summary.ts';

/** "iomem_init_inode()"; "(file scope)" outside of functions. */
export function functionTitle({ name }: Pick<GraphFunction, 'name'>): string {
  return name === '' ? '(file scope)' : `${name}()`;
}

/** "smp_store_release(): release store, resource.c:41" */
export function siteTip({ file }: GraphFunction, { what, object, kind, line }: GraphSite): string {
  return `${what}${object === '' ? '' : ` on ${object}`}: ${kind}\n${file}:${line}`;
}

/** Both ends, how they are known to belong together, and what the comments say. */
export function edgeTip(graph: Places, edge: GraphEdge): string {
  const from = graph.placeOf(edge.from);
  if (edge.to === null) return `${from}\nThe comment speaks of ${edge.words.join(', ')}, which is not there.`;
  const quoted = edge.words.map((words) => `“${words}”`);
  return [`${from}\n${graph.placeOf(edge.to)}`, TIES[edge.tie], ...quoted].join('\n');
}

export interface Places {
  /** "smp_wmb() in publish(), ring.c:12" */
  placeOf(id: string): string;
}

export function placesIn({ functions }: PairGraph): Places {
  const places = new Map(
    functions.flatMap((fn) =>
      fn.sites.map(({ id, what, line }) => [id, `${what} in ${functionTitle(fn)}, ${fn.file}:${line}`]),
    ),
  );
  return { placeOf: (id) => places.get(id) ?? id };
}

/** "3 pairs between 4 functions in 2 files" */
export function countWords({ functions, edges }: PairGraph): string {
  const files = new Set(functions.map(({ file }) => file)).size;
  const pairs = edges.filter(({ tie }) => tie !== 'stale' && tie !== 'plain').length;
  return `${plural(pairs, 'pair')} between ${plural(functions.length, 'function')} in ${plural(files, 'file')}`;
}

export const TIES: Readonly<Record<Tie, string>> = {
  both: 'comments on both sides',
  one: 'a comment on one side',
  object: 'by the object; no comment says so',
  inferred: 'a guess by the objects around them',
  plain: 'goes around it: neither marked nor under a lock',
  stale: 'the comment leads nowhere',
};

export const FAMILIES: Readonly<Record<Family, string>> = {
  release: 'release, write',
  acquire: 'acquire, read',
  full: 'full',
  dependency: 'dependency',
  other: 'other',
  plain: 'plain access',
};

/** Those that there are, in the order of the key. */
export function familiesIn({ functions }: PairGraph): Family[] {
  const present = new Set(functions.flatMap(({ sites }) => sites.map(({ family }) => family)));
  return (Object.keys(FAMILIES) as Family[]).filter((family) => present.has(family));
}

export function tiesIn({ edges }: PairGraph): Tie[] {
  const present = new Set(edges.map(({ tie }) => tie));
  return (Object.keys(TIES) as Tie[]).filter((tie) => present.has(tie));
}
