/** textDocument/codeLens, without words, and codeLens/resolve for those that are on the screen. */
import {
  type CodeLens,
  type CodeLensParams,
  type Command,
  ErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { codeLenses, resolveCodeLens } from '../../features/code-lens.ts';
import { SHOW_TARGETS } from '../client.ts';
import { spotLocation, toRange, toSpan } from '../convert.ts';
import { askedFile } from '../place.ts';
import type { Session } from '../session.ts';
import { codeLensLitmus } from './litmus.ts';

interface Data {
  readonly uri: string;
}

export async function codeLens(session: Session, { textDocument }: CodeLensParams): Promise<CodeLens[] | null> {
  const litmus = session.litmus.get(textDocument.uri);
  if (litmus) return codeLensLitmus(session, litmus);
  const asked = askedFile(session, textDocument);
  if (!asked?.project.settings.codeLens.enable) return null;
  const data: Data = { uri: textDocument.uri };
  const lenses = codeLenses(asked.view, asked.file);
  if (lenses.length === 0) return null;
  return lenses.map(({ span }) => ({ range: toRange(asked.source, span, asked.encoding), data }));
}

export function resolve(session: Session, lens: CodeLens): CodeLens {
  const data = lens.data as Data | undefined;
  if (!data) throw new ResponseError(ErrorCodes.InvalidParams, 'This lens is none of ours.');
  const asked = askedFile(session, data);
  const span = asked && toSpan(asked.source, lens.range, asked.encoding);
  const found = span && resolveCodeLens(asked.view, asked.file, { span });
  // The text has changed: the client is about to ask for other ones.
  if (!found) return { ...lens, command: words('⇄') };
  if (!session.client.showsTargets || found.targets.length === 0) return { ...lens, command: words(found.title) };
  const locations = found.targets.map((spot) => spotLocation(asked, spot));
  const shown = { title: found.title, command: SHOW_TARGETS, arguments: [data.uri, lens.range.start, locations] };
  return { ...lens, command: shown };
}

/** To be read only. */
function words(title: string): Command {
  return { title, command: '' };
}
