// Asks for the hover of `probe.json` beside this file ({ path, line, character, says }) until it says that, and writes to
// `answer.json` when this was, in milliseconds of the clock.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { commands, Position, Uri, workspace } = require('vscode');

const EVERY = 20;

/** Milliseconds after which to ask again, whatever became of the question. */
const PATIENCE = 2000;
const late = () => new Promise((resolve) => setTimeout(() => resolve(''), PATIENCE));

exports.activate = () => {
  const place = process.env.BARRIER_LS_PROBE;
  if (place === undefined) return;
  const { path, line, character, says } = JSON.parse(readFileSync(join(place, 'probe.json'), 'utf8'));
  const said = async () => {
    const hovers = await commands.executeCommand(
      'vscode.executeHoverProvider',
      Uri.file(path),
      new Position(line, character),
    );
    return hovers.flatMap((hover) => hover.contents.map((content) => content.value ?? content)).join('\n');
  };
  const ask = async () => {
    // While the editor is still opening it, the question may fail.
    const text = await Promise.race([said().catch(() => ''), late()]);
    if (text.includes(says)) writeFileSync(join(place, 'answer.json'), JSON.stringify({ at: Date.now(), text }));
    else setTimeout(ask, EVERY);
  };
  const isIt = ({ uri }) => uri.fsPath === path;
  if (workspace.textDocuments.some(isIt)) void ask();
  // Before it is open the question itself would open it.
  else {
    const opened = workspace.onDidOpenTextDocument((document) => {
      if (!isIt(document)) return;
      opened.dispose();
      void ask();
    });
  }
};
