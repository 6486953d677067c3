/** The VS Code extension: puts its parts together and starts the language server that it brings along. */
import { commands, type ExtensionContext, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { checkWorkspace } from './findings/check.ts';
import { copyFinding } from './findings/copy.ts';
import { pairGraph } from './graph/show.ts';
import { openLitmusTest } from './litmus/open.ts';
import { goToPair } from './pairs/go.ts';
import { writePairingComment } from './pairs/write-comment.ts';
import type { Part } from './part.ts';
import { createClient } from './server/client.ts';
import { Control } from './server/control.ts';
import { bothSides } from './sides/show.ts';
import { doctor } from './status/doctor.ts';
import { statusItem } from './status/item.ts';
import { pairsTree } from './tree/view.ts';

/** In the order in which they are registered. */
const parts: readonly Part[] = [
  statusItem,
  doctor,
  goToPair,
  writePairingComment,
  openLitmusTest,
  checkWorkspace,
  copyFinding,
  pairsTree,
  bothSides,
  pairGraph,
];

let client: LanguageClient | undefined;

/** Called by VS Code once, when the first C, C++ or litmus file is opened, or a command is used. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Barrier Language Server', { log: true });
  const control = new Control();
  client = createClient(context, log, control.crashes);
  context.subscriptions.push(log);
  for (const part of [control, ...parts]) context.subscriptions.push(part.register(context, client));
  void commands.executeCommand('setContext', 'barrier-ls.isActive', true);
  void control.start();
}

export async function deactivate(): Promise<void> {
  // One that is not running can't be stopped, and need not.
  if (client?.isRunning()) await client.dispose();
}
