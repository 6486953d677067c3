import { beforeEach, describe, expect, it } from 'vitest';
import { openLitmusTest } from '../../client/src/litmus/open.ts';
import { writePairingComment } from '../../client/src/pairs/write-comment.ts';
import { fakeClient, placeCursor, register, runCommand } from './fake-client.ts';
import { reset, state } from './vscode.ts';

beforeEach(() => {
  reset();
  placeCursor('file:///tree/a.c', 4, 2);
});

describe('Open Litmus Test', () => {
  const test = (name: string) => ({ name, shape: 'MP', verdict: 'MP · forbidden by the LKMM', text: `C ${name}\n` });

  it('opens the only one as a litmus document', async () => {
    const fake = fakeClient({ 'barrier-ls/litmus': { tests: [test('a')] } });
    register(openLitmusTest, fake);
    await runCommand('barrier-ls.openLitmusTest');
    expect(fake.requests).toEqual([
      [
        'barrier-ls/litmus',
        { textDocument: { uri: 'file:///tree/a.c' }, position: expect.objectContaining({ line: 4, character: 2 }) },
      ],
    ]);
    expect(state.opened).toEqual([{ language: 'litmus', content: 'C a\n' }]);
    expect(state.picks).toEqual([]);
  });

  it('asks which one when there are several', async () => {
    register(openLitmusTest, fakeClient({ 'barrier-ls/litmus': { tests: [test('a'), test('b')] } }));
    await runCommand('barrier-ls.openLitmusTest');
    expect(state.picks).toMatchObject([{ label: 'a', description: 'MP · forbidden by the LKMM' }, { label: 'b' }]);
    // The fake user takes the last one.
    expect(state.opened).toEqual([{ language: 'litmus', content: 'C b\n' }]);
  });

  it('says so when none can be made', async () => {
    register(openLitmusTest, fakeClient({ 'barrier-ls/litmus': { tests: [] } }));
    await runCommand('barrier-ls.openLitmusTest');
    expect(state.messages).toEqual([[expect.stringMatching(/^No litmus test can be made here: .*\.$/)]]);
    expect(state.opened).toEqual([]);
  });
});

describe("the server's code actions", () => {
  const suffices = { words: 'smp_mb()', name: 'b+enough', text: 'C b+enough\n' };
  const tests = [
    { name: 'a', shape: 'MP', verdict: '', text: 'C a\n', suffices: null },
    { name: 'b', shape: 'SB', verdict: '', text: 'C b\n', suffices },
  ];
  const open = async (which?: object) => {
    const fake = fakeClient({ 'barrier-ls/litmus': { tests } });
    register(openLitmusTest, fake);
    await runCommand('barrier-ls.openLitmus', 'file:///tree/b.c', { line: 1, character: 2 }, which);
    expect(fake.requests[0]![1]).toEqual({
      textDocument: { uri: 'file:///tree/b.c' },
      position: { line: 1, character: 2 },
    });
    return state.opened.map(({ content }) => content);
  };

  it('open the first test of a place', async () => expect(await open()).toEqual(['C a\n']));
  it('open the one that they name', async () => expect(await open({ name: 'b' })).toEqual(['C b\n']));
  it('open what would suffice', async () =>
    expect(await open({ name: 'b', suffices: true })).toEqual(['C b+enough\n']));

  it.each([{ name: 'c' }, { name: 'a', suffices: true }])('say when it is gone: %j', async (which) => {
    expect(await open(which)).toEqual([]);
    expect(state.messages).toEqual([['There is no such test any more: the code has changed.']]);
  });
});

describe('Write Pairing Comment', () => {
  it("runs the server's own action", async () => {
    const fake = fakeClient({ 'textDocument/codeAction': [{ title: 'Write the pairing comment' }] });
    register(writePairingComment, fake);
    await runCommand('barrier-ls.writePairingComment');
    expect(fake.requests[0]).toMatchObject([
      'textDocument/codeAction',
      { textDocument: { uri: 'file:///tree/a.c' }, context: { only: ['refactor.rewrite.barrier-ls'] } },
    ]);
    expect(state.ran).toEqual([
      ['editor.action.codeAction', { kind: 'refactor.rewrite.barrier-ls', apply: 'ifSingle' }],
    ]);
  });

  it('says so when there is nothing to write', async () => {
    register(writePairingComment, fakeClient({ 'textDocument/codeAction': null }));
    await runCommand('barrier-ls.writePairingComment');
    expect(state.messages).toEqual([[expect.stringMatching(/^There is no pairing comment to write here: .*\.$/)]]);
    expect(state.ran).toEqual([]);
  });
});
