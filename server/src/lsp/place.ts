/** Where a request asks, in our own terms: what a handler begins with. */
import type { Position, TextDocumentIdentifier } from 'vscode-languageserver/node';
import type { View } from '../features/view.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Source } from '../text/source.ts';
import { type Convert, toOffset } from './convert.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';

export interface AskedFile extends Convert {
  readonly project: OpenProject;
  readonly file: string;
  readonly view: View;
  readonly facts: FileFacts;
  readonly source: Source;
}

export interface AskedPlace extends AskedFile {
  readonly offset: number;
}

/** How the places of a project are told to this client. */
export function convertFor({ client }: Session, project: OpenProject): Convert {
  return { encoding: client.encoding, view: project.view(), uriOf: (file) => project.uriOf(file) };
}

/** Undefined for files that have nothing to do with ordering. Throws StaleFacts. */
export function askedFile(session: Session, { uri }: TextDocumentIdentifier): AskedFile | undefined {
  const found = session.find(uri);
  if (!found) return undefined;
  const convert = convertFor(session, found.project);
  const facts = convert.view.snapshot.file(found.file);
  return facts && { ...convert, ...found, facts, source: convert.view.source(facts) };
}

export function askedPlace(
  session: Session,
  { textDocument, position }: { readonly textDocument: TextDocumentIdentifier; readonly position: Position },
): AskedPlace | undefined {
  const asked = askedFile(session, textDocument);
  return asked && { ...asked, offset: toOffset(asked.source, position, asked.encoding) };
}
