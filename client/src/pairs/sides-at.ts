/** Asks our own server, and none of the others that the editor knows, for the other sides of a pair. */
import { Location, type Position, type TextDocument } from 'vscode';
import type * as lsp from 'vscode-languageclient/node';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The best ones first, without the one at the position itself. Rejects when the server is not running. */
export async function otherSidesAt(
  client: LanguageClient,
  document: TextDocument,
  position: Position,
): Promise<Location[]> {
  const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
  const found = await client.sendRequest<lsp.Location[] | lsp.LocationLink[] | null>('textDocument/definition', params);
  const sides = (found ?? []).map((one) => toLocation(client, one));
  if (sides.length > 0) return sides;
  // The settings may leave definitions to other servers; then whoever belongs to the pair is what is left to ask for.
  const all = await client.sendRequest<lsp.Location[] | null>('textDocument/references', {
    ...params,
    context: { includeDeclaration: false },
  });
  const others = (all ?? []).map((one) => toLocation(client, one));
  return others.filter(({ uri, range }) => uri.toString() !== document.uri.toString() || !range.contains(position));
}

function toLocation({ protocol2CodeConverter }: LanguageClient, found: lsp.Location | lsp.LocationLink): Location {
  if (!('targetUri' in found)) return protocol2CodeConverter.asLocation(found);
  const range = protocol2CodeConverter.asRange(found.targetSelectionRange);
  return new Location(protocol2CodeConverter.asUri(found.targetUri), range);
}
