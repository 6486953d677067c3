/** From one side to the other: every request that answers with places, as the client sees the answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, full } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

let client: Client;

beforeAll(async () => {
  client = await Client.start(
    {
      ...ring,
      'Documentation/memory-barriers.txt': 'MEMORY BARRIERS\n\nSMP BARRIER PAIRING\n\n...\n',
      'doc.c': documented,
    },
    { settings: { documentSymbols: { enable: true }, callHierarchy: { enable: true } } },
  );
  client.open('producer.c', producer);
  client.open('consumer.c', consumer);
  client.open('doc.c', documented);
});

afterAll(async () => {
  expect(client.logged()).toEqual([]);
  await client.stop();
});

const documented = `/* See Documentation/memory-barriers.txt, "SMP BARRIER PAIRING": pairs with log_read(). */
void log_mark(struct log *log)
{
	smp_wmb();
}

void log_read(struct log *log)
{
	smp_rmb();
}
`;

describe('textDocument/definition', () => {
  it('leads from the code to the other side, with the words that lead there', async () => {
    const found = await client.request('textDocument/definition', client.at('consumer.c', 'smp_load_|acquire(&'));
    expect(client.plain(found)).toEqual([
      {
        originSelectionRange: range(5, 6, 5, 22),
        targetUri: 'root/producer.c',
        targetRange: range(6, 1, 6, 18),
        targetSelectionRange: range(6, 1, 6, 18),
      },
    ]);
  });

  it('leads from a function that a comment names', async () => {
    const found = await client.request('textDocument/definition', client.at('producer.c', 'in ring|_take() */'));
    expect(client.plain(found)).toMatchObject([{ targetUri: 'root/consumer.c' }]);
  });

  it('says nothing of ordinary code, nor of files that it has not heard of', async () => {
    expect(await client.request('textDocument/definition', client.at('consumer.c', 'return ring->sl|ot'))).toBe(null);
    const params = { textDocument: { uri: client.uri('no.c') }, position: { line: 0, character: 0 } };
    expect(await client.request('textDocument/definition', params)).toBe(null);
  });

  it('answers for a document that is not open', async () => {
    const params = { textDocument: { uri: client.uri('ring.h') }, position: { line: 0, character: 0 } };
    expect(await client.request('textDocument/definition', params)).toBe(null);
    const other = await Client.start(ring);
    const asked = { textDocument: { uri: other.uri('consumer.c') }, position: { line: 5, character: 10 } };
    expect(await other.request('textDocument/definition', asked)).toHaveLength(1);
    await other.stop();
  });

  it('answers with plain locations where the client has no links', async () => {
    const other = await Client.start(ring, { capabilities: { experimental: full.experimental } });
    other.open('consumer.c', consumer);
    const found = await other.request('textDocument/definition', other.at('consumer.c', 'smp_load_|acquire(&'));
    expect(other.plain(found)).toEqual([{ uri: 'root/producer.c', range: range(6, 1, 6, 18) }]);
    await other.stop();
  });
});

describe('textDocument/implementation', () => {
  it('leads there instead where the settings say so', async () => {
    const at = client.at('consumer.c', 'smp_load_|acquire(&');
    expect(await client.request('textDocument/implementation', at)).toBe(null);
    const other = await Client.start(ring, { settings: { navigation: { callSites: ['implementation'] } } });
    other.open('consumer.c', consumer);
    const code = other.at('consumer.c', 'smp_load_|acquire(&');
    const comment = other.at('consumer.c', 'in ring|_publish');
    expect(await other.request('textDocument/definition', code)).toBe(null);
    expect(await other.request('textDocument/definition', comment)).toHaveLength(1);
    expect(other.plain(await other.request('textDocument/implementation', code))).toMatchObject([
      { targetUri: 'root/producer.c', targetRange: range(6, 1, 6, 18) },
    ]);
    await other.stop();
  });
});

describe('textDocument/references', () => {
  it('lists both sides and the comments', async () => {
    const at = client.at('consumer.c', 'smp_load_|acquire(&');
    const context = { includeDeclaration: true };
    const found = await client.request('textDocument/references', { ...at, context });
    expect(client.plain(found)).toEqual([
      { uri: 'root/consumer.c', range: range(4, 4, 4, 14) },
      { uri: 'root/consumer.c', range: range(5, 6, 5, 22) },
      { uri: 'root/producer.c', range: range(5, 4, 5, 14) },
      { uri: 'root/producer.c', range: range(6, 1, 6, 18) },
    ]);
    const others = await client.request('textDocument/references', { ...at, context: { includeDeclaration: false } });
    expect(others).toHaveLength(3);
  });
});

describe('textDocument/documentHighlight', () => {
  it('marks the members of the group in the file', async () => {
    const found = await client.request(
      'textDocument/documentHighlight',
      client.at('producer.c', 'smp_store|_release(&'),
    );
    expect(found).toEqual([
      { range: range(5, 4, 5, 14), kind: 1 },
      { range: range(6, 1, 6, 18), kind: 3 },
    ]);
  });
});

describe('textDocument/documentLink', () => {
  it('leads from names in comments to their lines', async () => {
    const params = { textDocument: { uri: client.uri('consumer.c') } };
    const found = client.plain(await client.request('textDocument/documentLink', params));
    expect(found).toContainEqual({
      range: expect.anything(),
      target: 'root/producer.c#L7',
      tooltip: expect.any(String),
    });
  });

  it('leads to the heading of a document of the tree', async () => {
    const params = { textDocument: { uri: client.uri('doc.c') } };
    const found: { target: string }[] = client.plain(await client.request('textDocument/documentLink', params));
    expect(found.map(({ target }) => target)).toContain('root/Documentation/memory-barriers.txt#L3');
  });
});

describe('workspace/symbol', () => {
  it('finds sites by object and by primitive', async () => {
    const found = await client.request('workspace/symbol', { query: 'smp_store_release' });
    expect(client.plain(found)).toEqual([
      {
        name: 'smp_store_release(ring->head)',
        kind: 25,
        containerName: 'ring_publish',
        location: { uri: 'root/producer.c', range: range(6, 1, 6, 18) },
      },
    ]);
    expect(await client.request('workspace/symbol', { query: 'no_such_thing_anywhere' })).toBe(null);
  });
});

describe('textDocument/documentSymbol', () => {
  it('was registered when the settings had switched it on', () => {
    const registered = client.asked.filter(({ method }) => method === 'client/registerCapability');
    expect(registered.map(({ params }) => params.registrations[0].method).sort()).toEqual([
      'textDocument/documentSymbol',
      'textDocument/prepareCallHierarchy',
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]);
  });

  it('lists the barriers of a file below their functions', async () => {
    const params = { textDocument: { uri: client.uri('producer.c') } };
    expect(await client.request('textDocument/documentSymbol', params)).toMatchInlineSnapshot(`
      [
        {
          "children": [
            {
              "children": [],
              "detail": "ring->head",
              "kind": 25,
              "name": "smp_store_release",
              "range": {
                "end": {
                  "character": 34,
                  "line": 6,
                },
                "start": {
                  "character": 1,
                  "line": 6,
                },
              },
              "selectionRange": {
                "end": {
                  "character": 18,
                  "line": 6,
                },
                "start": {
                  "character": 1,
                  "line": 6,
                },
              },
            },
          ],
          "detail": "",
          "kind": 12,
          "name": "ring_publish",
          "range": {
            "end": {
              "character": 1,
              "line": 7,
            },
            "start": {
              "character": 5,
              "line": 2,
            },
          },
          "selectionRange": {
            "end": {
              "character": 17,
              "line": 2,
            },
            "start": {
              "character": 5,
              "line": 2,
            },
          },
        },
      ]
    `);
  });

  it('is silent unless it is switched on', async () => {
    const other = await Client.start(ring, { capabilities: { experimental: full.experimental } });
    const params = { textDocument: { uri: other.uri('producer.c') } };
    expect(await other.request('textDocument/documentSymbol', params)).toBe(null);
    await other.stop();
  });

  it('is announced at the start, and flat, for clients that know no other way', async () => {
    const other = new Client(ring, {
      capabilities: { experimental: full.experimental },
      initializationOptions: { documentSymbols: { enable: true } },
    });
    const { capabilities } = await other.initialize();
    expect(capabilities.documentSymbolProvider).toBe(true);
    await other.ready();
    const params = { textDocument: { uri: other.uri('producer.c') } };
    const found = other.plain(await other.request('textDocument/documentSymbol', params));
    expect(found).toMatchObject([
      { name: 'ring_publish', location: { uri: 'root/producer.c' } },
      { name: 'smp_store_release', containerName: 'ring_publish' },
    ]);
    await other.stop();
  });
});

describe('the call hierarchy', () => {
  it('has who pairs with a function as its callers', async () => {
    const [item] = await client.request(
      'textDocument/prepareCallHierarchy',
      client.at('consumer.c', 'ring_|take(struct'),
    );
    expect(client.plain(item)).toMatchObject({ name: 'ring_take', uri: 'root/consumer.c' });
    const incoming = await client.request('callHierarchy/incomingCalls', { item });
    expect(client.plain(incoming)).toMatchObject([
      { from: { name: 'ring_publish', uri: 'root/producer.c' }, fromRanges: [range(6, 1, 6, 18)] },
    ]);
    const outgoing = await client.request('callHierarchy/outgoingCalls', { item });
    expect(client.plain(outgoing)).toMatchObject([
      { to: { name: 'ring_publish', uri: 'root/producer.c' }, fromRanges: [range(4, 4, 4, 14)] },
    ]);
  });
});

function range(line: number, character: number, endLine: number, endCharacter: number) {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}
