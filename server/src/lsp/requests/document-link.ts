/** textDocument/documentLink: names in pairing comments, and documents that comments mention. */
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver/node';
import { documentLinks } from '../../features/document-link.ts';
import { toRange } from '../convert.ts';
import { linkToFile, linkToSpot } from '../links.ts';
import { askedFile } from '../place.ts';
import type { Session } from '../session.ts';

export function documentLink(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] | null {
  const asked = askedFile(session, textDocument);
  if (!asked) return null;
  const links = documentLinks(asked.view, asked.file).flatMap(({ span, target, tooltip }) => {
    const to =
      'spot' in target
        ? linkToSpot(asked, target.spot)
        : linkToFile(session.host, asked.project, target.path, target.anchor);
    return to === undefined ? [] : [{ range: toRange(asked.source, span, asked.encoding), target: to, tooltip }];
  });
  return links.length === 0 ? null : links;
}
