/** The line to a server as bytes: sends what is no message, too, and takes nothing but whole frames for an answer. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderWith } from '../support/cli.ts';
import { eventually, serverBundle } from '../support/client.ts';

export interface Reply {
  readonly id: number | string | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export class Wire {
  readonly folder: string;
  readonly exited: Promise<number | null>;
  /** Answers by id. There is one for each, unless something is wrong. */
  readonly replies = new Map<unknown, Reply[]>();
  readonly logged: string[] = [];
  /** What came and is no frame. */
  stray = '';
  stderr = '';
  private readonly process: ChildProcess;
  private rest: Buffer = Buffer.alloc(0);
  private count = 0;

  constructor(files: Readonly<Record<string, string>>) {
    this.folder = folderWith({ '.barrier-ls.jsonc': '{}', ...files });
    this.process = spawn(process.execPath, [serverBundle(), '--stdio'], {
      env: { ...process.env, BARRIER_LS_CACHE_DIR: folderWith({}) },
    });
    this.exited = new Promise((resolve) => this.process.on('exit', resolve));
    this.process.stdin!.on('error', () => {});
    this.process.stderr!.on('data', (data) => (this.stderr += data));
    this.process.stdout!.on('data', (data) => this.take(data));
    running.add(this.process);
    this.process.on('exit', () => running.delete(this.process));
  }

  uri(file: string): string {
    return pathToFileURL(join(this.folder, file)).toString();
  }

  raw(bytes: string | Buffer): void {
    this.process.stdin!.write(bytes);
  }

  /** Any text as the body of a frame. */
  body(text: string): void {
    this.raw(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n`);
    this.raw(text);
  }

  send(message: object): void {
    this.body(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  notify(method: string, params?: unknown): void {
    this.send({ method, params });
  }

  /** Gives the id. */
  ask(method: string, params?: unknown, id: number | string = this.nextId()): number | string {
    this.send({ id, method, params });
    return id;
  }

  nextId(): number {
    return ++this.count;
  }

  async reply(id: number | string): Promise<Reply> {
    return eventually(() => this.replies.get(id)?.[0], `the answer to ${id}`, 60_000);
  }

  async request(method: string, params?: unknown): Promise<Reply> {
    return this.reply(this.ask(method, params));
  }

  async initialize(capabilities: object = {}): Promise<void> {
    const rootUri = pathToFileURL(this.folder).toString();
    await this.request('initialize', { processId: null, rootUri, capabilities });
    this.notify('initialized', {});
  }

  end(): void {
    this.process.stdin!.end();
  }

  /** In seconds. */
  cpuTime(): number {
    const fields = readFileSync(`/proc/${this.process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  private take(data: Buffer): void {
    this.rest = Buffer.concat([this.rest, data]);
    for (;;) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) break;
      const length = Number(/^Content-Length: (\d+)$/.exec(this.rest.toString('latin1', 0, end))?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) {
        this.stray += this.rest.toString('latin1');
        this.rest = Buffer.alloc(0);
        break;
      }
      if (this.rest.length < end + 4 + length) break;
      this.receive(this.rest.toString('utf8', end + 4, end + 4 + length));
      this.rest = this.rest.subarray(end + 4 + length);
    }
  }

  private receive(body: string): void {
    const message = JSON.parse(body);
    if (message.method === 'window/logMessage') this.logged.push(message.params.message);
    if (message.method !== undefined) {
      if (message.id !== undefined) this.send({ id: message.id, result: null });
      return;
    }
    const known = this.replies.get(message.id);
    if (known) known.push(message);
    else this.replies.set(message.id, [message]);
  }
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
