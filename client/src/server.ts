/** The client's end of the bundled language server, which runs in the Node that the editor's own extensions run in. */
import { join } from 'node:path';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, type StaticFeature, TransportKind } from 'vscode-languageclient/node';

/** Of settings, of our commands, and of what we speak beside the protocol (docs/lsp-extensions.md). */
export const ID = 'barrier-ls';

/** Not started yet. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const client = new LanguageClient(
    ID,
    'Barrier Language Server',
    { module: join(context.extensionPath, 'dist', 'server.js'), transport: TransportKind.stdio },
    {
      documentSelector: [
        { scheme: 'file', language: 'c' },
        { scheme: 'file', language: 'cpp' },
        { scheme: 'file', language: 'litmus' },
      ],
      outputChannel: log,
      // Whoever wants to read it asks for it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    },
  );
  client.registerFeature(ownCapabilities);
  return client;
}

/** Tells the server which of its own messages are understood here. */
const ownCapabilities: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      [ID]: { status: true, commands: ['barrier-ls.showTargets'] },
    };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};
