/** The parts of a graph that no line connects with each other. */
import type { GraphEdge, GraphFunction, PairGraph } from '../../features/graph.ts';

export interface Group {
  readonly functions: readonly GraphFunction[];
  readonly edges: readonly GraphEdge[];
}

/** In order of their first functions. */
export function groupsOf({ functions, edges }: PairGraph): Group[] {
  const owner = new Map(functions.flatMap((fn, i) => fn.sites.map(({ id }) => [id, i])));
  const leader = functions.map((_, i) => i);
  const find = (i: number): number => (leader[i] === i ? i : find(leader[i]!));
  for (const { from, to } of edges) {
    if (to === null) continue;
    const [a, b] = [find(owner.get(from)!), find(owner.get(to)!)];
    leader[Math.max(a, b)] = Math.min(a, b);
  }
  const groups = new Map<number, { functions: GraphFunction[]; edges: GraphEdge[] }>();
  functions.forEach((fn, i) => {
    const group = groups.get(find(i));
    if (group) group.functions.push(fn);
    else groups.set(i, { functions: [fn], edges: [] });
  });
  for (const edge of edges) groups.get(find(owner.get(edge.from)!))!.edges.push(edge);
  return [...groups.values()];
}
