/** Goes to the other sides of a pair, one after the other, or shows them in place. */
import { commands, Disposable, type Location, Range, Selection, type TextEditor, type Uri, window } from 'vscode';
import type * as lsp from 'vscode-languageclient/node';
import type { LanguageClient } from 'vscode-languageclient/node';
import { command, editorCommand } from '../command.ts';
import type { Part } from '../part.ts';
import { type Place, Ring } from './ring.ts';
import { otherSidesAt } from './sides-at.ts';

const NOTHING = 'No other side is known of what is here.';

export const goToPair: Part = {
  register(_, client) {
    const ring = new Ring<Target>();
    return Disposable.from(
      editorCommand(client, 'barrier-ls.goToPair', (editor) => go(client, ring, editor)),
      editorCommand(client, 'barrier-ls.peekPairs', async (editor) => {
        const { document, selection } = editor;
        await show(editor, await otherSidesAt(client, document, selection.active), 'peek');
      }),
      // What a code lens does when it is clicked.
      command(client, 'barrier-ls.showTargets', (uri: string, position: lsp.Position, targets: lsp.Location[]) => {
        const { asUri, asPosition, asLocation } = client.protocol2CodeConverter;
        const at = [asUri(uri), asPosition(position)] as const;
        return commands.executeCommand('editor.action.showReferences', ...at, targets.map(asLocation));
      }),
    );
  },
};

interface Target extends Place {
  readonly target: Uri;
}

async function go(client: LanguageClient, ring: Ring<Target>, editor: TextEditor): Promise<void> {
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const here = { target: document.uri, uri: document.uri.toString(), line, character };
  const next =
    ring.next(here) ?? ring.start(here, (await otherSidesAt(client, document, selection.active)).map(toTarget));
  if (!next) return show(editor, [], 'goto');
  const place = new Range(next.line, next.character, next.line, next.character);
  const other = await window.showTextDocument(next.target, { selection: place });
  other.selection = new Selection(place.start, place.start);
  const { number, count } = ring.position;
  if (count > 2) window.setStatusBarMessage(`Side ${number} of ${count} of the pair`, SHOWN_MS);
}

const SHOWN_MS = 5000;

/** The editor's own way to show places, which has a word at the cursor for when there are none. */
async function show(editor: TextEditor, places: readonly Location[], how: 'peek' | 'goto'): Promise<void> {
  const { document, selection } = editor;
  await commands.executeCommand(
    'editor.action.goToLocations',
    document.uri,
    selection.active,
    places,
    how,
    NOTHING,
    how === 'peek',
  );
}

function toTarget({ uri, range: { start } }: Location): Target {
  return { target: uri, uri: uri.toString(), line: start.line, character: start.character };
}
