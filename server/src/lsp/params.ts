/**
 * What each message must have for us to look into it. Whoever sends something else is told so at the boundary; behind
 * it everything is as the protocol's types say. What we can do without may be missing, whatever the protocol says.
 */
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';

type Check = (value: unknown) => boolean;

/** Whether a handler of the method can read these. */
export function isReadable(method: string, params: unknown): boolean {
  return (SHAPES[method] ?? anything)(params);
}

/** Throws what the client is to be told, if a handler can't read them. */
export function requireReadable(method: string, params: unknown): void {
  if (!isReadable(method, params)) throw new ResponseError(ErrorCodes.InvalidParams, complaint(method));
}

export function complaint(method: string): string {
  return `The parameters of ${method} are not as the protocol says.`;
}

/**
 * A message, without its parameters where these are nothing that the library could look into, which it does before we
 * can: that they are missing is a case that it knows.
 */
export function withReadableParams<M extends object>(message: M): M {
  if (!('method' in message) || !('params' in message) || message.method === '$/progress') return message;
  const isKnown = isObject(message.params) && (message.method !== 'initialize' || INITIALIZE(message.params));
  return isKnown ? message : { ...message, params: undefined };
}

const anything: Check = () => true;
const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);
const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(members).every(([key, check]) => check(value[key]));

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const position = object({ line: number, character: number });
const range = object({ start: position, end: position });
const file = object({ uri: text });
const document = { textDocument: file };
const place = { ...document, position };
const item = object({ item: object({ uri: text, selectionRange: range }) });
/** What we have sent along to find something again. */
const ours = { data: maybe(file) };
const subject = object({ subject: maybe(text), textDocument: maybe(file), position: maybe(position) });

const which = maybe(object({ name: maybe(text) }));

const INITIALIZE = object({ capabilities: object({}) });

const SHAPES: Readonly<Record<string, Check>> = {
  'textDocument/definition': object(place),
  'textDocument/implementation': object(place),
  'textDocument/references': object({ ...place, context: object({}) }),
  'textDocument/documentHighlight': object(place),
  'textDocument/documentLink': object(document),
  'textDocument/documentSymbol': object(document),
  'workspace/symbol': object({ query: text }),
  'textDocument/prepareCallHierarchy': object(place),
  'callHierarchy/incomingCalls': item,
  'callHierarchy/outgoingCalls': item,
  'textDocument/hover': object(place),
  'textDocument/codeLens': object(document),
  'codeLens/resolve': object({ ...ours, range }),
  'textDocument/inlayHint': object({ ...document, range }),
  'inlayHint/resolve': object({ ...ours, position }),
  'textDocument/completion': object(place),
  'completionItem/resolve': object({
    data: maybe(object({ uri: text, at: number, end: number, function: text })),
  }),
  'textDocument/codeAction': object({
    ...document,
    range,
    context: object({ diagnostics: list(object({})), only: maybe(list(text)) }),
  }),
  'codeAction/resolve': object({ data: maybe(object({ uri: text, action: text })) }),
  'workspace/executeCommand': object({ command: text }),
  'textDocument/prepareRename': object(place),
  'textDocument/rename': object({ ...place, newName: text }),
  'textDocument/diagnostic': object(document),
  'barrier-ls/pairs': object({
    by: text,
    parent: maybe(text),
    filter: maybe(text),
    scope: maybe(text),
    from: maybe(number),
    limit: maybe(number),
  }),
  'barrier-ls/litmus': object(place),
  'barrier-ls.openLitmus': (value) => Array.isArray(value) && text(value[0]) && position(value[1]) && which(value[2]),
  'barrier-ls/graph': subject,
  'barrier-ls/sides': subject,
  'workspace/diagnostic': object({ previousResultIds: list(object({ uri: text, value: text })) }),

  'textDocument/didOpen': object({ textDocument: object({ uri: text, text }) }),
  'textDocument/didChange': object({
    textDocument: object({ uri: text, version: number }),
    contentChanges: list(object({ text, range: maybe(range) })),
  }),
  'textDocument/didSave': object(document),
  'textDocument/didClose': object(document),
  'workspace/didChangeWatchedFiles': object({ changes: list(file) }),
  'workspace/didRenameFiles': object({ files: list(object({ oldUri: text, newUri: text })) }),
  'workspace/didDeleteFiles': object({ files: list(file) }),
  'workspace/didChangeConfiguration': object({}),
  'workspace/didChangeWorkspaceFolders': object({ added: list(file), removed: list(file) }),
};
