/** Findings in the editor: asked for, or sent, never both; current, and no more than anyone can bear. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type DiagnosticClientCapabilities,
  DiagnosticTag,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { Client, eventually, full, pushed } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

const stale = {
  range: { start: { line: 12, character: 28 }, end: { line: 12, character: 37 } },
  severity: 2,
  source: 'barrier-ls',
  code: 'stale-function',
  message: expect.stringMatching(/^The comment at smp_rmb\(\) names ring_fill\(\), which exists nowhere in the tree/),
  relatedInformation: [
    {
      location: {
        uri: 'root/consumer.c',
        range: { start: { line: 13, character: 1 }, end: { line: 13, character: 8 } },
      },
      message: 'smp_rmb() in ring_wait(): the documented side',
    },
  ],
};

const published = 'textDocument/publishDiagnostics';

describe('a client that asks for diagnostics', () => {
  it('gets them, and hears when they are the same as before', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer);
    const textDocument = { uri: client.uri('consumer.c') };
    const first = await client.request('textDocument/diagnostic', { textDocument });
    expect(client.plain(first)).toEqual({ kind: 'full', resultId: expect.any(String), items: [stale] });
    const { resultId } = first;
    const again = await client.request('textDocument/diagnostic', { textDocument, previousResultId: resultId });
    expect(again).toEqual({ kind: 'unchanged', resultId });
    client.edit('consumer.c', 'ring_fill()', 'ring_take()');
    const other = await client.request('textDocument/diagnostic', { textDocument, previousResultId: resultId });
    expect(other).toMatchObject({ kind: 'full' });
    expect(client.messages.filter(({ method }) => method === published)).toEqual([]);
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('is told to ask again when the other side was changed in another file', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer);
    client.open('producer.c', producer);
    expect(await client.pull('producer.c')).toEqual([]);
    client.edit('consumer.c', 'int ring_take(', 'int ring_fetch(');
    await eventually(() => asked(client, 'workspace/diagnostic/refresh')[0], 'a refresh');
    expect(asked(client, 'workspace/codeLens/refresh').length).toBeGreaterThan(0);
    expect(asked(client, 'workspace/inlayHint/refresh').length).toBeGreaterThan(0);
    const found = await client.waitForDiagnostics('producer.c', (all) => all.length > 0);
    expect(found).toMatchObject([{ code: 'stale-function' }]);
    await client.stop();
  });

  it('gets the page of the rule, and what is superfluous marked so, if it can show that', async () => {
    const diagnostic: DiagnosticClientCapabilities = {
      ...full.textDocument?.diagnostic,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    };
    const capabilities = { ...full, textDocument: { ...full.textDocument, diagnostic } };
    const useless = '/* barrier-ls-ignore plain-access: only init code reads it */\nint x;\n';
    const client = await Client.start({ 'x.c': `void f(void) { smp_wmb(); }\n${useless}` }, { capabilities });
    const [found] = await client.pull('x.c');
    expect(found).toMatchObject({ code: 'unused-suppression', tags: [DiagnosticTag.Unnecessary] });
    const page = readFileSync(fileURLToPath(found!.codeDescription!.href), 'utf8');
    expect(page).toContain('# unused-suppression');
    await client.stop();
  });

  it('sees related places in other files', async () => {
    const client = await Client.start(plain);
    const [finding] = await client.pull('read.c');
    expect(client.plain(finding)).toMatchObject({
      code: 'plain-access',
      relatedInformation: [{ location: { uri: 'root/write.c' } }, { location: { uri: 'root/read.c' } }],
    });
    await client.stop();
  });
});

const plain = {
  'write.c': `struct item *first;
void item_add(struct item *item)
{
	item->value = 1;
	smp_store_release(&first, item);
}
`,
  'read.c': `extern struct item *first;
int item_get(void)
{
	return first->value;
}
int item_look(void)
{
	struct item *item = smp_load_acquire(&first);
	return item->value;
}
`,
};

