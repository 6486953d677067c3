/** barrier-ls/graph: docs/lsp-extensions.md. */
import type { CancellationToken } from 'vscode-languageserver/node';
import { placeGraph } from '../../features/place-graph.ts';
import { spotLocation } from '../convert.ts';
import type { GraphParams, GraphResult, GraphSite } from '../messages.ts';
import type { Session } from '../session.ts';
import { sliced } from '../sliced.ts';
import { askedSubject, idOf } from '../subjects.ts';

export async function graph(
  session: Session,
  params: GraphParams,
  token: CancellationToken,
): Promise<GraphResult | null> {
  const asked = askedSubject(session, params);
  const found = asked && (await sliced(placeGraph(asked.view, asked.focus), token));
  if (!asked || !found) return null;
  const sites = found.graph.functions.flatMap(({ file, name, sites }) =>
    sites.map(
      ({ id, column, what, object, kind, family, spot }): GraphSite => ({
        ...{ id, column, what, object, kind, isPlain: family === 'plain', function: name, file },
        location: spotLocation(asked, spot),
      }),
    ),
  );
  const edges = found.graph.edges.map((edge) => ({ ...edge, verdict: found.verdicts.get(edge) ?? null }));
  return { subject: idOf(asked.project, found.handle), title: found.title, sites, edges, left: found.graph.left };
}
