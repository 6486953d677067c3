/** textDocument/hover */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver/node';
import { hover as findHover } from '../../features/hover.ts';
import type { LinkOf } from '../../features/page.ts';
import { pageMarkdown } from '../../features/page-markdown.ts';
import { pagePlaintext } from '../../features/page-plaintext.ts';
import { toRange } from '../convert.ts';
import { linkToFile, linkToSpot } from '../links.ts';
import { type AskedFile, askedPlace } from '../place.ts';
import type { Session } from '../session.ts';
import { hoverLitmus } from './litmus.ts';

export function hover(session: Session, params: HoverParams): Hover | null {
  const litmus = session.litmus.get(params.textDocument.uri);
  if (litmus) return hoverLitmus(session, litmus, params);
  const asked = askedPlace(session, params);
  if (!asked?.project.settings.hover.enable) return null;
  const found = findHover(asked.view, asked.file, asked.offset);
  if (!found) return null;
  const { hoverMarkdown } = session.client;
  return {
    contents: {
      kind: hoverMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: hoverMarkdown ? pageMarkdown(found.page, linksOf(session, asked)) : pagePlaintext(found.page),
    },
    range: toRange(asked.source, found.span, asked.encoding),
  };
}

export function linksOf({ host }: Session, asked: AskedFile): LinkOf {
  return (to) => (typeof to === 'string' ? linkToFile(host, asked.project, to, undefined) : linkToSpot(asked, to));
}
