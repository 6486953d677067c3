/** A long conversation: documents in every encoding, files and settings that change, several folders, and mischief. */
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/cli.ts';
import { Client, eventually, full, pushed } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

describe('documents', () => {
  it.each(['utf-8', 'utf-16', 'utf-32'])('are edited and pointed into in %s', async (encoding) => {
    const capabilities = { ...full, general: { positionEncodings: [encoding] } };
    const client = await Client.start(ring, { capabilities });
    // Before the place on its line: two, three and four bytes, of which the last is two units of UTF-16.
    const text = consumer.replace('\tif (!smp', '\tif (/* ä€𝄞 */ !smp');
    client.open('consumer.c', text);
    const columns = { 'utf-8': 22, 'utf-16': 17, 'utf-32': 16 }[encoding]!;
    const hover = () => client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'));
    expect((await hover()).range.start).toEqual({ line: 5, character: columns });
    client.edit('consumer.c', '€𝄞', '𝄞𝄞€ö');
    client.edit('consumer.c', ' */ !smp', ' */\n\t  !smp');
    expect((await hover()).range.start).toEqual({ line: 6, character: 4 });
    const lenses = await client.request('textDocument/codeLens', { textDocument: { uri: client.uri('consumer.c') } });
    expect(lenses.map(({ range }: { range: { start: unknown } }) => range.start)).toContainEqual({
      line: 6,
      character: 4,
    });
    await client.stop();
  });

  it('count in place of the disk until they are closed', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', `\n\n${consumer}`);
    client.open('producer.c', producer);
    const lineOf = async () => {
      const at = client.at('producer.c', 'smp_store|_release(&');
      return (await client.request('textDocument/definition', at))[0].targetRange.start.line;
    };
    expect(await lineOf()).toBe(7);
    client.close('consumer.c');
    await eventually(async () => ((await lineOf()) === 5 ? true : undefined), 'the text of the disk');
    await client.stop();
  });

  it('may be CR LF, empty, without facts, unknown, closed twice, or no documents at all', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer.replaceAll('\n', '\r\n'));
    client.edit('consumer.c', 'return 0;\r\n', 'return 0;\r\n\r\n');
    const found = await client.request('textDocument/hover', client.at('consumer.c', 'smp_rm|b();'));
    expect(found.range.start).toEqual({ line: 14, character: 1 });
    client.open('empty.c', '');
    client.open('notes.md', '# pairs with smp_rmb()', 'markdown');
    client.notify('textDocument/didClose', { textDocument: { uri: client.uri('empty.c') } });
    client.notify('textDocument/didClose', { textDocument: { uri: client.uri('empty.c') } });
    client.notify('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    const change = { range: { start: { line: 99, character: 9 }, end: { line: 0, character: 0 } }, text: '' };
    client.notify('textDocument/didChange', {
      textDocument: { uri: client.uri('nowhere.c'), version: 3 },
      contentChanges: [change],
    });
    client.notify('textDocument/didOpen', {
      textDocument: { uri: 'untitled:U', languageId: 'c', version: 1, text: '' },
    });
    const params = { textDocument: { uri: 'untitled:U' }, position: { line: 0, character: 0 } };
    expect(await client.request('textDocument/hover', params)).toBe(null);
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('survive changes that cannot be', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer);
    const textDocument = { uri: client.uri('consumer.c'), version: 2 };
    const send = (...contentChanges: unknown[]) =>
      client.notify('textDocument/didChange', { textDocument, contentChanges });
    const far = { line: 1e9, character: 1e9 };
    send({ range: { start: far, end: far }, text: '// end\n' });
    send({ range: { start: { line: -1, character: -1 }, end: { line: 0, character: -5 } }, text: '// start\n' });
    send({ range: { start: { line: 0.5, character: Number.NaN }, end: null } });
    send({ text: 17 });
    send({ range: {}, text: 'x' });
    client.notify('textDocument/didOpen', { textDocument: { uri: client.uri('consumer.c') } });
    client.notify('textDocument/didOpen', {});
    client.notify('textDocument/didChange', {});
    const params = { textDocument: { uri: client.uri('consumer.c') }, position: { line: 6, character: 10 } };
    expect((await client.request('textDocument/hover', params)).range.start).toEqual({ line: 6, character: 6 });
    expect(client.logged().length).toBeGreaterThan(0);
    expect(await client.stop()).toBe(0);
  });
});

