/** Changes of texts, as the client wants them. */
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { Edit } from '../features/view.ts';
import type { FileFacts } from '../model/facts.ts';
import { type Convert, toRange } from './convert.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';

/** With the versions that the ranges count in, for clients that know of these. */
export function toWorkspaceEdit(
  { client }: Session,
  project: OpenProject,
  convert: Convert,
  edits: readonly Edit[],
): WorkspaceEdit {
  const byFile = new Map<FileFacts, TextEdit[]>();
  for (const { facts, span, text } of edits) {
    const edit = { range: toRange(convert.view.source(facts), span, convert.encoding), newText: text };
    const list = byFile.get(facts);
    if (list) list.push(edit);
    else byFile.set(facts, [edit]);
  }
  if (!client.hasDocumentChanges) {
    return { changes: Object.fromEntries([...byFile].map(([{ file }, list]) => [convert.uriOf(file), list])) };
  }
  return {
    documentChanges: [...byFile].map(([{ file }, list]): TextDocumentEdit => {
      const version = project.documentOf(file)?.version ?? null;
      return { textDocument: { uri: convert.uriOf(file), version }, edits: list };
    }),
  };
}
