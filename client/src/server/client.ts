/** The client's end of the bundled language server, which runs in the Node that the editor's own extensions run in. */
import { join } from 'node:path';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, type StaticFeature, TransportKind } from 'vscode-languageclient/node';
import type { Crashes } from './crashes.ts';

/** Of settings, of our commands, and of what we speak beside the protocol (docs/lsp-extensions.md). */
export const ID = 'barrier-ls';

/** Not started yet. */
export function createClient(context: ExtensionContext, log: LogOutputChannel, crashes: Crashes): LanguageClient {
  const client = new QuietClient(
    ID,
    'Barrier Language Server',
    { module: join(context.extensionPath, 'dist', 'server.js'), transport: TransportKind.stdio },
    {
      documentSelector: [
        { scheme: 'file', language: 'c' },
        { scheme: 'file', language: 'cpp' },
        // A test that was just made from a pair is in no file yet.
        { language: 'litmus' },
        { scheme: 'file', pattern: '**/.barrier-ls.jsonc' },
      ],
      outputChannel: log,
      errorHandler: crashes,
      // It stays down; whoever is told that it is not there has the buttons to start it again.
      initializationFailedHandler: () => false,
      // Whoever wants to read it asks for it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true },
      middleware: {},
    },
  );
  client.registerFeature(ownCapabilities);
  return client;
}

/** Errors go to the log, with all that is known of them. What users get to read we say ourselves, in a sentence. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Tells the server which of its own messages are understood here. */
const ownCapabilities: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = {
      ...(capabilities.experimental as object | undefined),
      [ID]: { status: true, changes: true, commands: ['barrier-ls.showTargets', 'barrier-ls.openLitmus'] },
    };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};
