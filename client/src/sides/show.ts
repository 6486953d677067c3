/** Show Both Sides: two editors, one beside the other, with what the barriers in them keep in order. */
import { Disposable, Range, TextEditorRevealType, ViewColumn, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { SidesPair, SidesResult } from '../../../server/src/lsp/messages.ts';
import { command } from '../command.ts';
import type { Part } from '../part.ts';
import { subjectOf } from '../subject.ts';
import { Marks } from './marks.ts';
import { pairTitle, placeOf, why } from './words.ts';

export const bothSides: Part = {
  register(_, client) {
    const marks = new Marks(client);
    return Disposable.from(
      marks,
      command(client, 'barrier-ls.showBothSides', async (entry: unknown) => {
        const pair = await choose(client, entry);
        if (pair) await show(client, marks, pair);
      }),
      command(client, 'barrier-ls.hideSides', () => marks.clear()),
    );
  },
};

/** The only pair there is, or the one that the user picks. */
async function choose(client: LanguageClient, entry: unknown): Promise<SidesPair | undefined> {
  const subject = subjectOf(client, entry);
  if (!subject) return undefined;
  const { pairs } = await client.sendRequest<SidesResult>('barrier-ls/sides', subject);
  if (pairs.length === 0) {
    void window.showInformationMessage('No other side is known of what is here.');
    return undefined;
  }
  if (pairs.length === 1) return pairs[0];
  const items = pairs.map((pair) => ({
    label: pairTitle(pair),
    description: pair.verdict ?? '',
    detail: `${placeOf(pair.one)} — ${placeOf(pair.other)}`,
    pair,
  }));
  const picked = await window.showQuickPick(items, {
    title: 'Show Both Sides',
    placeHolder: 'Which pair?',
    matchOnDetail: true,
  });
  return picked?.pair;
}

async function show(client: LanguageClient, marks: Marks, pair: SidesPair): Promise<void> {
  marks.clear();
  const { asLocation } = client.protocol2CodeConverter;
  const columns = [ViewColumn.One, ViewColumn.Two];
  for (const [i, side] of [pair.one, pair.other].entries()) {
    const { uri, range } = asLocation(side.location);
    // The first one keeps the cursor: that is where the user comes from.
    const options = { viewColumn: columns[i]!, preview: false, preserveFocus: i > 0 };
    const { line } = range.start;
    const place = new Range(line, range.start.character, line, range.start.character);
    const editor = await window.showTextDocument(uri, { ...options, selection: place });
    // With all of a long line in sight, its beginning would not be.
    editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenter);
    marks.set(editor, side, why(pair));
  }
  window.setStatusBarMessage(`${pairTitle(pair)}${pair.verdict ? ` · ${pair.verdict}` : ''}`, SHOWN_MS);
}

const SHOWN_MS = 10_000;
