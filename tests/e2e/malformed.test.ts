import { describe, expect, it } from 'vitest';
import { randomFrom } from '../project/random-tree.ts';
import { eventually } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';
import { type Reply, Wire } from './wire.ts';

const REQUESTS = [
  ...['definition', 'implementation', 'references', 'documentHighlight', 'documentLink', 'documentSymbol', 'hover'],
  ...['codeLens', 'inlayHint', 'completion', 'codeAction', 'prepareRename', 'rename', 'diagnostic'],
  ...['prepareCallHierarchy'],
].map((name) => `textDocument/${name}`);
const OTHER_REQUESTS = [
  ...['workspace/symbol', 'callHierarchy/incomingCalls', 'callHierarchy/outgoingCalls'],
  ...['codeLens/resolve', 'inlayHint/resolve', 'completionItem/resolve', 'codeAction/resolve'],
];
/** It waits until there is something new, unless it can't be read. */
const WAITING = 'workspace/diagnostic';
const NOTIFICATIONS = [
  ...['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didSave', 'textDocument/didClose'],
  ...['workspace/didChangeWatchedFiles', 'workspace/didRenameFiles', 'workspace/didDeleteFiles'],
  ...['workspace/didChangeConfiguration', '$/setTrace', 'window/workDoneProgress/cancel', '$/progress', 'no/such'],
];

const [SERVER_NOT_INITIALIZED, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS] = [-32002, -32600, -32601, -32602];
const [REQUEST_CANCELLED, SERVER_CANCELLED, REQUEST_FAILED] = [-32800, -32802, -32803];
/** What a request may be answered with that is no good one. */
const FAIR = [METHOD_NOT_FOUND, INVALID_PARAMS, REQUEST_CANCELLED, SERVER_CANCELLED, REQUEST_FAILED];

const files = {
  ...ring,
  'quiet-a.c': producer.replaceAll('ring', 'quiet'),
  'quiet-b.c': consumer.replaceAll('ring', 'quiet'),
};

/** A good question about files that nobody meddles with. */
async function askWell(wire: Wire): Promise<Reply> {
  const position = { line: 5, character: 10 };
  return wire.request('textDocument/hover', { textDocument: { uri: wire.uri('quiet-b.c') }, position });
}

async function start(): Promise<Wire> {
  const wire = new Wire(files);
  await wire.initialize({
    textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  });
  await eventually(async () => (await askWell(wire)).result ?? undefined, 'the tree', 60_000);
  return wire;
}

/** Ends the server in good order; everything that it has ever written were frames, and nothing was a trace of calls. */
async function stop(wire: Wire): Promise<void> {
  expect(await wire.request('shutdown')).toMatchObject({ result: null });
  wire.notify('exit');
  expect(await wire.exited).toBe(0);
  expect(wire.stray + wire.stderr).toBe('');
  expect(wire.logged.filter((message) => /\n\s+at |uncaught|unhandled/.test(message))).toEqual([]);
}

