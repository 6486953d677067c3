/** textDocument/references: every side of the group, and every comment that names it. */
import type { Location, ReferenceParams } from 'vscode-languageserver/node';
import { references as findReferences } from '../../features/references.ts';
import { spotLocation } from '../convert.ts';
import { askedPlace } from '../place.ts';
import type { Session } from '../session.ts';

export function references(session: Session, params: ReferenceParams): Location[] | null {
  const asked = askedPlace(session, params);
  if (!asked) return null;
  const includeSubject = params.context.includeDeclaration;
  const spots = findReferences(asked.view, asked.file, asked.offset, { includeSubject });
  return spots.length === 0 ? null : spots.map((spot) => spotLocation(asked, spot));
}
