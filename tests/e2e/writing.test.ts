/** What changes texts: completion, code actions and rename, as the client sees them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, Range } from 'vscode-languageserver/node';
import { Client, full } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

const misspelt = `/* Wakes. */
void ring_wake_all(struct ring *ring)
{
	/* pairs with smb_load_acquire() in ring_take() */
	smp_store_release(&ring->head, 2);
}

void ring_note(struct ring *ring)
{
	/* LMM(ring_note:A) pairs with ring_seen:B */
	smp_wmb();
}

void ring_seen(struct ring *ring)
{
	/* LMM(ring_seen:B) pairs with ring_note:A */
	smp_rmb();
}

void ring_bare(struct ring *ring)
{
	smp_store_release(&ring->bare, 1);
}

int ring_bare_read(struct ring *ring)
{
	return smp_load_acquire(&ring->bare);
}
`;

const project = { ...ring, 'wake.c': misspelt };
let client: Client;

beforeAll(async () => {
  client = await Client.start(project);
  client.open('producer.c', producer);
  client.open('consumer.c', consumer);
  client.open('wake.c', misspelt);
});

afterAll(async () => {
  expect(client.logged()).toEqual([]);
  await client.stop();
});

describe('textDocument/completion', () => {
  it('offers the other side behind the verb, and shows its code', async () => {
    const list = await client.request('textDocument/completion', client.at('producer.c', 'pairs with |smp_load'));
    expect(list.isIncomplete).toBe(false);
    expect(client.plain(list.items[0])).toEqual({
      label: 'smp_load_acquire() in ring_take()',
      kind: 18,
      detail: expect.stringContaining('struct ring::head'),
      filterText: 'smp_load_acquire() in ring_take()',
      sortText: '000',
      textEdit: { range: lineRange(5, 15, 33), newText: 'smp_load_acquire() in ring_take()' },
      data: { uri: 'root/consumer.c', at: expect.any(Number), end: expect.any(Number), function: 'ring_take' },
    });
    const { documentation } = await client.request('completionItem/resolve', list.items[0]);
    expect(documentation.kind).toBe('markdown');
    expect(documentation.value).toMatch(/^consumer\.c:6\n\n```c\n.*smp_load_acquire\(&ring->head\).*\n```$/s);
  });

  it('offers nothing elsewhere, nor when it is switched off', async () => {
    expect(await client.request('textDocument/completion', client.at('producer.c', 'ring->slot = |value'))).toBe(null);
    const other = await Client.start(ring, { settings: { completion: { enable: false } } });
    other.open('producer.c', producer);
    expect(await other.request('textDocument/completion', other.at('producer.c', 'pairs with |smp_load'))).toBe(null);
    await other.stop();
  });
});

describe('textDocument/codeAction', () => {
  it('corrects a misspelt primitive, by an edit that is made when the action is chosen', async () => {
    const diagnostics = await client.waitForDiagnostics('wake.c', (found) => found.length > 0);
    const actions = await ask('wake.c', 'smb_load|_acquire', { diagnostics, only: ['quickfix'] });
    const correct = actions.find(({ isPreferred }) => isPreferred)!;
    expect(client.plain(correct)).toEqual({
      title: 'Replace smb_load_acquire by smp_load_acquire',
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: client.plain(diagnostics.filter(({ code }) => code === 'misspelt-primitive')),
      data: { uri: 'root/wake.c', action: 'correct-primitive', about: expect.any(Object) },
    });
    const resolved = await client.request('codeAction/resolve', correct);
    expect(client.plain(resolved.edit)).toEqual({
      documentChanges: [
        {
          textDocument: { uri: 'root/wake.c', version: 1 },
          edits: [{ range: lineRange(3, 15, 31), newText: 'smp_load_acquire' }],
        },
      ],
    });
  });

  it('writes the comments of a pair, in all files that it is about', async () => {
    const actions = await ask('wake.c', 'smp_store|_release(&ring->bare', { only: ['refactor'] });
    expect(actions.length).toBeGreaterThan(0);
    expect(new Set(actions.map(({ kind }) => kind))).toEqual(new Set(['refactor.rewrite.barrier-ls']));
  });

  it('has the edits at hand for clients that do not ask again, as a map where they know no versions', async () => {
    const { resolveSupport: _, ...codeAction } = full.textDocument!.codeAction!;
    const capabilities = {
      ...full,
      workspace: { ...full.workspace, workspaceEdit: {} },
      textDocument: { ...full.textDocument, codeAction },
    };
    const other = await Client.start(project, { capabilities });
    other.open('wake.c', misspelt);
    const { textDocument, position } = other.at('wake.c', 'smb_load|_acquire');
    const range = { start: position, end: position };
    const actions = await other.request('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    const correct = actions.find(({ isPreferred }: CodeAction) => isPreferred);
    expect(other.plain(correct.edit)).toEqual({
      changes: { 'root/wake.c': [{ range: lineRange(3, 15, 31), newText: 'smp_load_acquire' }] },
    });
    await other.stop();
  });

  it('fixes the whole file when it is asked to', async () => {
    const actions = await ask('wake.c', 'Wak|es', { only: ['source.fixAll'] });
    expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.barrier-ls']);
    const { edit } = await client.request('codeAction/resolve', actions[0]);
    expect(edit.documentChanges[0].edits).toHaveLength(1);
  });

  it('offers nothing to clients that know only commands', async () => {
    const other = await Client.start(project, { capabilities: { experimental: full.experimental } });
    const range = lineRange(3, 15, 31);
    const params = { textDocument: { uri: other.uri('wake.c') }, range, context: { diagnostics: [] } };
    expect(await other.request('textDocument/codeAction', params)).toBe(null);
    await other.stop();
  });
});

describe('textDocument/rename', () => {
  it('renames a label in all comments', async () => {
    const at = client.at('wake.c', 'ring_note:|A) pairs');
    expect(await client.request('textDocument/prepareRename', at)).toEqual({
      range: lineRange(9, 18, 19),
      placeholder: 'A',
    });
    const edit = await client.request('textDocument/rename', { ...at, newName: 'C' });
    expect(client.plain(edit)).toEqual({
      documentChanges: [
        {
          textDocument: { uri: 'root/wake.c', version: 1 },
          edits: [
            { range: lineRange(9, 18, 19), newText: 'C' },
            { range: lineRange(15, 42, 43), newText: 'C' },
          ],
        },
      ],
    });
  });

  it('says why a name is none', async () => {
    const at = client.at('wake.c', 'ring_note:|A) pairs');
    await expect(client.request('textDocument/rename', { ...at, newName: 'no name' })).rejects.toMatchObject({
      code: -32803,
    });
  });

  it('leaves everything else to others, without an error', async () => {
    const at = client.at('consumer.c', 'return ring->sl|ot');
    expect(await client.request('textDocument/prepareRename', at)).toBe(null);
    expect(await client.request('textDocument/rename', { ...at, newName: 'x' })).toBe(null);
  });
});

async function ask(file: string, piece: string, context: object): Promise<CodeAction[]> {
  const { textDocument, position } = client.at(file, piece);
  const range = { start: position, end: position };
  const params = { textDocument, range, context: { diagnostics: [], ...context } };
  return (await client.request('textDocument/codeAction', params)) ?? [];
}

function lineRange(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}
