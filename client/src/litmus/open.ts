/** Opens the litmus test of the pair at the cursor as a new document, beside the code that it is made of. */
import { type TextEditor, ViewColumn, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { LitmusParams, LitmusResult, LitmusTestAt } from '../../../server/src/lsp/messages.ts';
import { editorCommand } from '../command.ts';
import type { Part } from '../part.ts';

export const openLitmusTest: Part = {
  register: (_, client) => editorCommand(client, 'barrier-ls.openLitmusTest', (editor) => open(client, editor)),
};

async function open(client: LanguageClient, { document, selection }: TextEditor): Promise<void> {
  const params: LitmusParams = client.code2ProtocolConverter.asTextDocumentPositionParams(document, selection.active);
  const { tests } = await client.sendRequest<LitmusResult>('barrier-ls/litmus', params);
  if (tests.length === 0) {
    void window.showInformationMessage(
      'No litmus test can be made here: place the cursor on a barrier that is half of a pair.',
    );
    return;
  }
  const test = tests.length === 1 ? tests[0] : await choose(tests);
  if (!test) return;
  const made = await workspace.openTextDocument({ language: 'litmus', content: test.text });
  await window.showTextDocument(made, ViewColumn.Beside);
}

async function choose(tests: readonly LitmusTestAt[]): Promise<LitmusTestAt | undefined> {
  const items = tests.map((test) => ({ label: test.name, description: test.verdict, test }));
  const picked = await window.showQuickPick(items, {
    placeHolder: 'Which pair to open the litmus test of',
    matchOnDescription: true,
  });
  return picked?.test;
}