/** Values that are nowhere what is asked for, or just so. */
function valuesFrom(random: (below: number) => number, wire: Wire) {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const number = () => pick([0, 1, 5, -1, 0.5, -3.7, 1e9, 2 ** 31, 2 ** 53, 1e300, -1e300]);
  const position = () => ({ line: number(), character: number() });
  const range = () => ({ start: position(), end: position() });
  const uri = () =>
    pick([
      ...[
        '',
        ':',
        '://',
        'file:',
        'file://',
        'file:///',
        'untitled:U',
        'https://example.org/a.c',
        '%',
        '\u0000',
        'file:///%zz',
      ],
      ...['producer.c', 'consumer.c', 'nowhere.c', 'ring.h', 'a/b/c.c', '\ud83d\udd12.c'].map((name) => wire.uri(name)),
      `file:///${'a/'.repeat(5000)}x.c`,
    ]);
  const text = () =>
    pick(['', producer, consumer, '/* pairs with', '\ud800', '\u0000', '"'.repeat(1000), 'a\rb\r\nc\n']);
  const junk = (depth = 0): unknown => {
    const leaf = () => pick<unknown>([null, true, '', 'x', 7, -1, [], {}, uri(), text(), position()]);
    if (depth > 2 || random(3) > 0) return leaf();
    return random(2) === 0
      ? Array.from({ length: random(3) }, () => junk(depth + 1))
      : Object.fromEntries(KEYS.filter(() => random(6) === 0).map((key) => [key, junk(depth + 1)]));
  };
  const data = () =>
    pick<unknown>([
      { uri: uri() },
      { uri: uri(), at: number(), end: number(), function: 'f' },
      { uri: uri(), action: text(), about: junk() },
      junk(),
    ]);
  /** As declared in form, though seldom in sense. */
  const formed = () => ({
    textDocument: { uri: uri(), languageId: pick(['c', 'cpp', 'rust']), version: number(), text: text() },
    position: position(),
    range: range(),
    context: { includeDeclaration: true, diagnostics: [], only: [text()] },
    newName: text(),
    query: text(),
    item: { uri: uri(), selectionRange: range() },
    data: data(),
    contentChanges: [{ range: range(), text: text() }, { text: text() }],
    changes: [{ uri: uri(), type: number() }],
    files: [{ uri: uri(), oldUri: uri(), newUri: uri() }],
    settings: null,
  });
  /** With a few things in it that are something else, or missing. */
  const spoilt = () => {
    const params: Record<string, unknown> = formed();
    for (const key of Object.keys(params)) {
      if (random(5) === 0) params[key] = junk();
      else if (random(12) === 0) delete params[key];
    }
    // Else hover might be switched off by chance.
    delete params['settings'];
    return params;
  };
  const params = () => (random(3) === 0 ? formed() : random(3) === 0 ? (junk() as object) : spoilt());
  return { pick, params, junk, number, position, uri, text };
}

const KEYS = ['textDocument', 'position', 'range', 'start', 'end', 'line', 'uri', 'text', 'context', 'data', 'item'];