describe('a project', () => {
  it('never leads to a line that a file does not have any more', async () => {
    const client = await Client.start(ring);
    client.open('producer.c', producer);
    // Changed behind the server's back.
    client.write('consumer.c', `\n\n\n${consumer}`, false);
    const at = client.at('producer.c', 'smp_store|_release(&');
    const [target] = await client.request('textDocument/definition', at);
    expect(target.targetRange.start.line).toBe(8);
    await client.stop();
  });

  it('follows files that come, go and move, one by one and by folders', async () => {
    const client = await Client.start(ring);
    client.open('producer.c', producer);
    expect(await client.pull('producer.c')).toEqual([]);
    mkdirSync(client.path('sub'));
    renameSync(client.path('consumer.c'), client.path('sub/reader.c'));
    client.notify('workspace/didRenameFiles', {
      files: [{ oldUri: client.uri('consumer.c'), newUri: client.uri('sub/reader.c') }],
    });
    const at = client.at('producer.c', 'smp_store|_release(&');
    const target = async () => client.plain(await client.request('textDocument/definition', at))?.[0]?.targetUri;
    await eventually(async () => ((await target()) === 'root/sub/reader.c' ? true : undefined), 'the new name');
    client.write('sub', undefined);
    await client.waitForDiagnostics('producer.c', (found) => found.length === 1);
    client.write('back.c', consumer);
    await client.waitForDiagnostics('producer.c', (found) => found.length === 0);
    await client.stop();
  });

  it('looks for changes itself where nobody tells of them', async () => {
    const { didChangeWatchedFiles: _, ...workspace } = full.workspace!;
    const client = await Client.start(ring, {
      capabilities: { ...full, workspace },
      settings: { index: { pollSeconds: 0.1 } },
    });
    expect(client.asked.map(({ params }) => JSON.stringify(params)).join()).not.toContain('didChangeWatchedFiles');
    client.open('producer.c', producer);
    client.write('consumer.c', consumer.replace('ring_take', 'ring_fetch'), false);
    await eventually(async () => {
      client.notify('textDocument/didSave', { textDocument: { uri: client.uri('producer.c') } });
      return (await client.pull('producer.c'))[0];
    }, 'the change');
    await client.stop();
  });

  it('asks to be told of changes, relative to its folder', async () => {
    const client = await Client.start(ring);
    const registered = client.asked.filter(({ method }) => method === 'client/registerCapability');
    const watched = registered
      .flatMap(({ params }) => params.registrations)
      .find(({ method }) => /Watched/.test(method));
    expect(client.plain(watched.registerOptions)).toEqual({
      watchers: [
        { globPattern: { baseUri: 'root', pattern: '**/*.{c,h,S}' } },
        { globPattern: { baseUri: 'root', pattern: '**/.barrier-ls.jsonc' } },
      ],
    });
    await client.stop();
  });

  it('reads other files as soon as its own file says so', async () => {
    const client = await Client.start(ring);
    client.open('producer.c', producer);
    client.write('.barrier-ls.jsonc', '{ "exclude": ["consumer.c"] }');
    await client.waitForDiagnostics('producer.c', (found) => found.length === 1);
    client.write('.barrier-ls.jsonc', '{ "exclude": ["consumer.c"], "assumeDefined": ["ring_take"] }');
    await client.waitForDiagnostics('producer.c', (found) => found.length === 0);
    await client.stop();
  });
});

describe('settings', () => {
  it('come with the first message, or with a notification, for clients that are not asked', async () => {
    const { configuration: _, ...workspace } = full.workspace!;
    const client = await Client.start(ring, {
      capabilities: { ...full, workspace },
      initializationOptions: { 'barrier-ls': { hover: { enable: false } } },
    });
    client.open('consumer.c', consumer);
    const hover = () => client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'));
    expect(await hover()).toBe(null);
    client.notify('workspace/didChangeConfiguration', { settings: { 'barrier-ls': { hover: { enable: true } } } });
    expect(await hover()).not.toBe(null);
    client.notify('workspace/didChangeConfiguration', { settings: { 'barrier-ls.hover.enable': false } });
    expect(await hover()).toBe(null);
    client.notify('workspace/didChangeConfiguration', { settings: { other: {} } });
    expect(await hover()).toBe(null);
    expect(client.logged(2)).toEqual([]);
    await client.stop();
  });

  it('that do not exist are logged once', async () => {
    const client = await Client.start(ring, { settings: { hoover: { enable: true } } });
    client.notify('workspace/didChangeConfiguration', { settings: null });
    client.open('consumer.c', consumer);
    await client.pull('consumer.c');
    expect(client.logged(2)).toEqual(["settings: There is no setting 'hoover'; did you mean 'hover'?"]);
    await client.stop();
  });
});

