import { beforeEach, describe, expect, it } from 'vitest';
import { goToPair } from '../../client/src/pairs/go.ts';
import { fakeClient, placeCursor, register, runCommand } from './fake-client.ts';
import { reset, state, window } from './vscode.ts';

beforeEach(reset);

const at = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
});
const link = (uri: string, line: number) => ({
  targetUri: uri,
  targetRange: at(line, 0, 30),
  targetSelectionRange: at(line, 4, 11),
});

/** Where the editor was sent, as `uri:line:character`. */
const visited = () =>
  state.shown.map(({ uri, options }) => {
    const { start } = (options as { selection: { start: { line: number; character: number } } }).selection;
    return `${uri}:${start.line}:${start.character}`;
  });

describe('Go to Pair', () => {
  it('goes round all sides when it is used again and again', async () => {
    const fake = fakeClient({ 'textDocument/definition': [link('file:///b.c', 2), link('file:///c.c', 3)] });
    register(goToPair, fake);
    placeCursor('file:///a.c', 1, 6);
    await runCommand('barrier-ls.goToPair');
    placeCursor('file:///b.c', 2, 4);
    await runCommand('barrier-ls.goToPair');
    placeCursor('file:///c.c', 3, 4);
    await runCommand('barrier-ls.goToPair');
    expect(visited()).toEqual(['file:///b.c:2:4', 'file:///c.c:3:4', 'file:///a.c:1:6']);
    expect(fake.requests).toHaveLength(1);
    expect(state.statusBar[0]).toBe('Side 2 of 3 of the pair');
  });

  it('asks whoever belongs to the pair where definitions are left to another server', async () => {
    const references = [
      { uri: 'file:///a.c', range: at(1, 4, 11) },
      { uri: 'file:///b.c', range: at(2, 4, 11) },
    ];
    const fake = fakeClient({ 'textDocument/definition': null, 'textDocument/references': references });
    register(goToPair, fake);
    placeCursor('file:///a.c', 1, 6);
    await runCommand('barrier-ls.goToPair');
    expect(visited()).toEqual(['file:///b.c:2:4']);
  });

  it('says so at the cursor when there is no other side', async () => {
    register(goToPair, fakeClient({ 'textDocument/definition': null, 'textDocument/references': null }));
    placeCursor('file:///a.c', 1, 6);
    await runCommand('barrier-ls.goToPair');
    expect(visited()).toEqual([]);
    const [name, , , places, , sentence] = state.ran[0]!;
    expect([name, places]).toEqual(['editor.action.goToLocations', []]);
    expect(sentence).toMatch(/no other side/i);
  });

  it('says what to do when no file is open', async () => {
    window.activeTextEditor = undefined;
    register(goToPair, fakeClient());
    await runCommand('barrier-ls.goToPair');
    expect(state.messages).toEqual([[expect.stringMatching(/^Open a C file/)]]);
  });

  it('tells of a failure in a sentence, and keeps what it was for the log', async () => {
    const fake = fakeClient({ 'textDocument/definition': new Error('at Object.<anonymous> (server.js:1:1)') });
    register(goToPair, fake);
    placeCursor('file:///a.c', 1, 6);
    await runCommand('barrier-ls.goToPair');
    expect(state.messages).toEqual([[expect.stringMatching(/^[A-Z][^\n]*\.$/), 'Show Log']]);
    expect(state.messages[0]![0]).not.toContain('server.js');
    expect(fake.errors).toEqual(['barrier-ls.goToPair']);
  });
});

describe('Peek Pairs', () => {
  it('shows all sides in place', async () => {
    register(goToPair, fakeClient({ 'textDocument/definition': [link('file:///b.c', 2), link('file:///c.c', 3)] }));
    placeCursor('file:///a.c', 1, 6);
    await runCommand('barrier-ls.peekPairs');
    const [name, , , places, how] = state.ran[0]!;
    expect([name, how]).toEqual(['editor.action.goToLocations', 'peek']);
    expect((places as { uri: unknown }[]).map(({ uri }) => String(uri))).toEqual(['file:///b.c', 'file:///c.c']);
  });
});

describe('a code lens that is clicked', () => {
  it('shows the places in its arguments', async () => {
    register(goToPair, fakeClient());
    const place = { uri: 'file:///b.c', range: at(2, 4, 11) };
    await runCommand('barrier-ls.showTargets', 'file:///a.c', { line: 1, character: 6 }, [place]);
    const [name, uri, position, places] = state.ran[0]!;
    expect([name, String(uri), position]).toEqual([
      'editor.action.showReferences',
      'file:///a.c',
      expect.objectContaining({ line: 1, character: 6 }),
    ]);
    expect(places).toMatchObject([{ range: at(2, 4, 11) }]);
  });
});
