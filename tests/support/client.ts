/**
 * A client of the language server at the outermost boundary: it spawns the built bundle, talks JSON-RPC through the
 * streams of that process, and works on a copy of a project that goes away with the tests.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CancellationToken,
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type MessageConnection,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type Encoding, LineIndex } from '../../server/src/text/lines.ts';
import { folderWith, repository } from './cli.ts';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` is answered with for the section. */
  readonly settings?: unknown;
  /** Folders of the project to work in; the project itself when not given. */
  readonly folders?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Does not send `initialized`. */
  readonly isSilent?: boolean;
}

export interface Message {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of all kinds.
  readonly params: any;
}

export interface Status {
  readonly state: string;
  readonly root: string;
  readonly files: number;
  readonly sites: number;
  readonly pairs: number;
}

/** The built language server, beside everything else of dist/; built when it is not there or older than what it is made of. */
export function serverBundle(): string {
  const server = join(repository, 'dist/server.js');
  const newest = Math.max(
    ...['server/src', 'client/src', 'build.mjs', 'package.json'].map((path) => newestIn(join(repository, path))),
  );
  if (!existsSync(server) || statSync(server).mtimeMs < newest) {
    execFileSync(process.execPath, ['build.mjs'], { cwd: repository });
  }
  return server;
}

function newestIn(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(...readdirSync(path).map((name) => newestIn(join(path, name))));
}

export class Client {
  readonly folder: string;
  /** Everything that the server has sent without being asked. */
  readonly messages: Message[] = [];
  /** What the server has asked. */
  readonly asked: Message[] = [];
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  encoding: Encoding = 'utf-16';
  settings: unknown;
  private readonly connection: MessageConnection;
  private readonly texts = new Map<string, { text: string; version: number }>();
  private stderr = '';

