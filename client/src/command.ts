/** Commands whose failure the user gets to know in one sentence, and never as the text of an exception. */
import { commands, type Disposable, type TextEditor, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Registers a command. Whatever it throws is in the log. */
export function command(client: LanguageClient, name: string, work: (...args: never[]) => unknown): Disposable {
  return commands.registerCommand(name, async (...args: never[]) => {
    try {
      return await work(...args);
    } catch (error) {
      client.error(name, error);
      void tellOfFailure(client);
      return undefined;
    }
  });
}

/** As `command`, for what is about the cursor in the editor that is in use. */
export function editorCommand(client: LanguageClient, name: string, work: (editor: TextEditor) => unknown): Disposable {
  return command(client, name, () => {
    const editor = window.activeTextEditor;
    if (editor) return work(editor);
    return window.showInformationMessage('Open a C file and place the cursor on a barrier, or on the comment at it.');
  });
}

async function tellOfFailure(client: LanguageClient): Promise<void> {
  const sentence = client.isRunning()
    ? 'The barrier language server has no answer to that; its log says why.'
    : 'The barrier language server is not running.';
  const button = await window.showErrorMessage(sentence, ...(client.isRunning() ? [] : [RESTART]), SHOW_LOG);
  if (button === RESTART) await commands.executeCommand('barrier-ls.restartServer');
  if (button === SHOW_LOG) client.outputChannel.show();
}

const RESTART = 'Restart';
const SHOW_LOG = 'Show Log';
