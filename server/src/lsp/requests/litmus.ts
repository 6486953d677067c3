/** The requests that are answered on litmus tests: what is asked of C, by the same names. */
import {
  type CodeLens,
  type DocumentSymbol,
  type Hover,
  type HoverParams,
  MarkupKind,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver/node';
import { litmusLens } from '../../features/litmus-file/code-lens.ts';
import { type LitmusSymbol, litmusSymbols } from '../../features/litmus-file/document-symbol.ts';
import { litmusHover } from '../../features/litmus-file/hover.ts';
import type { LinkOf } from '../../features/page.ts';
import { pageMarkdown } from '../../features/page-markdown.ts';
import { pagePlaintext } from '../../features/page-plaintext.ts';
import { toOffset, toRange } from '../convert.ts';
import { within } from '../handle.ts';
import { linkToFile } from '../links.ts';
import type { LitmusFile } from '../litmus-files.ts';
import { litmusReport } from '../litmus-report.ts';
import type { Report } from '../reports.ts';
import type { Session } from '../session.ts';

/** An answer waits so long for a verdict; after that the client is told to ask again. */
const LONGEST_WAIT_MS = 1000;

export function hoverLitmus(session: Session, file: LitmusFile, { position }: HoverParams): Hover | null {
  if (!session.currentSettings.hover.enable) return null;
  const { hoverMarkdown, encoding } = session.client;
  const found = litmusHover(file.document.text, toOffset(file.source, position, encoding));
  if (!found) return null;
  return {
    contents: {
      kind: hoverMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: hoverMarkdown ? pageMarkdown(found.page, linksAround(session, file)) : pagePlaintext(found.page),
    },
    range: toRange(file.source, found.span, encoding),
  };
}

/** Documents of the tree that the test lies in, if it lies in one. */
function linksAround(session: Session, { document }: LitmusFile): LinkOf {
  const project = session.find(document.uri)?.project;
  return (to) => (project && typeof to === 'string' ? linkToFile(session.host, project, to, undefined) : undefined);
}

export async function codeLensLitmus(session: Session, file: LitmusFile): Promise<CodeLens[] | null> {
  const { parsed, source } = file;
  if (!session.currentSettings.codeLens.enable || 'problems' in parsed) return null;
  await within(LONGEST_WAIT_MS, file.judged);
  file.answered();
  const { span, title } = litmusLens(parsed, file.judgement);
  return [{ range: toRange(source, span, session.client.encoding), command: { title, command: '' } }];
}

export async function diagnosticsLitmus(session: Session, file: LitmusFile): Promise<Report> {
  await within(LONGEST_WAIT_MS, file.judged);
  file.answered();
  return litmusReport(session, file);
}

/** Beside no other language server, and so whatever the settings say of C. */
export function documentSymbolLitmus(
  session: Session,
  file: LitmusFile,
): DocumentSymbol[] | SymbolInformation[] | null {
  const { parsed, document } = file;
  if ('problems' in parsed) return null;
  const found = litmusSymbols(document.text, parsed);
  return session.client.hasSymbolTree
    ? found.map((one) => inTree(session, file, one))
    : found.flatMap((one) => inList(session, file, one, undefined));
}

function inTree(session: Session, file: LitmusFile, found: LitmusSymbol): DocumentSymbol {
  const { name, detail, kind, span, selection, children } = found;
  const { encoding } = session.client;
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: toRange(file.source, span, encoding),
    selectionRange: toRange(file.source, selection, encoding),
    children: children.map((one) => inTree(session, file, one)),
  };
}

function inList(
  session: Session,
  file: LitmusFile,
  { name, kind, span, children }: LitmusSymbol,
  around: string | undefined,
): SymbolInformation[] {
  const location = { uri: file.document.uri, range: toRange(file.source, span, session.client.encoding) };
  const symbol = { name, kind: KINDS[kind], location, ...(around === undefined ? {} : { containerName: around }) };
  return [symbol, ...children.flatMap((one) => inList(session, file, one, name))];
}

const KINDS: Readonly<Record<LitmusSymbol['kind'], SymbolKind>> = {
  init: SymbolKind.Object,
  process: SymbolKind.Function,
  access: SymbolKind.Operator,
  question: SymbolKind.Boolean,
};
