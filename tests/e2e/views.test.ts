/** What views ask for, beside the protocol: the tree of pairs, the graph around a place, both sides of a pair. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, full } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

const capabilities = { ...full, experimental: { 'barrier-ls': { status: true, changes: true } } };

let client: Client;

beforeAll(async () => {
  client = await Client.start(ring, { capabilities });
  client.open('producer.c', producer);
});

afterAll(async () => {
  expect(client.logged()).toEqual([]);
  await client.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: as what it should be is for the tests to say.
const ask = async (params: object): Promise<any> => client.plain(await client.request('barrier-ls/pairs', params));

describe('barrier-ls/pairs', () => {
  it('has the objects, then their sites, then the other sides of these', async () => {
    const top = await ask({ by: 'object' });
    expect(top).toMatchObject({ state: 'ready', total: 2 });
    const counts = { sites: 2, unpaired: 0, undocumented: 0, findings: 0 };
    // The barrier in ring_wait() has nothing around it that tells what it is for, and its comment leads nowhere.
    expect(top.items).toMatchObject([
      { kind: 'object', name: 'struct ring::head', ...counts },
      { kind: 'object', name: '', sites: 1, unpaired: 1, findings: 1 },
    ]);
    const real = await client.request('barrier-ls/pairs', { by: 'object' });
    const sites = await ask({ by: 'object', parent: real.items[0].id });
    expect(sites.items).toMatchObject([
      {
        kind: 'site',
        primitive: 'smp_store_release',
        function: 'ring_publish',
        file: 'producer.c',
        location: {
          uri: 'root/producer.c',
          range: { start: { line: 6, character: 1 }, end: { line: 6, character: 18 } },
        },
        access: 'store',
        state: 'paired',
        documented: true,
        sides: 1,
        findings: [],
      },
      { primitive: 'smp_load_acquire', function: 'ring_take', access: 'load' },
    ]);
    const inside = await client.request('barrier-ls/pairs', { by: 'object', parent: real.items[0].id });
    const sides = await ask({ by: 'object', parent: inside.items[0].id });
    expect(sides.items).toMatchObject([{ kind: 'side', primitive: 'smp_load_acquire', by: 'comment' }]);
    const ids = [...real.items, ...inside.items, ...sides.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has files, those that are open alone, what a filter leaves, and a page at a time', async () => {
    const names = async (params: object) => (await ask(params)).items.map(({ name }: { name: string }) => name);
    expect(await names({ by: 'file' })).toEqual(['consumer.c', 'producer.c']);
    expect(await names({ by: 'file', scope: 'open' })).toEqual(['producer.c']);
    expect(await names({ by: 'file', filter: 'rmb' })).toEqual(['consumer.c']);
    expect(await ask({ by: 'file', from: 1, limit: 1 })).toMatchObject({
      total: 2,
      items: [{ uri: 'root/producer.c' }],
    });
  });

  it('has nothing below what is not there, and tells who asks for nothing sensible', async () => {
    for (const parent of ['', 'x', `${client.uri('')} site 9 smp_mb gone gone.c`, `${client.uri('')} object ::gone`]) {
      expect(await ask({ by: 'object', parent })).toMatchObject({ items: [], total: 0 });
    }
    await expect(client.request('barrier-ls/pairs', { by: 'object', from: 'x' })).rejects.toThrow(/not as/);
    await expect(client.request('barrier-ls/graph', { position: 1 })).rejects.toThrow(/not as/);
  });
});

describe('barrier-ls/graph', () => {
  it('has the sites in their columns, and the lines between them with the verdict', async () => {
    const graph = client.plain(await client.request('barrier-ls/graph', client.at('producer.c', 'ring->|head, 1')));
    expect(graph).toMatchObject({
      title: 'struct ring::head',
      sites: [
        { id: 's0', column: 'loads', what: 'smp_load_acquire()', function: 'ring_take', file: 'consumer.c' },
        { id: 's1', column: 'stores', what: 'smp_store_release()', object: 'ring->head', isPlain: false },
      ],
      edges: [{ from: 's1', to: 's0', tie: 'both', verdict: { isForbidden: true } }],
      left: 0,
    });
  });

  it('is found again by its subject when lines were put before it, and is null where nothing is', async () => {
    const { subject } = await client.request('barrier-ls/graph', client.at('producer.c', 'smp_store_|release'));
    const line = async () =>
      (await client.request('barrier-ls/graph', { subject })).sites.find(({ id }: { id: string }) => id === 's1')
        .location.range.start.line;
    const before = await line();
    client.edit('producer.c', 'void ring_publish', '\n\nvoid ring_publish');
    await expect.poll(line).toBe(before + 2);
    client.edit('producer.c', '\n\nvoid ring_publish', 'void ring_publish');
    await expect.poll(line).toBe(before);
    expect(await client.request('barrier-ls/graph', { subject: 'gone' })).toBe(null);
    expect(await client.request('barrier-ls/graph', client.at('producer.c', 'int val|ue'))).toBe(null);
  });
});

describe('barrier-ls/sides', () => {
  it('has both sides with the accesses that each keeps in order', async () => {
    const { pairs } = client.plain(await client.request('barrier-ls/sides', client.at('producer.c', 'smp_store_|rel')));
    expect(pairs).toMatchObject([
      {
        by: 'comment',
        one: {
          function: 'ring_publish',
          location: { uri: 'root/producer.c' },
          before: [{ object: 'ring->slot', does: 'store', shared: true }],
          after: [{ object: 'ring->head', does: 'store', shared: true }],
        },
        other: {
          function: 'ring_take',
          location: { uri: 'root/consumer.c' },
          before: [{ object: 'ring->head', does: 'load', shared: true }],
          after: [{ object: 'ring->slot', does: 'load', shared: true }],
        },
      },
    ]);
    const slot = consumer.split('\n').findIndex((text) => text.includes('ring->slot'));
    expect(pairs[0].other.after[0].range.start.line).toBe(slot);
  });

  it('has none where there are none', async () => {
    expect(await client.request('barrier-ls/sides', client.at('producer.c', 'int val|ue'))).toEqual({ pairs: [] });
    expect(await client.request('barrier-ls/sides', {})).toEqual({ pairs: [] });
  });
});

describe('barrier-ls/changed', () => {
  it('tells once after some edits, whoever says that they want to know', async () => {
    const count = () => client.messages.filter(({ method }) => method === 'barrier-ls/changed').length;
    // What the tests above have changed was told.
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before = count();
    client.edit('producer.c', 'ring->slot = value', 'ring->slot = value + 1');
    client.edit('producer.c', 'ring->slot = value + 1', 'ring->slot = value');
    await expect.poll(count).toBe(before + 1);
    const other = await Client.start(ring);
    other.open('producer.c', producer);
    other.edit('producer.c', 'ring->slot = value', 'ring->slot = value + 1');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(other.messages.some(({ method }) => method === 'barrier-ls/changed')).toBe(false);
    await other.stop();
  });
});
