/** The VS Code extension: puts its parts together and starts the language server that it brings along. */
import { type ExtensionContext, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Part } from './part.ts';
import { createClient } from './server.ts';

/** In the order in which they are registered. */
const parts: readonly Part[] = [];

let client: LanguageClient | undefined;

/** Called by VS Code once, when the first C, C++ or litmus file is opened, or a command is used. */
export async function activate(context: ExtensionContext): Promise<void> {
  client = createClient(context, window.createOutputChannel('Barrier Language Server', { log: true }));
  for (const part of parts) context.subscriptions.push(part.register(context, client));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
