/** A language client that answers as it is told, and an editor to use a part of the extension in. */
import type { ExtensionContext, TextEditor } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Part } from '../../client/src/part.ts';
import { Disposable, Location, Position, Range, Selection, state, Uri, window } from './vscode.ts';

export interface FakeClient {
  readonly client: LanguageClient;
  /** Names of the requests, with what they were asked with. */
  readonly requests: (readonly [method: string, params: unknown])[];
  readonly errors: string[];
  /** Sends what the server would. */
  notify(method: string, params: unknown): void;
  changeState(newState: number): void;
}

/** Answers by the name of the request: with a value, or with what a function makes of the parameters. */
export function fakeClient(answers: Readonly<Record<string, unknown>> = {}): FakeClient {
  const requests: (readonly [string, unknown])[] = [];
  const errors: string[] = [];
  const handlers = new Map<string, (params: unknown) => void>();
  let onState: (change: { newState: number }) => void = () => {};
  const toRange = ({ start, end }: LspRange) => new Range(start.line, start.character, end.line, end.character);
  const client = {
    middleware: {},
    outputChannel: { show() {} },
    isRunning: () => true,
    start: async () => {},
    dispose: async () => {},
    registerFeature() {},
    onRequest: () => new Disposable(() => {}),
    error: (message: string) => void errors.push(message),
    onNotification(method: string, handler: (params: unknown) => void) {
      handlers.set(method, handler);
      return new Disposable(() => handlers.delete(method));
    },
    onDidChangeState(handler: typeof onState) {
      onState = handler;
      return new Disposable(() => {});
    },
    async sendNotification(method: string, params: unknown) {
      requests.push([method, params]);
    },
    async sendRequest(method: string, params: unknown) {
      requests.push([method, params]);
      const answer = answers[method];
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(params) : answer;
    },
    code2ProtocolConverter: {
      asTextDocumentPositionParams: ({ uri }: { uri: unknown }, position: unknown) => ({
        textDocument: { uri: String(uri) },
        position,
      }),
      asTextDocumentIdentifier: ({ uri }: { uri: unknown }) => ({ uri: String(uri) }),
      asRange: (range: unknown) => range,
    },
    protocol2CodeConverter: {
      asUri: (uri: string) => Uri.parse(uri),
      asPosition: ({ line, character }: Position) => new Position(line, character),
      asRange: toRange,
      asLocation: ({ uri, range }: { uri: string; range: LspRange }) => new Location(Uri.parse(uri), toRange(range)),
    },
  };
  return {
    client: client as unknown as LanguageClient,
    requests,
    errors,
    notify: (method, params) => handlers.get(method)?.(params),
    changeState: (newState) => onState({ newState }),
  };
}

interface LspRange {
  readonly start: Position;
  readonly end: Position;
}

/** Registers a part, with the client. */
export function register(part: Part, { client }: FakeClient): void {
  const workspaceState = { get: () => undefined, update: async () => {} };
  const extensionUri = Uri.file('/extension');
  const extension = { id: 'a.b', packageJSON: { version: '1.2.3' } };
  const context = { subscriptions: [], extensionPath: '/extension', extensionUri, extension, workspaceState };
  part.register(context as unknown as ExtensionContext, client);
}

/** Puts the cursor into a document. */
export function placeCursor(uri: string, line: number, character: number): void {
  const position = new Position(line, character);
  const document = { uri: Uri.parse(uri), languageId: 'c' };
  const editor = { document, selection: new Selection(position, position) };
  window.activeTextEditor = editor as unknown as TextEditor;
}

/** Runs a command of the extension. */
export async function runCommand(name: string, ...args: unknown[]): Promise<void> {
  const command = state.registered.get(name);
  if (!command) throw new Error(`there is no command ${name}`);
  await command(...args);
}
