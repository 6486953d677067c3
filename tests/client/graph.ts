/** A pair graph to show: a documented pair, a plain access that goes around it, a guess, and a comment that leads nowhere. */
import type { GraphEdge, GraphResult, GraphSite } from '../../server/src/lsp/messages.ts';

export const graph: GraphResult = {
  subject: 'file:///tree/ object ::box',
  title: '::box',
  sites: [
    site('s0', 'loads', 'smp_load_acquire()', { object: 'box', kind: 'acquire load', function: 'take', line: 9 }),
    site('s1', 'loads', 'box', { kind: 'plain load', function: 'peek', line: 14, isPlain: true }),
    site('s2', 'stores', 'smp_store_release()', { object: 'box', kind: 'release store', function: 'put', line: 3 }),
    site('s3', 'stores', 'smp_wmb()', { kind: 'write barrier', function: 'fill', line: 20 }),
  ],
  edges: [
    edge('s2', 's0', 'both', { words: ['pairs with take()'], verdict: { isForbidden: true, words: 'MP · forbidden' } }),
    edge('s2', 's1', 'plain', {}),
    edge('s3', 's0', 'inferred', {}),
    edge('s3', null, 'stale', { words: ['gone()'] }),
  ],
  left: 2,
};

export function site(
  id: string,
  column: GraphSite['column'],
  what: string,
  some: Partial<GraphSite> & { readonly line?: number } = {},
): GraphSite {
  const { line = 0, ...rest } = some;
  const at = { line, character: 1 };
  const location = { uri: 'file:///tree/lib/box.c', range: { start: at, end: { ...at, character: 9 } } };
  const usual = { object: '', kind: '', isPlain: false, function: '', file: 'lib/box.c', location };
  return { ...usual, ...rest, id, column, what };
}

export function edge(from: string, to: string | null, tie: GraphEdge['tie'], some: Partial<GraphEdge>): GraphEdge {
  return { words: [], verdict: null, ...some, from, to, tie };
}
