/** Writes the pairing comment at the cursor: the server's own code action, without the list of all that can be done there. */
import { commands, type TextEditor, window } from 'vscode';
import type { CodeAction, LanguageClient } from 'vscode-languageclient/node';
import { editorCommand } from '../command.ts';
import type { Part } from '../part.ts';

const KIND = 'refactor.rewrite.barrier-ls';

export const writePairingComment: Part = {
  register: (_, client) =>
    editorCommand(client, 'barrier-ls.writePairingComment', (editor) => writeComment(client, editor)),
};

async function writeComment(client: LanguageClient, { document, selection }: TextEditor): Promise<void> {
  const { asTextDocumentIdentifier, asRange } = client.code2ProtocolConverter;
  const found = await client.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
    textDocument: asTextDocumentIdentifier(document),
    range: asRange(selection),
    context: { diagnostics: [], only: [KIND] },
  });
  const actions = found ?? [];
  if (actions.length === 0) {
    void window.showInformationMessage(
      'There is no pairing comment to write here: place the cursor on a barrier without one.',
    );
    return;
  }
  // The editor offers the sides to write it at, when there are several.
  await commands.executeCommand('editor.action.codeAction', { kind: KIND, apply: 'ifSingle' });
}
