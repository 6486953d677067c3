/** How a conversation begins and ends. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, runBundle } from '../support/cli.ts';
import { Client, full, serverBundle } from '../support/client.ts';
import { consumer, ring } from './ring.ts';

describe('initialize', () => {
  it('announces to a client that can do everything', async () => {
    const client = new Client(ring);
    const { capabilities, serverInfo } = await client.initialize();
    expect(serverInfo).toEqual({ name: 'barrier-ls', version: runBundle(['--version']).out.trim() });
    await expect(JSON.stringify(capabilities, null, 2) + '\n').toMatchFileSnapshot('capabilities-full.snap');
    await client.stop();
  });

  it('announces to a client that can do nothing', async () => {
    const client = new Client(ring, { capabilities: {} });
    const { capabilities } = await client.initialize();
    await expect(JSON.stringify(capabilities, null, 2) + '\n').toMatchFileSnapshot('capabilities-minimal.snap');
    await client.stop();
  });

  it('is answered before anything is read', async () => {
    const client = new Client(ring, { isSilent: true });
    await client.initialize();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(client.messages.map(({ method }) => method)).toEqual(['window/logMessage']);
    expect(client.asked).toEqual([]);
    client.notify('initialized', {});
    expect(await client.ready()).toMatchObject({ files: 2, sites: 3, pairs: 2 });
    await client.stop();
  });

  it('is needed before any other request, and comes once', async () => {
    const client = new Client(ring);
    await expect(client.request('textDocument/hover', {})).rejects.toMatchObject({ code: -32002 });
    await expect(client.request('no/such', {})).rejects.toMatchObject({ code: -32002 });
    await client.initialize();
    await expect(client.request('no/such', {})).rejects.toMatchObject({ code: -32601 });
    await expect(client.initialize()).rejects.toMatchObject({ code: -32600 });
    await client.stop();
  });

  it('takes the first encoding that both know', async () => {
    for (const [offered, taken] of [
      [['utf-32', 'utf-8'], 'utf-32'],
      [['ebcdic', 'utf-8', 'utf-16'], 'utf-8'],
      [['ebcdic'], 'utf-16'],
    ] as const) {
      const client = new Client(ring, { capabilities: { general: { positionEncodings: [...offered] } } });
      expect((await client.initialize()).capabilities.positionEncoding).toBe(taken);
      await client.stop();
    }
  });
});

describe('every capability', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('');

  it('that is announced is asked for in a test of this folder', () => {
    const announced = JSON.parse(readFileSync(join(import.meta.dirname, 'capabilities-full.snap'), 'utf8'));
    const requests = Object.keys(announced).flatMap((name) => {
      if (!name.endsWith('Provider')) return [];
      const request = name.slice(0, -'Provider'.length);
      const resolves = announced[name].resolveProvider ? [RESOLVED[request] ?? `${request}/resolve`] : [];
      return [RENAMED[request] ?? `textDocument/${request}`, ...resolves];
    });
    expect(requests.length).toBeGreaterThan(15);
    expect(requests.filter((request) => !tests.includes(`'${request}'`))).toEqual([]);
  });
});

const RENAMED: Readonly<Record<string, string>> = {
  workspaceSymbol: 'workspace/symbol',
  executeCommand: 'workspace/executeCommand',
};
const RESOLVED: Readonly<Record<string, string>> = { completion: 'completionItem/resolve' };

describe('the process', () => {
  it('ends with 0 after shutdown and exit', async () => {
    const client = await Client.start(ring);
    expect(await client.stop()).toBe(0);
  });

  it('ends with 1 after exit without shutdown', async () => {
    const client = await Client.start(ring);
    client.notify('exit', undefined);
    expect(await client.exited).toBe(1);
  });

  it('ends when its input does', async () => {
    const client = await Client.start(ring);
    client.process.stdin!.end();
    expect(await client.exited).toBe(1);
  });

  it('answers nothing after shutdown but that it was shut down', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer);
    await client.request('shutdown', undefined);
    const params = client.at('consumer.c', 'smp_load|_acquire');
    await expect(client.request('textDocument/hover', params)).rejects.toMatchObject({ code: -32600 });
    client.notify('exit', undefined);
    expect(await client.exited).toBe(0);
  });

  it('ends when the process that it was started for has ended', async () => {
    const parent = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => parent.on('exit', resolve));
    const client = new Client(ring, { args: ['--stdio', `--clientProcessId=${parent.pid}`] });
    expect(await client.exited).toBe(1);
  });

  it('is started by the command line, with and without the command', async () => {
    for (const args of [['--stdio'], ['lsp', '--stdio']]) {
      const child = spawn(process.execPath, [serverBundle().replace('server.js', 'cli.js'), ...args]);
      const content = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
      child.stdin.write(`Content-Length: ${content.length}\r\n\r\n${content}`);
      let out = '';
      await new Promise<void>((resolve) =>
        child.stdout.on('data', (data) => {
          out += data;
          if (out.includes('serverInfo')) resolve();
        }),
      );
      child.stdin.end();
      expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
    }
  });

  it('talks through a socket', async () => {
    const connected = new Promise<string>((resolve) => {
      const server = createServer((socket) => {
        const content = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
        socket.write(`Content-Length: ${content.length}\r\n\r\n${content}`);
        let out = '';
        socket.on('data', (data) => {
          out += data;
          if (!out.includes('serverInfo')) return;
          resolve(out);
          socket.destroy();
          server.close();
        });
        socket.on('error', () => {});
      });
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        spawn(process.execPath, [serverBundle(), `--socket=${port}`], { stdio: 'ignore' }).unref();
      });
    });
    expect(await connected).toContain('"name":"barrier-ls"');
  });

  it('talks through the channel of a Node parent', async () => {
    const child = spawn(process.execPath, [serverBundle(), '--node-ipc'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const answered = new Promise((resolve) =>
      child.on('message', (message: { id?: number }) => message.id === 1 && resolve(message)),
    );
    child.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
    expect(await answered).toMatchObject({ result: { serverInfo: { name: 'barrier-ls' } } });
    child.disconnect();
    await new Promise((resolve) => child.on('exit', resolve));
  });

  it('says what is missing when it is started without a line to the client', () => {
    expect(runBundle(['lsp'], { cwd: repository })).toMatchObject({ code: 2, err: expect.stringContaining('--stdio') });
  });
});

describe('progress', () => {
  it('is shown while the tree is read, in percent, and ends', async () => {
    const client = await Client.start(ring);
    const reports = () => client.messages.filter(({ method }) => method === '$/progress').map(({ params }) => params);
    await client.message('$/progress', ({ value }: { value: { kind: string } }) => value.kind === 'end');
    expect(client.asked.map(({ method }) => method)).toContain('window/workDoneProgress/create');
    expect(client.plain(reports()[0].value)).toEqual({
      kind: 'begin',
      title: 'Reading barriers',
      message: 'root',
      percentage: expect.any(Number),
      cancellable: true,
    });
    expect(new Set(reports().map(({ token }) => token)).size).toBe(1);
    await client.stop();
  });

  it('is not begun where the client does not show it', async () => {
    const client = await Client.start(ring, { capabilities: { ...full, window: {} } });
    expect(client.asked.map(({ method }) => method)).not.toContain('window/workDoneProgress/create');
    await client.stop();
  });
});
