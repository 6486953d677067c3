/**
 * `Check Workspace`: from then on the Problems view has the findings of all files of the workspace, and keeps up with
 * edits. Until then it has those of the open ones: a large tree has thousands that nobody has asked for.
 */
import { type CancellationToken, commands, ProgressLocation, window, workspace } from 'vscode';
import type { LanguageClient, WorkspaceDiagnosticReport } from 'vscode-languageclient/node';
import { command } from '../command.ts';
import type { Part } from '../part.ts';
import { countsInWords } from './counts.ts';
import { HeldBack } from './held-back.ts';

export const checkWorkspace: Part = {
  register(_, client) {
    const questions = new HeldBack();
    client.middleware.provideWorkspaceDiagnostics = questions.provide;
    return command(client, 'barrier-ls.checkWorkspace', () => check(client, questions));
  },
};

const SHOW_PROBLEMS = 'Show Problems';
const OPEN_FOLDER = 'Open Folder';

async function check(client: LanguageClient, questions: HeldBack): Promise<void> {
  const hindrance = await hindranceToCheck();
  if (hindrance !== undefined) {
    const button = await window.showInformationMessage(hindrance, OPEN_FOLDER);
    if (button === OPEN_FOLDER) await commands.executeCommand('vscode.openFolder');
    return;
  }
  questions.release();
  const title = 'Checking all barriers of the workspace';
  const findings = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_, token) => findingsOf(client, token),
  );
  if (!findings) return;
  const buttons = findings.size === 0 ? [] : [SHOW_PROBLEMS];
  const button = await window.showInformationMessage(countsInWords(findings), ...buttons);
  if (button === SHOW_PROBLEMS) await commands.executeCommand('workbench.actions.view.problems');
}

/** Why there is nothing that could be checked; undefined when there is. */
async function hindranceToCheck(): Promise<string | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) return 'No folder is open that could be checked.';
  const exist = folders.map(({ uri }) =>
    workspace.fs.stat(uri).then(
      () => true,
      () => false,
    ),
  );
  if ((await Promise.all(exist)).includes(true)) return undefined;
  return `There is nothing to check: ${folders[0]!.uri.fsPath} is not there any more.`;
}

/**
 * The server answers when there is something to tell. That this document, which no one has, is gone it can always tell;
 * so that an answer comes as soon as the tree is read, even if nothing is found in it.
 */
const NOWHERE = { uri: 'untitled:barrier-ls-check', value: '' };

/** Severities of the findings, by the URI of the file; undefined when the user does not want to know any more. */
async function findingsOf(
  client: LanguageClient,
  token: CancellationToken,
): Promise<Map<string, readonly number[]> | undefined> {
  const params = { previousResultIds: [NOWHERE] };
  // A server that is asked no longer still answers, with an error.
  const answer = client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', params, token);
  const report = await answer.catch((error: unknown) => {
    if (token.isCancellationRequested) return undefined;
    throw error;
  });
  if (!report || token.isCancellationRequested) return undefined;
  const severities = report.items.map((item) => {
    const items = item.kind === 'full' ? item.items : [];
    return [item.uri, items.map(({ severity }) => severity ?? MOST)] as const;
  });
  return new Map(severities.filter(([, all]) => all.length > 0));
}

/** What a finding without a severity is, by the protocol's advice. */
const MOST = 1;
