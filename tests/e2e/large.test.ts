/** A tree that takes a moment to read: what can be had meanwhile, and how to stop it. */
import { describe, expect, it } from 'vitest';
import { Client } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

const many = Object.fromEntries(
  Array.from({ length: 400 }, (_, i) => {
    const one = (j: number) => `void f${i}_${j}(struct ring *ring)\n{\n\tsmp_store_release(&ring->head, ${j});\n}\n`;
    return [`many/f${i}.c`, Array.from({ length: 30 }, (_, j) => one(j)).join('\n')];
  }),
);

describe('a large project', () => {
  it('is of use while it is being read', async () => {
    const client = new Client({ '.barrier-ls.jsonc': '{}', ...ring, ...many });
    await client.initialize();
    client.open('producer.c', producer);
    client.open('consumer.c', consumer);
    const at = client.at('consumer.c', 'smp_load|_acquire(&');
    expect(client.plain(await client.request('textDocument/definition', at))).toMatchObject([
      { targetUri: 'root/producer.c' },
    ]);
    expect(await client.request('textDocument/hover', at)).not.toBe(null);
    const states = () =>
      client.messages.filter(({ method }) => method === 'barrier-ls/status').map((one) => one.params.state);
    expect(states()).not.toContain('ready');
    await client.ready();
    expect(states()[0]).toBe('reading');
    const shown = client.messages.filter(({ method }) => method === '$/progress').map(({ params }) => params.value);
    const percentages = shown.flatMap(({ percentage }) => percentage ?? []);
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(shown.at(-1)).toEqual({ kind: 'end' });
    await client.stop();
  });

  it('is read no further when the user stops that', async () => {
    const client = new Client({ '.barrier-ls.jsonc': '{}', ...ring, ...many });
    await client.initialize();
    client.open('consumer.c', consumer);
    const { token } = await client.message<{ token: string }>('$/progress');
    client.notify('window/workDoneProgress/cancel', { token });
    const stopped = await client.message<{ state: string }>('barrier-ls/status', ({ state }) => state === 'stopped');
    expect(client.plain(stopped)).toEqual({ state: 'stopped', root: 'root', files: 0, sites: 0, pairs: 0 });
    await client.message<{ value: { kind: string } }>('$/progress', ({ value }) => value.kind === 'end');
    expect(client.plain(client.logged(3))).toContain(
      'root: reading was stopped; what is known is what was read and what is open',
    );
    // What is open goes on to count; nobody is accused of what was not looked for.
    expect(await client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'))).not.toBe(null);
    client.edit('consumer.c', 'ring_fill()', 'ring_drain()');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await client.pull('consumer.c')).toEqual([]);
    const states = client.messages
      .filter(({ method }) => method === 'barrier-ls/status')
      .map((one) => one.params.state);
    expect(states).not.toContain('ready');
    expect(client.logged()).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  it('leaves out a file that is too large, and says so when it is opened', async () => {
    const client = new Client({ '.barrier-ls.jsonc': '{}', ...ring });
    await client.initialize();
    client.open('consumer.c', consumer);
    client.open('large.c', `${'/* filler */\n'.repeat(700_000)}${producer}`);
    const { message } = await client.message<{ message: string }>('window/showMessage');
    expect(message).toBe('large.c is larger than 8 MB: its barriers are left out, those of all other files are there.');
    await client.ready();
    const at = client.at('consumer.c', 'smp_load|_acquire(&');
    expect(client.plain(await client.request('textDocument/definition', at))).toMatchObject([
      { targetUri: 'root/producer.c' },
    ]);
    await client.stop();
    expect(client.messages.filter(({ method }) => method === 'window/showMessage')).toHaveLength(1);
  });
});
