/** Changes on the disk that come at a bad time, or that nobody tells of. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'vitest';
import { Client, eventually, full } from '../support/client.ts';
import { consumer, producer, ring } from './ring.ts';

const polling = {
  ...full,
  workspace: { ...full.workspace, didChangeWatchedFiles: { dynamicRegistration: false } },
};

/** Where an operation of this object is found. */
async function foundIn(client: Client, query = 'head'): Promise<string[]> {
  const found: { location: { uri: string } }[] | null = await client.request('workspace/symbol', { query });
  return client.plain([...new Set((found ?? []).map(({ location }) => location.uri))].sort());
}

async function becomes(client: Client, files: readonly string[]): Promise<void> {
  const wanted = JSON.stringify(files.map((file) => `root/${file}`));
  const isSo = async () => JSON.stringify(await foundIn(client)) === wanted || undefined;
  await eventually(isSo, `operations in ${files}`, 15_000);
}

/** As a program does of which nobody tells. */
function put(client: Client, file: string, text: string): void {
  const path = client.path(file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

describe('a client that does not watch files', () => {
  it('is told of a new file though something else was looked at first', async () => {
    const client = await Client.start(ring, { capabilities: polling, settings: { index: { pollSeconds: 1.5 } } });
    client.open('consumer.c', consumer);
    await becomes(client, ['consumer.c', 'producer.c']);
    // The folder is old by now.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    put(client, 'second.c', producer);
    client.edit('consumer.c', 'return 0', 'return 1');
    await becomes(client, ['consumer.c', 'producer.c', 'second.c']);
    await client.stop();
  });

  it('is told of a new folder where there was none with files', async () => {
    const files = { ...ring, 'drivers/net/x.c': 'int x;\n' };
    const client = await Client.start(files, { capabilities: polling, settings: { index: { pollSeconds: 0.3 } } });
    client.open('consumer.c', consumer);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    put(client, 'drivers/usb/second.c', producer);
    await becomes(client, ['consumer.c', 'drivers/usb/second.c', 'producer.c']);
    await client.stop();
  });

  it('need not type to be told', async () => {
    const client = await Client.start(ring, { capabilities: polling, settings: { index: { pollSeconds: 0.3 } } });
    await becomes(client, ['consumer.c', 'producer.c']);
    put(client, 'second.c', producer);
    await becomes(client, ['consumer.c', 'producer.c', 'second.c']);
    await client.stop();
  });

  it('is told of what changed while the tree was read', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`lib/f${i}.c`, producer]));
    const files = { ...many, ...ring, 'aaa.c': producer };
    const settings = { index: { pollSeconds: 0.3, threads: 0 } };
    const client = new Client({ '.barrier-ls.jsonc': '{}', ...files }, { capabilities: polling, settings });
    await client.initialize();
    // Files are read in order.
    await client.message('$/progress', ({ value }: { value: { message?: string } }) => {
      return /^reading: [1-9]\d+ /.test(value.message ?? '');
    });
    writeFileSync(client.path('aaa.c'), producer.replaceAll('head', 'tail'));
    await client.ready();
    await eventually(
      async () => (await foundIn(client, 'tail')).includes('root/aaa.c') || undefined,
      'the change',
      15_000,
    );
    await client.stop();
  });
});

describe('a document that is no file of the project', () => {
  it('counts as long as it is open', async () => {
    const files = { ...ring, 'table.inc': producer };
    const client = await Client.start(files);
    client.open('consumer.c', consumer);
    client.open('table.inc', producer);
    await becomes(client, ['consumer.c', 'producer.c', 'table.inc']);
    client.edit('table.inc', 'value;', 'value + 1;');
    await becomes(client, ['consumer.c', 'producer.c', 'table.inc']);
    // The whole is looked at meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    client.close('table.inc');
    await becomes(client, ['consumer.c', 'producer.c']);
    await client.stop();
  });
});