describe('messages that are none, or wrong', { timeout: 240_000 }, () => {
  it('are answered as the protocol says, eight thousand of them, and the next good one well', async () => {
    const wire = await start();
    const good = await askWell(wire);
    expect(good.result).toMatchObject({ contents: { value: expect.stringContaining('quiet_publish') } });
    const random = randomFrom(3);
    const { pick, params, junk, number } = valuesFrom(random, wire);
    const asked: (number | string)[] = [];
    for (let i = 1; i <= 8000; i++) {
      switch (random(12)) {
        case 0:
          wire.notify(pick(NOTIFICATIONS), params());
          break;
        case 1:
          wire.notify(pick(NOTIFICATIONS.slice(0, 4)), params());
          break;
        case 2:
          asked.push(wire.ask(pick(['no/such', '', '$/no', 'textDocument/noSuch', 'constructor']), params()));
          break;
        case 3: {
          const id = wire.ask(pick([...REQUESTS, ...OTHER_REQUESTS]), params());
          asked.push(id);
          wire.notify('$/cancelRequest', { id });
          break;
        }
        case 4:
          wire.notify('$/cancelRequest', { id: pick<unknown>([-1, 'x', 1e300, {}, [], null, true, 0.5]) });
          break;
        case 5:
          asked.push(wire.ask(pick(REQUESTS), params(), pick([`id ${i}`, -i, i + 0.5, `\ud83d\udd12${i}`])));
          break;
        case 6:
          wire.body(
            pick([
              '{"a":',
              '',
              ' ',
              '[',
              'null',
              '17',
              '"x"',
              '[]',
              '{}',
              '[{"jsonrpc":"2.0","id":1}]',
              '\u0000',
              '{"id":null}',
            ]),
          );
          break;
        case 7:
          wire.send(
            pick<object>([
              { id: 1e6 + i, result: junk() },
              { id: `r${i}`, error: junk() },
              { id: pick<unknown>([null, {}, [], true]), method: 'textDocument/hover', params: {} },
              { method: pick<unknown>([7, null, {}]), params: junk() },
              { jsonrpc: '1.0', method: 'textDocument/hover', params: [number()] },
            ]),
          );
          break;
        default:
          asked.push(wire.ask(pick([...REQUESTS, ...OTHER_REQUESTS]), params()));
      }
      if (i % 1000 === 0) expect((await askWell(wire)).result).toEqual(good.result);
    }
    for (const id of asked) {
      const reply = await wire.reply(id);
      if (reply.error && !FAIR.includes(reply.error.code)) expect(reply).toBe('a fair answer');
      if (!reply.error) expect(reply).toHaveProperty('result');
    }
    expect(asked.filter((id) => wire.replies.get(id)!.length !== 1)).toEqual([]);
    await stop(wire);
  });

  it('have parameters of no known form', async () => {
    const wire = await start();
    const uri = wire.uri('producer.c');
    const wrong = [undefined, null, 7, 'x', true, [], [{ textDocument: { uri } }], {}, { textDocument: null }];
    for (const method of [...REQUESTS, WAITING, 'workspace/symbol', 'callHierarchy/incomingCalls']) {
      const ids = wrong.map((params) => wire.ask(method, params));
      for (const id of ids) expect([method, (await wire.reply(id)).error?.code]).toEqual([method, INVALID_PARAMS]);
    }
    for (const method of NOTIFICATIONS) for (const params of wrong) wire.notify(method, params);
    expect((await askWell(wire)).result).not.toBe(null);
    await stop(wire);
  });

  it('come before the first, and after the last', async () => {
    const wire = new Wire(files);
    const all = [...REQUESTS, ...OTHER_REQUESTS, WAITING, 'no/such', 'shutdown'].filter((one) => one !== 'shutdown');
    const { params } = valuesFrom(randomFrom(8), wire);
    const codes = async () => {
      const ids = [...all, ...all].map((method) => wire.ask(method, { ...params() }));
      return new Set((await Promise.all(ids.map((id) => wire.reply(id)))).map(({ error }) => error?.code));
    };
    for (const method of NOTIFICATIONS) wire.notify(method, params());
    expect(await codes()).toEqual(new Set([SERVER_NOT_INITIALIZED]));
    for (const wrong of [undefined, null, [], {}, { capabilities: 7 }, { capabilities: {}, workspaceFolders: 'x' }]) {
      expect((await wire.request('initialize', wrong)).error?.code).toBe(INVALID_PARAMS);
    }
    await wire.initialize();
    expect((await wire.request('initialize', { capabilities: {} })).error?.code).toBe(INVALID_REQUEST);
    await eventually(async () => (await askWell(wire)).result ?? undefined, 'the tree', 60_000);
    await wire.request('shutdown');
    for (const method of NOTIFICATIONS) wire.notify(method, params());
    expect(await codes()).toEqual(new Set([INVALID_REQUEST]));
    wire.notify('exit');
    expect(await wire.exited).toBe(0);
    expect(wire.stray + wire.stderr).toBe('');
  });

  it('are of documents that are open twice, not at all, or in an older version', async () => {
    const wire = await start();
    const uri = wire.uri('quiet-b.c');
    const open = (version: number, text: string) =>
      wire.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version, text } });
    const change = (version: number, text: string) =>
      wire.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
    wire.notify('textDocument/didClose', { textDocument: { uri } });
    change(1, 'never open');
    open(5, 'int x;');
    open(3, files['quiet-b.c']);
    expect((await askWell(wire)).result).not.toBe(null);
    change(2, 'int y;');
    expect((await askWell(wire)).result).toBe(null);
    change(-7, files['quiet-b.c']);
    expect((await askWell(wire)).result).not.toBe(null);
    wire.notify('textDocument/didClose', { textDocument: { uri } });
    wire.notify('textDocument/didClose', { textDocument: { uri } });
    expect((await askWell(wire)).result).not.toBe(null);
    await stop(wire);
  });

  it('are cancelled, fifteen hundred of them', async () => {
    const wire = await start();
    const textDocument = { uri: wire.uri('quiet-b.c') };
    const params = { textDocument, position: { line: 5, character: 10 }, query: 'quiet', context: {} };
    const ids = Array.from({ length: 1500 }, (_, i) => {
      const id = wire.ask(['textDocument/hover', 'textDocument/references', 'workspace/symbol'][i % 3]!, params);
      wire.notify('$/cancelRequest', { id });
      return id;
    });
    const waiting = wire.ask(WAITING, { previousResultIds: [] });
    const again = wire.ask(WAITING, { previousResultIds: [] });
    wire.notify('$/cancelRequest', { id: waiting });
    expect((await wire.reply(waiting)).error?.code ?? 0).toBe(REQUEST_CANCELLED);
    for (const id of ids) {
      const { error } = await wire.reply(id);
      if (error) expect(error.code).toBe(REQUEST_CANCELLED);
    }
    wire.notify('$/cancelRequest', { id: again });
    await wire.reply(again);
    await stop(wire);
  });

  it('are far too large, or far too deep', async () => {
    const wire = await start();
    const open = (name: string, text: string) => {
      const uri = wire.uri(name);
      wire.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text } });
      const position = { line: 3, character: 3 };
      wire.ask('textDocument/hover', { textDocument: { uri }, position });
      return uri;
    };
    const large = open('large.c', producer.repeat(Math.ceil((50 << 20) / producer.length)));
    open('table.c', `${producer}int table[] = {\n${'\t0x12345678, 0x9abcdef0,\n'.repeat(280_000)}};\n`);
    open('line.c', `/* pairs with smp_wmb() in f() */ smp_rmb(); ${'x = y + '.repeat(100_000)}`);
    open('braces.c', `void f(void) { smp_wmb(); ${'{'.repeat(200_000)}`);
    open('parens.c', `void f(void) { smp_store_release(${'('.repeat(200_000)}&x->y`);
    open('comments.c', `void f(void)\n{\n${'/* pairs with smp_wmb() in f() */ smp_rmb();\n'.repeat(200)}}\n`);
    open('names.c', `/* pairs with ${'smp_wmb() in f(), '.repeat(50_000)} */\nvoid f(void) { smp_rmb(); }\n`);
    expect((await askWell(wire)).result).not.toBe(null);
    const top = { line: 0, character: 0 };
    for (let version = 2; version < 6; version++) {
      const contentChanges = [{ range: { start: top, end: top }, text: '\n' }];
      wire.notify('textDocument/didChange', { textDocument: { uri: large, version }, contentChanges });
    }
    wire.notify('textDocument/didClose', { textDocument: { uri: large } });
    const depth = 100_000;
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const id = wire.nextId();
    wire.body(`{"jsonrpc":"2.0","id":${id},"method":"textDocument/hover","params":{"textDocument":${deep}}}`);
    wire.body(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":${deep}}}`);
    wire.body(`{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":${deep}}}`);
    wire.body(deep);
    wire.body(`{"jsonrpc":"2.0","method":"no/such","params":{"x":"${'y'.repeat(20 << 20)}"}}`);
    expect((await wire.reply(id)).error?.code).toBe(INVALID_PARAMS);
    expect((await askWell(wire)).result).not.toBe(null);
    await stop(wire);
  });
});

