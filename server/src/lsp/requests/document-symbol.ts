/** textDocument/documentSymbol: the barriers of a file, below their functions. */
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver/node';
import { documentSymbols, type DocumentSymbol as Found } from '../../features/document-symbol.ts';
import { toRange } from '../convert.ts';
import { type AskedFile, askedFile } from '../place.ts';
import type { Session } from '../session.ts';
import { documentSymbolLitmus } from './litmus.ts';

export function documentSymbol(
  session: Session,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] | null {
  const litmus = session.litmus.get(textDocument.uri);
  if (litmus) return documentSymbolLitmus(session, litmus);
  const asked = askedFile(session, textDocument);
  if (!asked?.project.settings.documentSymbols.enable) return null;
  const found = documentSymbols(asked.view, asked.file);
  if (found.length === 0) return null;
  if (session.client.hasSymbolTree) return found.map((one) => inTree(asked, one));
  return found.flatMap((one) => inList(asked, one, undefined));
}

function inTree(asked: AskedFile, { name, detail, kind, span, selection, children }: Found): DocumentSymbol {
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: toRange(asked.source, span, asked.encoding),
    selectionRange: toRange(asked.source, selection, asked.encoding),
    children: children.map((one) => inTree(asked, one)),
  };
}

function inList(asked: AskedFile, found: Found, around: string | undefined): SymbolInformation[] {
  const range = toRange(asked.source, found.span, asked.encoding);
  const location = { uri: asked.uriOf(asked.file), range };
  const { name, kind, children } = found;
  const symbol = { name, kind: KINDS[kind], location, ...(around === undefined ? {} : { containerName: around }) };
  return [symbol, ...children.flatMap((one) => inList(asked, one, name))];
}

const KINDS: Readonly<Record<Found['kind'], SymbolKind>> = {
  function: SymbolKind.Function,
  macro: SymbolKind.Function,
  site: SymbolKind.Operator,
};
