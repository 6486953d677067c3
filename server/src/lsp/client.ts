/** What the client at the other end can do: read once from its first message, so that nothing else asks it again. */
import {
  type ClientCapabilities,
  type InitializeParams,
  MarkupKind,
  PositionEncodingKind,
} from 'vscode-languageserver/node';
import type { Encoding } from '../text/lines.ts';

export interface Client {
  /** For the log. */
  readonly name: string;
  /** What its positions count in. */
  readonly encoding: Encoding;
  readonly hasConfiguration: boolean;
  /** It works in several folders, which may change. */
  readonly hasFolders: boolean;
  /** It asks for diagnostics, and again when it is told that they are others: then none are sent unasked. */
  readonly pullsDiagnostics: boolean;
  /** It asks about files that are not open, too. */
  readonly pullsWorkspace: boolean;
  readonly showsRelated: boolean;
  /** A diagnostic may link the page of its rule. */
  readonly linksPages: boolean;
  readonly showsTags: boolean;
  readonly hasDefinitionLinks: boolean;
  readonly hasImplementationLinks: boolean;
  readonly hasSymbolTree: boolean;
  readonly hoverMarkdown: boolean;
  readonly completionMarkdown: boolean;
  readonly resolvesCodeActionEdits: boolean;
  readonly hasCodeActionLiterals: boolean;
  readonly preparesRename: boolean;
  /** Edits as a list with versions, in place of a map. */
  readonly hasDocumentChanges: boolean;
  readonly refreshes: { readonly codeLens: boolean; readonly inlayHints: boolean };
  /** Requests that may be offered, and taken back, after the start. */
  readonly registers: {
    readonly configuration: boolean;
    readonly watchedFiles: boolean;
    readonly documentSymbol: boolean;
    readonly callHierarchy: boolean;
  };
  readonly hasRelativePatterns: boolean;
  /** Our own extensions of the protocol, docs/lsp-extensions.md. */
  readonly wantsStatus: boolean;
  /** Its views ask again when they are told that answers may be others. */
  readonly wantsChanges: boolean;
  readonly showsTargets: boolean;
  readonly opensLitmus: boolean;
  /** It has us run commands. */
  readonly runsCommands: boolean;
  readonly showsDocuments: boolean;
}

export function readClient({ capabilities, clientInfo }: InitializeParams): Client {
  const { textDocument = {}, workspace = {}, window } = capabilities;
  const publish = textDocument.publishDiagnostics;
  const own = (capabilities.experimental as Experimental | undefined)?.['barrier-ls'];
  return {
    name: clientInfo ? `${clientInfo.name} ${clientInfo.version ?? ''}`.trim() : 'a client without a name',
    encoding: encodingOf(capabilities),
    hasConfiguration: workspace.configuration === true,
    hasFolders: workspace.workspaceFolders === true,
    // One that can't be told would show for ever what was known before the tree was read.
    pullsDiagnostics: textDocument.diagnostic !== undefined && workspace.diagnostics?.refreshSupport === true,
    // Neovim 0.12, told that diagnostics are others, then asks about the workspace alone, and open files stay as they are.
    pullsWorkspace: clientInfo?.name !== 'Neovim',
    showsRelated: (textDocument.diagnostic?.relatedInformation ?? publish?.relatedInformation) === true,
    linksPages: (textDocument.diagnostic?.codeDescriptionSupport ?? publish?.codeDescriptionSupport) === true,
    showsTags: (textDocument.diagnostic?.tagSupport ?? publish?.tagSupport) !== undefined,
    hasDefinitionLinks: textDocument.definition?.linkSupport === true,
    hasImplementationLinks: textDocument.implementation?.linkSupport === true,
    hasSymbolTree: textDocument.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    hoverMarkdown: textDocument.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    completionMarkdown:
      textDocument.completion?.completionItem?.documentationFormat?.includes(MarkupKind.Markdown) === true,
    resolvesCodeActionEdits: textDocument.codeAction?.resolveSupport?.properties.includes('edit') === true,
    hasCodeActionLiterals: textDocument.codeAction?.codeActionLiteralSupport !== undefined,
    preparesRename: textDocument.rename?.prepareSupport === true,
    hasDocumentChanges: workspace.workspaceEdit?.documentChanges === true,
    refreshes: {
      codeLens: workspace.codeLens?.refreshSupport === true,
      inlayHints: workspace.inlayHint?.refreshSupport === true,
    },
    registers: {
      configuration: workspace.didChangeConfiguration?.dynamicRegistration === true,
      watchedFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
      documentSymbol: textDocument.documentSymbol?.dynamicRegistration === true,
      callHierarchy: textDocument.callHierarchy?.dynamicRegistration === true,
    },
    hasRelativePatterns: workspace.didChangeWatchedFiles?.relativePatternSupport === true,
    wantsStatus: own?.status === true,
    wantsChanges: own?.changes === true,
    showsTargets: own?.commands?.includes(SHOW_TARGETS) === true,
    opensLitmus: own?.commands?.includes(OPEN_LITMUS) === true,
    runsCommands: workspace.executeCommand !== undefined,
    showsDocuments: window?.showDocument?.support === true,
  };
}

/** The command that a client runs by itself to show the places in its arguments. */
export const SHOW_TARGETS = 'barrier-ls.showTargets';

/** The command that opens a litmus test: a client's own, or else ours. */
export const OPEN_LITMUS = 'barrier-ls.openLitmus';

interface Experimental {
  readonly 'barrier-ls'?: {
    readonly status?: boolean;
    readonly changes?: boolean;
    readonly commands?: readonly string[];
  };
}

/** The first encoding that both know; without a word of it, UTF-16. */
function encodingOf({ general }: ClientCapabilities): Encoding {
  const known: readonly string[] = [PositionEncodingKind.UTF8, PositionEncodingKind.UTF16, PositionEncodingKind.UTF32];
  return (general?.positionEncodings?.find((one) => known.includes(one)) ?? PositionEncodingKind.UTF16) as Encoding;
}