describe('bytes that are no frames', () => {
  const question = JSON.stringify({ jsonrpc: '2.0', id: 'framed', method: 'no/such', params: {} });

  it.each([
    ['a body longer than it says', `Content-Length: 5\r\n\r\n${question}`],
    ['a body shorter than it says', `Content-Length: ${question.length + 50}\r\n\r\n${question}`],
    ['a negative length', `Content-Length: -5\r\n\r\n${question}`],
    ['no number for a length', `Content-Length: many\r\n\r\n${question}`],
    ['a length beyond all bounds', `Content-Length: 1e300\r\n\r\n${question}`],
    ['a length of nothing', `Content-Length: 0\r\n\r\n`],
    ['no length', `Content-Type: x\r\n\r\n${question}`],
    ['a header without a colon', `Content-Length 5\r\n\r\n${question}`],
    ['another encoding', `Content-Length: ${question.length}\r\nContent-Type: a/b; charset=ebcdic\r\n\r\n${question}`],
    ['line feeds alone', `Content-Length: ${question.length}\n\n${question}`],
    ['no header at all', `${question}\r\n\r\n${question}`],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) & 255)).toString('latin1')],
  ])('%s: the server neither spins nor outlives its input', { timeout: 60_000 }, async (_, bytes) => {
    const wire = await start();
    await askWell(wire);
    wire.raw(bytes);
    for (let i = 0; i < 100; i++) wire.raw(bytes);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = wire.cpuTime();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(wire.cpuTime() - before).toBeLessThan(0.3);
    wire.end();
    expect(await wire.exited).toBe(1);
    expect(wire.stray + wire.stderr).toBe('');
  });
});
