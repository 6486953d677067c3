/** What a view is to be about: an entry of the tree of pairs, or the place of the cursor. */
import { window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { SubjectParams } from '../../server/src/lsp/messages.ts';

/** Undefined, and the user is told so, when neither is there. `entry` is what a menu of the tree hands over. */
export function subjectOf(client: LanguageClient, entry: unknown): SubjectParams | undefined {
  const id = (entry as { readonly id?: unknown } | undefined)?.id;
  if (typeof id === 'string') return { subject: id };
  const editor = window.activeTextEditor;
  if (editor) {
    return client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, editor.selection.active);
  }
  void window.showInformationMessage('Open a C file and place the cursor on a barrier, or on the comment at it.');
  return undefined;
}
