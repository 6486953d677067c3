/** `Doctor`: what the program sees of the tree and of the machine, by its own command line, for a bug report. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ExtensionContext, env, type OutputChannel, ProgressLocation, version, window, workspace } from 'vscode';
import { command } from '../command.ts';
import type { Part } from '../part.ts';

export const doctor: Part = {
  register(context, client) {
    let channel: OutputChannel | undefined;
    return command(client, 'barrier-ls.doctor', async () => {
      if (!channel) context.subscriptions.push((channel = window.createOutputChannel(NAME)));
      const { extension } = context;
      const title = 'Barriers: looking at the tree';
      const report = await window.withProgress({ location: ProgressLocation.Window, title }, () => treeReport(context));
      channel.replace(
        [
          report.trimEnd(),
          `editor      ${env.appName} ${version}${env.remoteName ? `, remote: ${env.remoteName}` : ''}`,
          `host        node ${process.version} on ${process.platform} ${process.arch}`,
          `extension   ${extension.id} ${extension.packageJSON.version}`,
          `server      ${client.isRunning() ? 'running' : 'not running'}`,
          '',
        ].join('\n'),
      );
      channel.show();
    });
  },
};

const NAME = 'Barrier Language Server: Doctor';

/** Of the tree of the C file that is looked at, else of the folder that is open. */
async function treeReport(context: ExtensionContext): Promise<string> {
  const document = window.activeTextEditor?.document;
  const folders = workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const paths = [...(document && /^c(pp)?$/.test(document.languageId) ? [document.uri] : []), ...folders]
    .filter(({ scheme }) => scheme === 'file')
    .map(({ fsPath }) => fsPath);
  const path = paths.find((one) => existsSync(one));
  if (path !== undefined) return runDoctor(context, path);
  return `tree        ${paths.length > 0 ? `cannot read ${paths[0]}: it is not there any more` : 'no folder and no C file is open'}`;
}

/** The command line runs in the Node that the extension runs in, as the server does. Resolves to all that it prints. */
function runDoctor({ extensionPath }: ExtensionContext, path: string): Promise<string> {
  const cli = join(extensionPath, 'dist', 'cli.js');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, 'doctor', path],
      { cwd: dirname(cli), env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' }, maxBuffer: MAX_BYTES },
      (error, stdout, stderr) => resolve(stdout + stderr || `The command line cannot be run: ${error?.message}\n`),
    );
  });
}

const MAX_BYTES = 1024 * 1024;
