/** The item in the status bar: shown beside C and litmus files, while a tree is read, and when the server is gone. */
import {
  commands,
  Disposable,
  languages,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient, State } from 'vscode-languageclient/node';
import type { Status } from '../../../server/src/lsp/messages.ts';
import type { Part } from '../part.ts';
import { type Situation, wordsOf } from './words.ts';

export const statusItem: Part = {
  register(_, client) {
    const item = window.createStatusBarItem('status', StatusBarAlignment.Right, PRIORITY);
    item.name = 'Barrier Language Server';
    item.command = 'barrier-ls.doctor';
    const projects = new Map<string, Status>();
    const reading = new Map<number | string, number>();
    let server: Situation['server'] = 'starting';

    function show(): void {
      const percentage = reading.size > 0 ? Math.min(...reading.values()) : undefined;
      const { text, tooltip, label, isError } = wordsOf({ server, percentage, projects: [...projects.values()] });
      item.text = text;
      item.tooltip = new MarkdownString(tooltip.map(escaped).join('\n\n'));
      item.accessibilityInformation = { label, role: 'button' };
      item.backgroundColor = isError ? new ThemeColor('statusBarItem.errorBackground') : undefined;
      const document = window.activeTextEditor?.document;
      const isOurs = document !== undefined && languages.match(SELECTOR, document) > 0;
      if (isOurs || isError || reading.size > 0) item.show();
      else item.hide();
    }

    // Not shown a second time, as the progress that it is.
    client.middleware.handleWorkDoneProgress = (token, params, next) => {
      if (params.kind === 'end') reading.delete(token);
      else reading.set(token, params.percentage ?? reading.get(token) ?? 0);
      if (params.kind !== 'report')
        void commands.executeCommand('setContext', 'barrier-ls.isReading', reading.size > 0);
      show();
      if (params.kind === 'end') next(token, params);
    };
    show();
    return Disposable.from(
      item,
      window.onDidChangeActiveTextEditor(show),
      client.onNotification('barrier-ls/status', (status: Status) => {
        projects.set(status.root, status);
        show();
      }),
      workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) projects.delete(uri.toString());
        show();
      }),
      client.onDidChangeState(({ newState }) => {
        server = serverState(newState);
        // What another process said of them is no longer so.
        if (server !== 'running') projects.clear();
        if (server !== 'running') reading.clear();
        show();
      }),
      commands.registerCommand('barrier-ls.stopReading', () => stop(client, [...reading.keys()])),
    );
  },
};

/** Left of the language. */
const PRIORITY = 90;

const SELECTOR = [{ language: 'c' }, { language: 'cpp' }, { language: 'litmus' }];

// The client's numbers, as types alone: the module itself can be loaded in VS Code only, and this file in tests, too.
const RUNNING: State.Running = 2;
const STARTING: State.Starting = 3;

function serverState(state: State): Situation['server'] {
  return state === RUNNING ? 'running' : state === STARTING ? 'starting' : 'stopped';
}

async function stop(client: LanguageClient, tokens: readonly (number | string)[]): Promise<void> {
  for (const token of tokens) await client.sendNotification('window/workDoneProgress/cancel', { token });
}

/** Names of folders are no Markdown. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!<>|~-]/g, '\\$&');
}
