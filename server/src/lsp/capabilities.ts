/** What the server offers to this client. */
import { type DiagnosticOptions, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { type EditorSettings, SECTION } from '../config/schema.ts';
import { actionKinds } from '../features/code-actions/index.ts';
import { type Client, OPEN_LITMUS } from './client.ts';

/** Files whose renaming and deletion we want to hear of; folders with them in it, too. */
const FILES = [
  { scheme: 'file', pattern: { glob: '**/*.{c,h,S}', matches: 'file' as const } },
  { scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } },
];

/** `settings` are those that are known at the start: what they switch on later is registered then. */
export function serverCapabilities(client: Client, settings: EditorSettings): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    definitionProvider: true,
    implementationProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentLinkProvider: { resolveProvider: false },
    workspaceSymbolProvider: true,
    hoverProvider: true,
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: { resolveProvider: true },
    // Editors that don't complete in comments of themselves do so behind a character that is asked for.
    completionProvider: { triggerCharacters: [' '], resolveProvider: true },
    ...(client.hasCodeActionLiterals
      ? { codeActionProvider: { codeActionKinds: [...actionKinds], resolveProvider: client.resolvesCodeActionEdits } }
      : {}),
    // A client that has the command itself would find it taken.
    ...(client.runsCommands && !client.opensLitmus ? { executeCommandProvider: { commands: [OPEN_LITMUS] } } : {}),
    renameProvider: client.preparesRename ? { prepareProvider: true } : true,
    ...(client.pullsDiagnostics ? { diagnosticProvider: diagnostics(client) } : {}),
    ...(isStatic(client.registers.documentSymbol, settings.documentSymbols) ? { documentSymbolProvider: true } : {}),
    ...(isStatic(client.registers.callHierarchy, settings.callHierarchy) ? { callHierarchyProvider: true } : {}),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didRename: { filters: FILES }, didDelete: { filters: FILES } },
    },
  };
}

/** Something that is off by default, and that the client can't be told of later. */
function isStatic(registers: boolean, { enable }: { readonly enable: boolean }): boolean {
  return enable && !registers;
}

function diagnostics({ pullsWorkspace }: Client): DiagnosticOptions {
  return { identifier: SECTION, interFileDependencies: true, workspaceDiagnostics: pullsWorkspace };
}
