/** What is read: hover, lenses and hints, as the client sees them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, full, pushed } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

let client: Client;

beforeAll(async () => {
  client = await Client.start(ring, { settings: { inlayHints: { enable: true } } });
  client.open('producer.c', producer);
  client.open('consumer.c', consumer);
});

afterAll(async () => {
  expect(client.logged()).toEqual([]);
  await client.stop();
});

describe('textDocument/hover', () => {
  it('explains a barrier in Markdown, with links', async () => {
    const found = await client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'));
    expect(found.range).toEqual({ start: { line: 5, character: 6 }, end: { line: 5, character: 22 } });
    expect(found.contents.kind).toBe('markdown');
    expect(client.plain(found.contents.value)).toMatchInlineSnapshot(`
      "**smp_load_acquire()** · acquire load · \`struct ring::head\`

      Orders its own load before later loads and stores. One-way: earlier accesses may drift past it.

      ⇄ [smp_store_release() in ring_publish() — producer.c:7](root/producer.c#L7) (both comments say so)

      \`\`\`c
      smp_store_release(&ring->head, 1);
      \`\`\`

      Message passing: \`ring_publish()\` writes what it has prepared first and \`ring->head\` last, kept in that order by \`smp_store_release()\`. \`ring_take()\` loads \`ring->head\` before it reads on, kept in that order by \`smp_load_acquire()\`. So whoever sees the new \`ring->head\` also sees everything that was written before it.

      MP · forbidden by the LKMM

      See Documentation/memory-barriers.txt §VARIETIES (5) ACQUIRE"
    `);
  });

  it('explains it in plain text to clients that show nothing else', async () => {
    const other = await Client.start(ring, { capabilities: pushed });
    other.open('consumer.c', consumer);
    const found = await other.request('textDocument/hover', other.at('consumer.c', 'smp_load|_acquire(&'));
    expect(found.contents.kind).toBe('plaintext');
    expect(found.contents.value).toContain('smp_store_release() in ring_publish()');
    expect(found.contents.value).not.toContain('](');
    await other.stop();
  });

  it('says nothing of anything else, nor when it is switched off', async () => {
    expect(await client.request('textDocument/hover', client.at('consumer.c', 'return ring->sl|ot'))).toBe(null);
    const other = await Client.start(ring, { settings: { hover: { enable: false } } });
    other.open('consumer.c', consumer);
    expect(await other.request('textDocument/hover', other.at('consumer.c', 'smp_load|_acquire(&'))).toBe(null);
    await other.stop();
  });
});

describe('textDocument/codeLens', () => {
  it('is on both halves of a pair, and gets its words when it is shown', async () => {
    const lenses = await client.request('textDocument/codeLens', { textDocument: { uri: client.uri('producer.c') } });
    expect(client.plain(lenses)).toEqual([
      {
        range: { start: { line: 6, character: 1 }, end: { line: 6, character: 18 } },
        data: { uri: 'root/producer.c' },
      },
    ]);
    const resolved = await client.request('codeLens/resolve', lenses[0]);
    expect(client.plain(resolved)).toEqual({
      ...client.plain(lenses[0]),
      command: {
        title: '⇄ ring_take() consumer.c:6',
        command: 'barrier-ls.showTargets',
        arguments: [
          'root/producer.c',
          { line: 6, character: 1 },
          [
            {
              uri: 'root/consumer.c',
              range: { start: { line: 5, character: 6 }, end: { line: 5, character: 22 } },
            },
          ],
        ],
      },
    });
  });

  it('is only words for clients without the command', async () => {
    const capabilities = { ...full, experimental: { 'barrier-ls': { status: true } } };
    const other = await Client.start(ring, { capabilities });
    other.open('producer.c', producer);
    const [lens] = await other.request('textDocument/codeLens', { textDocument: { uri: other.uri('producer.c') } });
    const { command } = await other.request('codeLens/resolve', lens);
    expect(command).toEqual({ title: '⇄ ring_take() consumer.c:6', command: '' });
    await other.stop();
  });
});

describe('textDocument/inlayHint', () => {
  it('names the other half behind the operation, and is explained when it is pointed at', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const params = { textDocument: { uri: client.uri('producer.c') }, range };
    const [hint] = await client.request('textDocument/inlayHint', params);
    expect(client.plain(hint)).toEqual({
      position: { line: 6, character: 34 },
      label: [
        {
          value: '⇄ ring_take',
          location: {
            uri: 'root/consumer.c',
            range: { start: { line: 5, character: 6 }, end: { line: 5, character: 22 } },
          },
        },
      ],
      paddingLeft: true,
      data: { uri: 'root/producer.c' },
    });
    const { tooltip } = await client.request('inlayHint/resolve', hint);
    expect(tooltip).toMatchObject({ kind: 'markdown', value: expect.stringContaining('ring_take') });
  });

  it('is off by default', async () => {
    const other = await Client.start(ring);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const params = { textDocument: { uri: other.uri('producer.c') }, range };
    expect(await other.request('textDocument/inlayHint', params)).toBe(null);
    await other.stop();
  });
});
