/** The requests that are answered, and what with when there is nothing to say. */
import { type CancellationToken, type Connection, RequestType } from 'vscode-languageserver/node';
import type { Boundary } from '../handle.ts';
import type {
  GraphParams,
  GraphResult,
  LitmusParams,
  LitmusResult,
  PairsParams,
  PairsResult,
  SidesParams,
  SidesResult,
} from '../messages.ts';
import type { Refresh } from '../refresh.ts';
import type { Session } from '../session.ts';
import { incoming, outgoing, prepare } from './call-hierarchy.ts';
import { codeAction, resolve as resolveCodeAction } from './code-action.ts';
import { codeLens, resolve as resolveCodeLens } from './code-lens.ts';
import { completion, resolve as resolveCompletion } from './completion.ts';
import { definition, implementation } from './definition.ts';
import { documentDiagnostic } from './document-diagnostic.ts';
import { documentHighlight } from './document-highlight.ts';
import { documentLink } from './document-link.ts';
import { documentSymbol } from './document-symbol.ts';
import { graph } from './graph.ts';
import { hover } from './hover.ts';
import { inlayHint, resolve as resolveInlayHint } from './inlay-hint.ts';
import { executeCommand, litmusTests } from './litmus-tests.ts';
import { NO_PAIRS, pairs } from './pairs.ts';
import { references } from './references.ts';
import { prepareRename, rename } from './rename.ts';
import { sides } from './sides.ts';
import { workspaceDiagnostic } from './workspace-diagnostic.ts';
import { workspaceSymbol } from './workspace-symbol.ts';

export function handleRequests(connection: Connection, session: Session, refresh: Refresh, answer: Boundary): void {
  const { languages } = connection;
  type Asked<P, R> = (session: Session, params: P) => R | Promise<R>;
  const orNull = <P, R>(method: string, work: Asked<P, R | null>) =>
    answer<P, R | null>(method, null, (params) => work(session, params));
  const orSame =
    <P>(method: string, work: Asked<P, P>) =>
    (params: P, token: CancellationToken) =>
      answer<P, P>(method, params, () => work(session, params))(params, token);

  connection.onDefinition(orNull('textDocument/definition', definition));
  connection.onImplementation(orNull('textDocument/implementation', implementation));
  connection.onReferences(orNull('textDocument/references', references));
  connection.onDocumentHighlight(orNull('textDocument/documentHighlight', documentHighlight));
  connection.onDocumentLinks(orNull('textDocument/documentLink', documentLink));
  connection.onDocumentSymbol(orNull('textDocument/documentSymbol', documentSymbol));
  connection.onWorkspaceSymbol(orNull('workspace/symbol', workspaceSymbol));
  languages.callHierarchy.onPrepare(orNull('textDocument/prepareCallHierarchy', prepare));
  languages.callHierarchy.onIncomingCalls(orNull('callHierarchy/incomingCalls', incoming));
  languages.callHierarchy.onOutgoingCalls(orNull('callHierarchy/outgoingCalls', outgoing));
  connection.onHover(orNull('textDocument/hover', hover));
  connection.onCodeLens(orNull('textDocument/codeLens', codeLens));
  connection.onCodeLensResolve(orSame('codeLens/resolve', resolveCodeLens));
  languages.inlayHint.on(orNull('textDocument/inlayHint', inlayHint));
  languages.inlayHint.resolve(orSame('inlayHint/resolve', resolveInlayHint));
  connection.onCompletion(orNull('textDocument/completion', completion));
  connection.onCompletionResolve(orSame('completionItem/resolve', resolveCompletion));
  connection.onCodeAction(orNull('textDocument/codeAction', codeAction));
  connection.onCodeActionResolve(orSame('codeAction/resolve', resolveCodeAction));
  connection.onExecuteCommand(
    orNull('workspace/executeCommand', (_, params) => executeCommand(connection, session, params)),
  );
  connection.onRequest(
    new RequestType<LitmusParams, LitmusResult, never>('barrier-ls/litmus'),
    answer('barrier-ls/litmus', { tests: [] }, (params) => litmusTests(session, params)),
  );
  connection.onPrepareRename(orNull('textDocument/prepareRename', prepareRename));
  connection.onRenameRequest(orNull('textDocument/rename', rename));
  connection.onRequest(
    new RequestType<PairsParams, PairsResult, never>('barrier-ls/pairs'),
    answer('barrier-ls/pairs', NO_PAIRS, (params, token) => pairs(session, params, token)),
  );
  connection.onRequest(
    new RequestType<GraphParams, GraphResult | null, never>('barrier-ls/graph'),
    answer('barrier-ls/graph', null, (params, token) => graph(session, params, token)),
  );
  connection.onRequest(
    new RequestType<SidesParams, SidesResult, never>('barrier-ls/sides'),
    answer('barrier-ls/sides', { pairs: [] }, (params, token) => sides(session, params, token)),
  );
  languages.diagnostics.on(
    answer('textDocument/diagnostic', { kind: 'full', items: [] }, (params) =>
      documentDiagnostic(session, refresh, params),
    ),
  );
  languages.diagnostics.onWorkspace((params, token, _, progress) =>
    answer('workspace/diagnostic', { items: [] }, () => workspaceDiagnostic(session, params, token, progress))(
      params,
      token,
    ),
  );
}
