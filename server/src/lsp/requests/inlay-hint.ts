/** textDocument/inlayHint and inlayHint/resolve */
import { type InlayHint, type InlayHintParams, MarkupKind } from 'vscode-languageserver/node';
import { inlayHintPage, inlayHints } from '../../features/inlay-hint.ts';
import { pageMarkdown } from '../../features/page-markdown.ts';
import { pagePlaintext } from '../../features/page-plaintext.ts';
import { spotLocation, toOffset, toSpan } from '../convert.ts';
import { askedFile } from '../place.ts';
import type { Session } from '../session.ts';
import { linksOf } from './hover.ts';

interface Data {
  readonly uri: string;
}

export function inlayHint(session: Session, { textDocument, range }: InlayHintParams): InlayHint[] | null {
  const asked = askedFile(session, textDocument);
  if (!asked?.project.settings.inlayHints.enable) return null;
  const data: Data = { uri: textDocument.uri };
  const hints = inlayHints(asked.view, asked.file, toSpan(asked.source, range, asked.encoding));
  if (hints.length === 0) return null;
  return hints.map(({ offset, label, target }) => ({
    position: asked.source.lines.toEncoding(offset, asked.encoding),
    label: [{ value: label.trim(), location: spotLocation(asked, target) }],
    paddingLeft: true,
    data,
  }));
}

/** With the page of its operation to read. */
export function resolve(session: Session, hint: InlayHint): InlayHint {
  const data = hint.data as Data | undefined;
  const asked = data && askedFile(session, data);
  if (!asked) return hint;
  const page = inlayHintPage(asked.view, asked.file, { offset: toOffset(asked.source, hint.position, asked.encoding) });
  if (!page) return hint;
  const tooltip = session.client.hoverMarkdown
    ? { kind: MarkupKind.Markdown, value: pageMarkdown(page, linksOf(session, asked)) }
    : { kind: MarkupKind.PlainText, value: pagePlaintext(page) };
  return { ...hint, tooltip };
}
