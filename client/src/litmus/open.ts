/** Opens the litmus test of a pair as a new document, beside the code that it is made of. */
import { Disposable, type TextEditor, ViewColumn, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
  LitmusParams,
  LitmusResult,
  LitmusTestAt,
  OpenLitmusArguments,
} from '../../../server/src/lsp/messages.ts';
import { command, editorCommand } from '../command.ts';
import type { Part } from '../part.ts';

export const openLitmusTest: Part = {
  register: (_, client) =>
    Disposable.from(
      editorCommand(client, 'barrier-ls.openLitmusTest', (editor) => openAtCursor(client, editor)),
      // What the server's code actions run.
      command(client, 'barrier-ls.openLitmus', (...asked: OpenLitmusArguments) => openAsked(client, asked)),
    ),
};

async function openAtCursor(client: LanguageClient, { document, selection }: TextEditor): Promise<void> {
  const place = client.code2ProtocolConverter.asTextDocumentPositionParams(document, selection.active);
  const tests = await testsAt(client, place);
  const text = tests.length === 1 ? tests[0]!.text : await choose(tests);
  if (text !== undefined) await show(text);
}

async function openAsked(client: LanguageClient, [uri, position, which]: OpenLitmusArguments): Promise<void> {
  const tests = await testsAt(client, { textDocument: { uri }, position });
  const test = which?.name === undefined ? tests[0] : tests.find(({ name }) => name === which.name);
  const text = which?.suffices ? test?.suffices?.text : test?.text;
  if (text !== undefined) await show(text);
  else if (tests.length > 0)
    void window.showInformationMessage('There is no such test any more: the code has changed.');
}

/** Tells the user when there are none. */
async function testsAt(client: LanguageClient, place: LitmusParams): Promise<LitmusResult['tests']> {
  const { tests } = await client.sendRequest<LitmusResult>('barrier-ls/litmus', place);
  if (tests.length === 0) {
    void window.showInformationMessage(
      'No litmus test can be made here: place the cursor on a barrier that is half of a pair.',
    );
  }
  return tests;
}

/** The text of the test that the user takes; undefined when there is none to take, or the user takes none. */
async function choose(tests: readonly LitmusTestAt[]): Promise<string | undefined> {
  if (tests.length === 0) return undefined;
  const items = tests.map(({ name, verdict, text }) => ({ label: name, description: verdict, text }));
  const picked = await window.showQuickPick(items, {
    placeHolder: 'Which pair to open the litmus test of',
    matchOnDescription: true,
  });
  return picked?.text;
}

async function show(text: string): Promise<void> {
  const made = await workspace.openTextDocument({ language: 'litmus', content: text });
  await window.showTextDocument(made, ViewColumn.Beside);
}
