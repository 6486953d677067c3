/** The language server: which message leads to what. Everything that it does is in the files that are named here. */
import {
  type Connection,
  ErrorCodes,
  type InitializeResult,
  ResponseError,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import type { Host } from '../host/host.ts';
import { serverCapabilities } from './capabilities.ts';
import { tellChanges } from './changes.ts';
import { createFiles } from './files.ts';
import { createBoundary, guarded, refuse } from './handle.ts';
import { publishLitmus } from './litmus-publish.ts';
import type { Judge } from './litmus-thread.ts';
import { createLog, type Log } from './log.ts';
import { complaint, requireReadable } from './params.ts';
import { showProgress } from './progress.ts';
import type { Extractor } from './project.ts';
import { publishDiagnostics } from './publish.ts';
import { refreshClient } from './refresh.ts';
import { createRegistrations } from './registrations.ts';
import { handleRequests } from './requests/index.ts';
import { Session } from './session.ts';
import { tellStatus } from './status.ts';
import { tellIfTooLarge } from './too-large.ts';

export interface ServerOptions {
  readonly version: string;
  /** Gets a copy of the log, in whole lines. */
  readonly appendLog?: (line: string) => void;
  readonly loadExtractor: () => Promise<Extractor>;
  /** Decides litmus tests. */
  readonly judge: Judge;
}

/** Serves a connection that does not listen yet. */
export function createServer(connection: Connection, host: Host, options: ServerOptions): Log {
  const log = createLog(connection.console, options.appendLog);
  const session = new Session(connection, host, log, options);
  const files = createFiles(session);
  const register = createRegistrations(connection, session);
  const refresh = refreshClient(connection, session);
  publishDiagnostics(connection, session);
  publishLitmus(connection, session);
  showProgress(connection, session);
  tellStatus(connection, session);
  tellChanges(connection, session);

  connection.onInitialize((params): InitializeResult | ResponseError<never> => {
    if (session.phase !== 'new')
      return new ResponseError(ErrorCodes.InvalidRequest, 'The server was initialized before.');
    try {
      session.initialize(params);
    } catch {
      return new ResponseError(ErrorCodes.InvalidParams, complaint('initialize'));
    }
    log.info(`barrier-ls ${options.version} for ${session.client.name}, positions in ${session.client.encoding}`);
    return {
      capabilities: serverCapabilities(session.client, session.currentSettings),
      serverInfo: { name: 'barrier-ls', version: options.version },
    };
  });
  const on = <P>(method: string, work: (params: P) => void | Promise<void>) => guarded(method, session, log, work);
  const update = async () => {
    await session.update();
    await register();
    files.startPolling();
  };

  connection.onInitialized(
    on('initialized', async () => {
      if (session.client.hasFolders) connection.workspace.onDidChangeWorkspaceFolders(changeFolders);
      await session.start();
      await register();
      files.startPolling();
    }),
  );
  const changeFolders = on('workspace/didChangeWorkspaceFolders', (event: WorkspaceFoldersChangeEvent) => {
    session.changeFolders(event);
    return update();
  });
  connection.onShutdown(() => session.close());
  connection.onRequest((method) => {
    return refuse(session.phase) ?? new ResponseError(ErrorCodes.MethodNotFound, `There is no request ${method}.`);
  });

  connection.onDidOpenTextDocument(
    on('textDocument/didOpen', ({ textDocument }) => {
      const document = session.documents.open(textDocument);
      session.attach(document);
      files.touch();
      tellIfTooLarge(connection, document);
    }),
  );
  connection.onDidChangeTextDocument(
    on('textDocument/didChange', (params) => {
      const document = session.documents.change(params);
      if (document) session.attach(document);
      files.touch();
    }),
  );
  connection.onDidSaveTextDocument(on('textDocument/didSave', ({ textDocument }) => files.saved(textDocument.uri)));
  connection.onDidCloseTextDocument(
    on('textDocument/didClose', async ({ textDocument: { uri } }) => {
      session.documents.close(uri);
      refresh.forget(uri);
      await session.release(uri);
    }),
  );
  connection.onDidChangeWatchedFiles(on('workspace/didChangeWatchedFiles', files.changed));
  connection.workspace.onDidRenameFiles(on('workspace/didRenameFiles', files.renamed));
  connection.workspace.onDidDeleteFiles(on('workspace/didDeleteFiles', files.deleted));
  connection.onDidChangeConfiguration(
    on('workspace/didChangeConfiguration', async ({ settings }) => {
      session.settings.give(settings, false);
      await update();
    }),
  );
  const boundary = createBoundary(session, log);
  handleRequests(connection, session, refresh, (method, fallback, work) =>
    boundary(method, fallback, (params, token) => {
      files.touch();
      requireReadable(method, params);
      return work(params, token);
    }),
  );
  return log;
}
