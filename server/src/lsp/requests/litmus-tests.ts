/** barrier-ls/litmus, and the command that opens a litmus test: docs/lsp-extensions.md. */
import {
  type Connection,
  ErrorCodes,
  type ExecuteCommandParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowDocumentRequest,
  ShowMessageNotification,
} from 'vscode-languageserver/node';
import { testsAt } from '../../features/litmus/at.ts';
import { whatSuffices } from '../../features/litmus/suffices.ts';
import { sufficientInWords, sufficientTest } from '../../features/litmus/suffices-words.ts';
import { verdictInBrief } from '../../features/litmus.ts';
import { OPEN_LITMUS } from '../client.ts';
import type { LitmusParams, LitmusResult, LitmusTestAt, OpenLitmusArguments } from '../messages.ts';
import { isReadable } from '../params.ts';
import { askedPlace } from '../place.ts';
import type { Session } from '../session.ts';
import { uriOfPath } from '../uris.ts';

export function litmusTests(session: Session, params: LitmusParams): LitmusResult {
  const asked = askedPlace(session, params);
  if (!asked) return { tests: [] };
  const { view } = asked;
  const tests = testsAt(view, asked.file, asked.offset).map(({ test, own }): LitmusTestAt => {
    const sufficient = whatSuffices(test, own);
    const suffices = sufficient && {
      words: sufficientInWords(view, test, sufficient),
      ...sufficientTest(view, test, sufficient),
    };
    const { name, shape, text } = test;
    return { name, shape, verdict: verdictInBrief(test), text, suffices: suffices ?? null };
  });
  return { tests };
}

/** Gives the URI of the test's file; null where there is no test any more. */
export async function executeCommand(
  connection: Connection,
  session: Session,
  { command, arguments: given }: ExecuteCommandParams,
): Promise<string | null> {
  if (command !== OPEN_LITMUS) {
    throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
  }
  const wanted = given as unknown as OpenLitmusArguments | undefined;
  if (!isReadable(OPEN_LITMUS, wanted)) {
    throw new ResponseError(ErrorCodes.InvalidParams, `${command} takes a URI and a position.`);
  }
  const [uri, position, which] = wanted!;
  const { tests } = litmusTests(session, { textDocument: { uri }, position });
  const test = tests.find(({ name }) => name === which?.name) ?? tests[0];
  const shown = which?.suffices ? (test?.suffices ?? test) : test;
  if (!shown) {
    tell(connection, MessageType.Info, 'There is no litmus test of this place.');
    return null;
  }
  const file = write(session, shown);
  if (session.client.showsDocuments && (await isShown(connection, file.uri))) return file.uri;
  tell(connection, MessageType.Info, `The litmus test is ${file.path}.`);
  return file.uri;
}

/** In the cache, as it belongs to nobody's tree. */
function write({ host }: Session, { name, text }: { name: string; text: string }): { path: string; uri: string } {
  const path = `${host.cacheFolder}/litmus/${name.replace(/[^\w.+-]/g, '_')}.litmus`;
  try {
    host.files.replace(path, [text]);
  } catch (error) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, `${path} can not be written: ${(error as Error).message}`);
  }
  return { path, uri: uriOfPath(path) };
}

async function isShown(connection: Connection, uri: string): Promise<boolean> {
  try {
    const answer = await connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true });
    return answer?.success === true;
  } catch {
    // A client that refuses is told where the file is.
    return false;
  }
}

function tell(connection: Connection, type: MessageType, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}