  /** A server that was spawned and knows nothing yet. */
  constructor(
    files: Readonly<Record<string, string>>,
    private readonly options: ClientOptions = {},
  ) {
    this.folder = folderWith(files);
    this.settings = options.settings ?? null;
    this.process = spawn(process.execPath, [serverBundle(), ...(options.args ?? ['--stdio'])], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, BARRIER_LS_CACHE_DIR: folderWith({}), ...options.env },
    });
    running.add(this.process);
    this.exited = new Promise((resolve) => this.process.on('exit', resolve));
    this.process.on('exit', () => running.delete(this.process));
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    // A server that has ended takes no more messages; what a test makes of that is in `exited`.
    this.process.stdin!.on('error', () => {});
    this.connection = createMessageConnection(
      new StreamMessageReader(this.process.stdout!),
      new StreamMessageWriter(this.process.stdin!),
    );
    this.connection.onNotification((method, params) => void this.messages.push({ method, params }));
    this.connection.onUnhandledProgress((params) => void this.messages.push({ method: '$/progress', params }));
    this.connection.onRequest((method, params) => this.reply(method, params));
    this.connection.listen();
  }

  /** A server on a copy of a project, initialized, that has read all of it. */
  static async start(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<Client> {
    const client = new Client({ '.barrier-ls.jsonc': '{}', ...files }, options);
    await client.initialize();
    if (!options.isSilent && wantsStatus(options.capabilities ?? full)) await client.ready();
    return client;
  }

  async initialize(): Promise<InitializeResult> {
    const { capabilities = full, folders = [''], initializationOptions, isSilent } = this.options;
    const result = await this.request<InitializeResult>('initialize', {
      processId: process.pid,
      clientInfo: { name: 'test', version: '1' },
      rootUri: folders.length > 0 ? this.uri(folders[0]!) : null,
      ...(capabilities.workspace?.workspaceFolders
        ? { workspaceFolders: folders.map((name) => ({ name, uri: this.uri(name) })) }
        : {}),
      capabilities,
      initializationOptions,
    });
    this.encoding = (result.capabilities.positionEncoding ?? 'utf-16') as Encoding;
    if (!isSilent) this.notify('initialized', {});
    return result;
  }

  /** Waits until everything was read. */
  async ready(root = this.uri('')): Promise<Status> {
    const status = await this.message('barrier-ls/status', (one: Status) => one.root === root && one.state === 'ready');
    return status;
  }

  path(file: string): string {
    return file === '' ? this.folder : join(this.folder, file);
  }

  uri(file: string): string {
    return pathToFileURL(this.path(file)).toString();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as what it should be is for the tests to say.
  async request<R = any>(method: string, params: unknown, token?: CancellationToken): Promise<R> {
    return (await this.connection.sendRequest(method, params, ...(token ? [token] : []))) as R;
  }

  /** The connection itself, for messages that are none. */
  get raw(): MessageConnection {
    return this.connection;
  }

  notify(method: string, params: unknown): void {
    void this.connection.sendNotification(method, params).catch(() => {});
  }

  /** Opens a document, with the text of the disk or another one. */
  open(file: string, text: string, languageId = 'c'): void {
    this.texts.set(file, { text, version: 1 });
    this.notify('textDocument/didOpen', { textDocument: { uri: this.uri(file), languageId, version: 1, text } });
  }

  close(file: string): void {
    this.texts.delete(file);
    this.notify('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
  }

  /** Replaces the first occurrence of a text in an open document, as an incremental change. */
  edit(file: string, from: string, to: string): void {
    const open = this.texts.get(file)!;
    const start = open.text.indexOf(from);
    if (start < 0) throw new Error(`${file} does not have ${from}`);
    const range = this.range(open.text, start, start + from.length);
    open.text = open.text.slice(0, start) + to + open.text.slice(start + from.length);
    open.version++;
    this.notify('textDocument/didChange', {
      textDocument: { uri: this.uri(file), version: open.version },
      contentChanges: [{ range, text: to }],
    });
  }

  /** Writes the file and tells the server so, as an editor that watches does. */
  write(file: string, text: string | undefined, tells = true): void {
    const type = text === undefined ? 3 : existsSync(this.path(file)) ? 2 : 1;
    if (text === undefined) rmSync(this.path(file), { recursive: true });
    else {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), text);
    }
    if (tells) this.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(file), type }] });
  }

  /** The position of the `|` in a piece of an open document. */
  at(file: string, piece: string): { textDocument: { uri: string }; position: Position } {
    const { text } = this.texts.get(file)!;
    const start = text.indexOf(piece.replace('|', ''));
    if (start < 0) throw new Error(`${file} does not have ${piece}`);
    const offset = start + Math.max(0, piece.indexOf('|'));
    return { textDocument: { uri: this.uri(file) }, position: this.range(text, offset, offset).start };
  }

  range(text: string, start: number, end: number): Range {
    const lines = new LineIndex(text);
    return { start: lines.toEncoding(start, this.encoding), end: lines.toEncoding(end, this.encoding) };
  }

  /** The last diagnostics that were sent for a file. */
  published(file: string): Diagnostic[] | undefined {
    const all = this.messages.filter(({ method }) => method === 'textDocument/publishDiagnostics');
    return all.findLast(({ params }) => params.uri === this.uri(file))?.params.diagnostics;
  }

  /** Diagnostics of a file that are as they should be, sent or asked for, as soon as they are. */
  async waitForDiagnostics(file: string, isRight: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    return eventually(async () => {
      const pulls = this.options.capabilities === undefined || this.options.capabilities.textDocument?.diagnostic;
      const found = pulls ? await this.pull(file) : this.published(file);
      return found && isRight(found) ? found : undefined;
    }, `diagnostics of ${file}`);
  }

  async pull(file: string): Promise<Diagnostic[]> {
    return (await this.request('textDocument/diagnostic', { textDocument: { uri: this.uri(file) } })).items;
  }

  /** The first message, of those that came or will come, that is as it should be. */
  async message<P>(method: string, isRight: (params: P) => boolean = () => true): Promise<P> {
    return eventually(() => {
      const found = this.messages.find((one) => one.method === method && isRight(one.params));
      return found?.params as P | undefined;
    }, method);
  }

  /** With the project's folder called `root`, so that answers can be compared. */
  plain<T>(value: T): T {
    const uri = this.uri('');
    return JSON.parse(
      JSON.stringify(value ?? null)
        .replaceAll(uri, 'root')
        .replaceAll(this.folder, 'root'),
    ) as T;
  }

  /** What was logged with at most this number of severity: 1 is an error. */
  logged(level = 1): string[] {
    const logs = this.messages.filter(({ method, params }) => method === 'window/logMessage' && params.type <= level);
    return logs.map(({ params }) => params.message);
  }

  /** Ends the server as the protocol says, and gives its exit code. Fails when something was wrong on the way. */
  async stop(): Promise<number | null> {
    await this.request('shutdown', undefined);
    this.notify('exit', undefined);
    const code = await this.exited;
    if (this.stderr !== '') throw new Error(`the server wrote to stderr: ${this.stderr}`);
    return code;
  }

  private reply(method: string, params: unknown): unknown {
    this.asked.push({ method, params });
    if (method === 'window/showDocument') return { success: true };
    if (method !== 'workspace/configuration') return null;
    return (params as { items: readonly unknown[] }).items.map(() => this.settings);
  }
}

/** Asks again and again until there is something; fails after a while, with `what` in the message. */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  what: string,
  milliseconds = 8000,
): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

export type Published = PublishDiagnosticsParams;

/** A client that can do everything. */
export const full: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true, showDocument: { support: true } },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    fileOperations: { didRename: true, didDelete: true },
    executeCommand: {},
  },
  textDocument: {
    diagnostic: { relatedInformation: true, dataSupport: true },
    publishDiagnostics: { relatedInformation: true },
    definition: { linkSupport: true },
    implementation: { linkSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        resolveSupport: { properties: ['documentation'] },
      },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true, dynamicRegistration: true },
    callHierarchy: { dynamicRegistration: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    rename: { prepareSupport: true },
  },
  experimental: { 'barrier-ls': { status: true, commands: ['barrier-ls.showTargets'] } },
};

/** One that asks for diagnostics in none of its messages, so that they have to be sent. */
export const pushed: ClientCapabilities = {
  ...full,
  textDocument: { publishDiagnostics: { relatedInformation: true } },
};

function wantsStatus({ experimental }: ClientCapabilities): boolean {
  return (experimental as { 'barrier-ls'?: { status?: boolean } } | undefined)?.['barrier-ls']?.status === true;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
