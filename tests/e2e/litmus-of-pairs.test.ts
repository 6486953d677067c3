/** The litmus tests of pairs in C, as clients get to see them: by actions, by a command, by a request. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver/node';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { folderWith } from '../support/cli.ts';
import { Client, full } from '../support/client.ts';

const FLAGS = `struct flags { int want; int busy; };

void ask(struct flags *f)
{
	WRITE_ONCE(f->want, 1);
	smp_wmb(); /* pairs with smp_rmb() in work() */
	if (READ_ONCE(f->busy))
		wait();
}

void work(struct flags *f)
{
	WRITE_ONCE(f->busy, 1);
	smp_rmb(); /* pairs with smp_wmb() in ask() */
	if (READ_ONCE(f->want))
		wait();
}
`;
const files = { 'flags.c': FLAGS };

const own: ClientCapabilities = {
  ...full,
  experimental: { 'barrier-ls': { status: true, commands: ['barrier-ls.openLitmus'] } },
};

async function actionsAt(client: Client, before: string, only?: string[]): Promise<CodeAction[]> {
  const { textDocument, position } = client.at('flags.c', before);
  const range = { start: position, end: position };
  const context = { diagnostics: [], ...(only ? { only } : {}) };
  return (await client.request('textDocument/codeAction', { textDocument, range, context })) ?? [];
}

describe('a client that has us run commands', () => {
  const cache = folderWith({});
  let client: Client;

  beforeAll(async () => {
    client = await Client.start(files, { env: { BARRIER_LS_CACHE_DIR: cache } });
    client.open('flags.c', FLAGS);
  });

  afterAll(async () => {
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('is offered the test of a pair, and what would suffice', async () => {
    const offered = await actionsAt(client, '|smp_wmb();', ['litmus']);
    expect(offered.map(({ title, kind, command, edit, data }) => [title, kind, command?.command, edit, data])).toEqual([
      [
        'What would suffice? smp_mb() for smp_wmb() in ask() and smp_mb() for smp_rmb() in work()',
        ...['litmus.barrier-ls', 'barrier-ls.openLitmus', undefined, undefined],
      ],
      ['Open litmus test', 'litmus.barrier-ls', 'barrier-ls.openLitmus', undefined, undefined],
    ]);
    expect(await actionsAt(client, '|void ask', ['litmus'])).toEqual([]);
  });

  it('is shown a file with it, outside of the tree', async () => {
    const [suffices, test] = await actionsAt(client, '|smp_wmb();', ['litmus']);
    const uris: string[] = [];
    for (const { command } of [test!, suffices!]) {
      const uri = await client.request('workspace/executeCommand', command);
      expect(client.asked.filter(({ method }) => method === 'window/showDocument').at(-1)!.params).toMatchObject({
        uri,
      });
      uris.push(uri);
    }
    const paths = uris.map((uri) => fileURLToPath(uri));
    expect(paths).toEqual([`${cache}/litmus/SB+ask+work.litmus`, `${cache}/litmus/SB+ask+work+suffices.litmus`]);
    const [asItIs, enough] = paths.map((path) => readFileSync(path, 'utf8'));
    expect(asItIs).toContain('smp_wmb();');
    expect(enough!.match(/^\tsmp_mb\(\);$/gm)).toHaveLength(2);
    for (const text of [asItIs!, enough!]) expect(parseLitmus(text)).toHaveProperty('test');
  });

  it('gives the first test of a place when it names none', async () => {
    const { textDocument, position } = client.at('flags.c', '|smp_wmb();');
    const ask = { command: 'barrier-ls.openLitmus', arguments: [textDocument.uri, position] };
    expect(await client.request('workspace/executeCommand', ask)).toMatch(/\/SB%2Bask%2Bwork\.litmus$/);
  });

  it('is told so where there is no test', async () => {
    const { textDocument, position } = client.at('flags.c', '|void work');
    const ask = { command: 'barrier-ls.openLitmus', arguments: [textDocument.uri, position] };
    expect(await client.request('workspace/executeCommand', ask)).toBe(null);
    await client.message('window/showMessage', ({ message }: { message: string }) => /no litmus test/.test(message));
  });

  it.each([
    [{ command: 'barrier-ls.openLitmus' }, 'barrier-ls.openLitmus takes a URI and a position.'],
    [{ command: 'barrier-ls.openLitmus', arguments: ['flags.c'] }, 'barrier-ls.openLitmus takes a URI and a position.'],
    [{ command: 'other.thing' }, 'There is no command other.thing.'],
  ])('is refused %j', async (params, message) => {
    await expect(client.request('workspace/executeCommand', params)).rejects.toThrow(message);
  });

  it('may ask for all of it', async () => {
    const { tests } = await client.request('barrier-ls/litmus', client.at('flags.c', '|smp_rmb();'));
    expect(tests).toEqual([
      {
        name: 'SB+work+ask',
        shape: 'SB',
        verdict: 'SB · allowed by the LKMM',
        text: expect.stringMatching(/^C SB\+work\+ask\n/),
        suffices: {
          words: 'smp_mb() for smp_rmb() in work() and smp_mb() for smp_wmb() in ask()',
          name: 'SB+work+ask+suffices',
          text: expect.stringMatching(/^C SB\+work\+ask\+suffices\n/),
        },
      },
    ]);
    expect(await client.request('barrier-ls/litmus', client.at('flags.c', '|void ask'))).toEqual({ tests: [] });
  });
});

describe('other clients', () => {
  it('that can not show documents are told where the file is', async () => {
    const client = await Client.start(files, { capabilities: { ...full, window: {} } });
    client.open('flags.c', FLAGS);
    const [, test] = await actionsAt(client, '|smp_wmb();', ['litmus']);
    const path = fileURLToPath(await client.request('workspace/executeCommand', test!.command));
    const { message } = await client.message<{ message: string }>('window/showMessage');
    expect(message).toBe(`The litmus test is ${path}.`);
    expect(existsSync(path)).toBe(true);
    expect(client.asked.map(({ method }) => method)).not.toContain('window/showDocument');
    await client.stop();
  });

  it('that have the command themselves run it', async () => {
    const client = new Client({ '.barrier-ls.jsonc': '{}', ...files }, { capabilities: own });
    const { capabilities } = await client.initialize();
    expect(capabilities.executeCommandProvider).toBe(undefined);
    await client.ready();
    client.open('flags.c', FLAGS);
    const [, test] = await actionsAt(client, '|smp_wmb();', ['litmus']);
    const { textDocument, position } = client.at('flags.c', '|smp_wmb();');
    expect(test!.command!.arguments).toEqual([textDocument.uri, position, { name: 'SB+ask+work', suffices: false }]);
    await client.stop();
  });

  it('that know of no commands get no action that is one', async () => {
    const { executeCommand: _, ...workspace } = full.workspace!;
    const client = await Client.start(files, { capabilities: { ...full, workspace } });
    client.open('flags.c', FLAGS);
    expect(await actionsAt(client, '|smp_wmb();', ['litmus'])).toEqual([]);
    expect(await actionsAt(client, '|smp_wmb();')).not.toEqual([]);
    await client.stop();
  });
});
