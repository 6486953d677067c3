/** clangd in VS Code, as its own extension has it; that one is in no registry that these tests may use. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/node';

export async function activate(context: ExtensionContext): Promise<void> {
  const client = new LanguageClient(
    'clangd',
    'clangd',
    { command: 'clangd' },
    { documentSelector: [{ scheme: 'file', language: 'c' }] },
  );
  context.subscriptions.push(client);
  await client.start();
}