describe('a client that asks about the whole workspace', () => {
  it('gets what there is, then nothing until something is another', async () => {
    const client = await Client.start(ring);
    const first = await ask(client, []);
    expect(client.plain(first)).toEqual([
      { kind: 'full', uri: 'root/consumer.c', version: null, resultId: expect.any(String), items: [stale] },
    ]);
    let isAnswered = false;
    const second = ask(client, first).then((items) => {
      isAnswered = true;
      return items;
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(isAnswered).toBe(false);
    client.write('consumer.c', consumer.replace('ring_fill()', 'ring_drain()'));
    expect(client.plain(await second)).toMatchObject([
      { uri: 'root/consumer.c', items: [{ message: expect.stringContaining('ring_drain') }] },
    ]);
    const third = ask(client, await second);
    client.write('consumer.c', undefined);
    expect(client.plain(await third)).toContainEqual({
      kind: 'full',
      uri: 'root/consumer.c',
      version: null,
      resultId: expect.any(String),
      items: [],
    });
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('is answered at once when it does not want to know any more, and at the end', async () => {
    const client = await Client.start(ring);
    const previous = await ask(client, []);
    const source = new CancellationTokenSource();
    const previousResultIds = previous.map(({ uri, resultId }) => ({ uri, value: resultId! }));
    const held = client.request('workspace/diagnostic', { previousResultIds }, source.token);
    source.cancel();
    await expect(held).rejects.toMatchObject({ code: -32800 });
    const last = ask(client, previous);
    const [items, code] = await Promise.all([last.catch(() => []), client.stop()]);
    expect(items).toEqual([]);
    expect(code).toBe(0);
  });

  it('gets nothing outside of its folders', async () => {
    const files = { MAINTAINERS: '', Kconfig: '', 'a/consumer.c': consumer, 'b/consumer.c': consumer };
    const client = new Client(files, { folders: ['a'] });
    await client.initialize();
    await client.ready();
    const found = await ask(client, []);
    expect(client.plain(found)).toMatchObject([{ uri: 'root/a/consumer.c' }]);
    await client.stop();
  });
});

describe('a client with a document beside its folders', () => {
  it('is answered for its folders, and told what is gone where there are none', async () => {
    const files = { 'a/.barrier-ls.jsonc': '{}', 'a/consumer.c': consumer, 'lone.c': consumer };
    const client = new Client(files, { folders: ['a'] });
    await client.initialize();
    client.open('lone.c', consumer);
    expect(client.plain(await ask(client, []))).toMatchObject([{ uri: 'root/a/consumer.c' }]);
    await client.stop();

    const other = new Client({ 'lone.c': consumer }, { folders: ['gone'] });
    await other.initialize();
    other.open('lone.c', consumer);
    const previousResultIds = [{ uri: other.uri('gone/consumer.c'), value: 'one' }];
    const { items } = await other.request('workspace/diagnostic', { previousResultIds });
    expect(items).toMatchObject([{ uri: other.uri('gone/consumer.c'), items: [] }]);
    await other.stop();
  });
});

describe('a client that asks for nothing', () => {
  it('is sent the diagnostics of open documents, and no others', async () => {
    const client = await Client.start(ring, { capabilities: pushed });
    client.open('consumer.c', consumer);
    await client.waitForDiagnostics('consumer.c', (found) => found.length === 1);
    const last = client.messages.findLast(({ method }) => method === published)!;
    expect(client.plain(last.params)).toEqual({ uri: 'root/consumer.c', version: 1, diagnostics: [stale] });
    client.edit('consumer.c', '\t/* pairs with smp_wmb() in ring_fill() */\n', '');
    await client.waitForDiagnostics('consumer.c', (found) => found.length === 0);
    client.edit('consumer.c', '\tsmp_rmb()', '\t/* pairs with smp_wmb() in ring_fill() */\n\tsmp_rmb()');
    await client.waitForDiagnostics('consumer.c', (found) => found.length === 1);
    client.close('consumer.c');
    await client.waitForDiagnostics('consumer.c', (found) => found.length === 0);
    const uris = client.messages.filter(({ method }) => method === published).map(({ params }) => params.uri);
    expect(new Set(uris)).toEqual(new Set([client.uri('consumer.c')]));
    expect(asked(client, 'workspace/diagnostic/refresh')).toEqual([]);
    await client.stop();
  });

  it('is sent those of the other side, too', async () => {
    const client = await Client.start(ring, { capabilities: pushed });
    client.open('consumer.c', consumer);
    client.open('producer.c', producer);
    await client.waitForDiagnostics('producer.c', (found) => found.length === 0);
    client.edit('consumer.c', 'int ring_take(', 'int ring_fetch(');
    await client.waitForDiagnostics('producer.c', (found) => found.length === 1);
    await client.stop();
  });
});

describe('diagnostics', () => {
  it('say of the whole tree nothing before it was read', async () => {
    const text = 'void f(void)\n{\n\t/* pairs with smb_wmb() in gone() */\n\tsmp_rmb();\n}\n';
    const client = new Client({ 'a.c': text }, { capabilities: { ...pushed, workspace: {} }, isSilent: true });
    await client.initialize();
    client.open('a.c', text);
    client.notify('initialized', {});
    await client.waitForDiagnostics('a.c', (found) => found.length === 2);
    const all = client.messages.filter(({ method }) => method === published).map(({ params }) => params.diagnostics);
    const codes = all.map((found) => found.map(({ code }: { code: string }) => code));
    expect(codes.filter((found) => found.includes('stale-function'))).toHaveLength(1);
    expect(codes[0]).toEqual(['misspelt-primitive']);
    await client.stop();
  });

  it('have the severities that are configured, the project before the editor', async () => {
    const files = { ...ring, '.barrier-ls.jsonc': '{ "rules": { "stale-function": "error" } }' };
    const client = await Client.start(files, { settings: { rules: { 'stale-function': 'hint' } } });
    expect(await client.pull('consumer.c')).toMatchObject([{ severity: 1 }]);
    client.write('.barrier-ls.jsonc', '{}');
    await client.waitForDiagnostics('consumer.c', ([one]) => one?.severity === 4);
    client.settings = { rules: { 'stale-function': 'off' } };
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.waitForDiagnostics('consumer.c', (found) => found.length === 0);
    client.settings = { diagnostics: { enable: false } };
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await client.pull('consumer.c')).toEqual([]);
    await client.stop();
  });

  it('are so many in a file, with the number of the rest', async () => {
    const one = (i: number) => `void f${i}(void)\n{\n\t/* pairs with smp_wmb() in gone() */\n\tsmp_rmb();\n}\n`;
    const text = [1, 2, 3, 4].map(one).join('');
    const client = await Client.start({ 'a.c': text }, { settings: { diagnostics: { maxPerFile: 2 } } });
    const found = await client.pull('a.c');
    expect(found.map(({ code }) => code)).toEqual(['stale-function', 'stale-function', undefined]);
    expect(found[2]).toMatchObject({
      message: '2 more findings in this file: barrier-ls.diagnostics.maxPerFile is 2.',
      severity: 3,
    });
    await client.stop();
  });

  it('say what is wrong with the configuration, where it stands, while it is written', async () => {
    const wrong = '{\n  "rule": {},\n  "exclude": ["x/"]\n}\n';
    const client = await Client.start({ ...ring, '.barrier-ls.jsonc': wrong }, { capabilities: pushed });
    const problem = {
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } },
      severity: 2,
      source: 'barrier-ls',
      code: 'configuration',
      message: "There is no setting 'rule'; did you mean 'rules'?",
    };
    // Nobody has opened it, and it is of interest all the same.
    await client.waitForDiagnostics('.barrier-ls.jsonc', (found) => found.length === 1);
    expect(client.published('.barrier-ls.jsonc')).toEqual([problem]);
    client.open('.barrier-ls.jsonc', wrong, 'jsonc');
    client.edit('.barrier-ls.jsonc', 'rule', 'rules');
    await client.waitForDiagnostics('.barrier-ls.jsonc', (found) => found.length === 0);
    client.close('.barrier-ls.jsonc');
    await client.waitForDiagnostics('.barrier-ls.jsonc', (found) => found.length === 1);
    await client.stop();
  });
});

async function ask(
  client: Client,
  last: readonly WorkspaceDocumentDiagnosticReport[],
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const previousResultIds = last.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  return (await client.request('workspace/diagnostic', { previousResultIds })).items;
}

function asked(client: Client, method: string) {
  return client.asked.filter((one) => one.method === method);
}
