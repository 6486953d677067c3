/** textDocument/documentHighlight: the members of the group in this file. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
} from 'vscode-languageserver/node';
import { documentHighlights, type Highlight } from '../../features/document-highlight.ts';
import { toRange } from '../convert.ts';
import { askedPlace } from '../place.ts';
import type { Session } from '../session.ts';

export function documentHighlight(session: Session, params: DocumentHighlightParams): DocumentHighlight[] | null {
  const asked = askedPlace(session, params);
  const found = asked && documentHighlights(asked.view, asked.file, asked.offset);
  if (!found || found.length === 0) return null;
  return found.map(({ span, kind }) => ({ range: toRange(asked.source, span, asked.encoding), kind: KINDS[kind] }));
}

const KINDS: Readonly<Record<Highlight['kind'], DocumentHighlightKind>> = {
  read: DocumentHighlightKind.Read,
  write: DocumentHighlightKind.Write,
  text: DocumentHighlightKind.Text,
};