describe('folders', () => {
  const two = Object.fromEntries(
    ['one', 'two'].flatMap((folder) => [
      ...Object.entries(ring).map(([file, text]) => [`${folder}/${file}`, text]),
      [`${folder}/.barrier-ls.jsonc`, '{}'],
    ]),
  );

  it('are projects of their own, and come and go', async () => {
    const client = new Client(two, { folders: ['one', 'two'] });
    await client.initialize();
    await Promise.all([client.ready(client.uri('one')), client.ready(client.uri('two'))]);
    client.open('two/producer.c', producer);
    const at = client.at('two/producer.c', 'smp_store|_release(&');
    const targets = async () => {
      const found = (await client.request('textDocument/definition', at)) ?? [];
      return client.plain(found.map(({ targetUri }: { targetUri: string }) => targetUri));
    };
    expect(await targets()).toEqual(['root/two/consumer.c']);
    expect(await client.request('workspace/symbol', { query: 'smp_store_release' })).toHaveLength(2);
    const change = (added: string[], removed: string[]) =>
      client.notify('workspace/didChangeWorkspaceFolders', {
        event: {
          added: added.map((name) => ({ name, uri: client.uri(name) })),
          removed: removed.map((name) => ({ name, uri: client.uri(name) })),
        },
      });
    change([], ['one']);
    await eventually(async () => {
      const found = await client.request('workspace/symbol', { query: 'smp_store_release' });
      return found.length === 1 ? true : undefined;
    }, 'the end of a project');
    // Still open, and so still there.
    change([], ['two']);
    expect(await targets()).toEqual(['root/two/consumer.c']);
    change(['one'], []);
    await eventually(async () => {
      const found = await client.request('workspace/symbol', { query: 'smp_store_release' });
      return found.length === 2 ? true : undefined;
    }, 'a new project');
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('are found above documents that lie in none', async () => {
    const client = new Client(two, { folders: [] });
    await client.initialize();
    client.open('one/producer.c', producer);
    const at = client.at('one/producer.c', 'smp_store|_release(&');
    await eventually(async () => {
      const found = await client.request('textDocument/definition', at);
      return found?.[0].targetUri === client.uri('one/consumer.c') ? true : undefined;
    }, 'the project above');
    client.close('one/producer.c');
    await client.stop();
  });

  it('are no home folders: there only what is open is looked at', async () => {
    const client = new Client({ ...ring }, {});
    const home = client.folder;
    client.process.stdin!.end();
    await client.exited;
    const other = new Client({}, { env: { HOME: home }, folders: [] });
    await other.request('initialize', {
      processId: null,
      rootUri: client.uri(''),
      capabilities: full,
      workspaceFolders: [{ name: 'home', uri: client.uri('') }],
    });
    other.notify('initialized', {});
    const uri = client.uri('producer.c');
    other.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text: producer } });
    const position = { line: 6, character: 5 };
    const hover = await other.request('textDocument/hover', { textDocument: { uri }, position });
    expect(hover.contents.value).toContain('smp_store_release()');
    expect(await other.request('textDocument/definition', { textDocument: { uri }, position })).toBe(null);
    expect(other.logged(2)).toEqual([`${home} is not looked at as a whole: open the folder of a project`]);
    await other.stop();
  });

  it('may be symbolic links, whose names are kept', async () => {
    const client = new Client({ 'real/.barrier-ls.jsonc': '{}' }, { folders: ['link'] });
    for (const [file, text] of Object.entries(ring)) writeFileSync(client.path(`real/${file}`), text);
    symlinkSync(client.path('real'), client.path('link'));
    await client.initialize();
    await client.ready(client.uri('link'));
    client.open('link/producer.c', producer);
    const at = client.at('link/producer.c', 'smp_store|_release(&');
    expect(client.plain(await client.request('textDocument/definition', at))).toMatchObject([
      { targetUri: 'root/link/consumer.c' },
    ]);
    await client.stop();
  });
});

describe('the log', () => {
  it('goes to a file, too, if one is given', async () => {
    const file = join(folderWith({}), 'server.log');
    const client = await Client.start(ring, { args: ['--stdio', '--log-file', file] });
    expect(readFileSync(file, 'utf8')).toMatch(/^\d{4}-\S+ info barrier-ls \S+ for test 1, positions in utf-16\n/);
    await client.stop();
  });
});

describe('mischief', () => {
  it('is answered as the protocol says, and changes nothing', async () => {
    const client = await Client.start(ring, { capabilities: pushed });
    client.open('consumer.c', consumer);
    const methods = [
      'hover',
      'definition',
      'references',
      'codeLens',
      'completion',
      'rename',
      'codeAction',
      'inlayHint',
    ];
    const nonsense = [
      {},
      { textDocument: {} },
      { textDocument: { uri: 7 } },
      { textDocument: { uri: '://' }, position: 1 },
    ];
    for (const method of methods) {
      for (const params of nonsense) {
        const answer = await client.request(`textDocument/${method}`, params).catch(({ code }) => code);
        expect([null, -32602, -32603]).toContain(answer);
      }
    }
    for (const method of ['codeAction/resolve', 'codeLens/resolve', 'completionItem/resolve', 'inlayHint/resolve']) {
      for (const data of [undefined, null, 7, { uri: 'x' }, { uri: client.uri('consumer.c'), about: 3 }]) {
        await client.request(method, { title: 'x', label: 'x', data }).catch(({ code }) => code);
      }
    }
    const found = await client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'));
    expect(found).not.toBe(null);
    await client.stop();
  });

  it('may be what is not even a message', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer);
    const raw = (text: string) => client.process.stdin!.write(text);
    raw('Content-Length: 5\r\n\r\n{"a":');
    raw('Content-Length: 2\r\n\r\n[]');
    raw('Content-Length: 4\r\n\r\nnull');
    raw('Content-Length: 2\r\n\r\n{}');
    raw('Content-Length: 46\r\n\r\n{"jsonrpc":"2.0","method":"$/cancelRequest"  }');
    raw('Content-Type: x\r\nContent-Length: 2\r\n\r\n17');
    const found = await client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'));
    expect(found).not.toBe(null);
    await client.stop();
  });
});
