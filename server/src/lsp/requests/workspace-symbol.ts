/** workspace/symbol: sites by object, function or primitive, in all projects. */
import { type SymbolInformation, SymbolKind, type WorkspaceSymbolParams } from 'vscode-languageserver/node';
import { type SymbolKind as FoundKind, workspaceSymbols } from '../../features/workspace-symbol.ts';
import { spotLocation } from '../convert.ts';
import { convertFor } from '../place.ts';
import type { Session } from '../session.ts';

export function workspaceSymbol(session: Session, { query }: WorkspaceSymbolParams): SymbolInformation[] | null {
  const found = session.projects.all().flatMap((project) => {
    const convert = convertFor(session, project);
    return workspaceSymbols(convert.view, query, MOST).map(({ name, container, kind, spot }) => ({
      name,
      kind: KINDS[kind],
      location: spotLocation(convert, spot),
      ...(container === '' ? {} : { containerName: container }),
    }));
  });
  return found.length === 0 ? null : found.slice(0, MOST);
}

/** Nobody reads more; who looks for something else types on. */
const MOST = 200;

const KINDS: Readonly<Record<FoundKind, SymbolKind>> = {
  object: SymbolKind.Variable,
  primitive: SymbolKind.Operator,
  site: SymbolKind.Event,
};
