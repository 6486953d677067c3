/**
 * `Check Workspace`: from then on the Problems view has the findings of all files of the workspace, and keeps up with
 * edits. Until then it has those of the open ones: a large tree has thousands that nobody has asked for.
 */
import { commands, languages, ProgressLocation, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { command } from '../command.ts';
import type { Part } from '../part.ts';
import { SOURCE } from './copy.ts';
import { countsInWords } from './counts.ts';
import { WorkspacePull } from './workspace-pull.ts';

export const checkWorkspace: Part = {
  register(_, client) {
    const pull = new WorkspacePull();
    client.middleware.provideWorkspaceDiagnostics = pull.provide;
    return command(client, 'barrier-ls.checkWorkspace', () => check(client, pull));
  },
};

const SHOW_PROBLEMS = 'Show Problems';
const OPEN_FOLDER = 'Open Folder';

async function check(client: LanguageClient, pull: WorkspacePull): Promise<void> {
  if (!workspace.workspaceFolders?.some(({ uri }) => uri.scheme === 'file')) {
    const button = await window.showInformationMessage('No folder is open that could be checked.', OPEN_FOLDER);
    if (button === OPEN_FOLDER) await commands.executeCommand('vscode.openFolder');
    return;
  }
  // Rejects when it can't be.
  await client.start();
  const isReady = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Checking all barriers of the workspace', cancellable: true },
    (_, token) =>
      Promise.race([
        pull.whole().then(() => true),
        new Promise<boolean>((resolve) => token.onCancellationRequested(() => resolve(false))),
      ]),
  );
  if (!isReady) return;
  const findings = findingsShown();
  const buttons = findings.size === 0 ? [] : [SHOW_PROBLEMS];
  const button = await window.showInformationMessage(countsInWords(findings), ...buttons);
  if (button === SHOW_PROBLEMS) await commands.executeCommand('workbench.actions.view.problems');
}

/** Severities of our findings in the Problems view, by the URI of the file. */
function findingsShown(): Map<string, number[]> {
  const own = languages.getDiagnostics().map(([uri, all]) => {
    const severities = all.filter(({ source }) => source === SOURCE).map(({ severity }) => severity as number);
    return [uri.toString(), severities] as const;
  });
  return new Map(own.filter(([, severities]) => severities.length > 0));
}
