/** Says that a document which was opened is too large to be read: its silence would be taken for an answer. */
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { MAX_BYTES } from '../project/task.ts';
import type { OpenDocument } from './documents.ts';
import { isLitmus } from './litmus-files.ts';
import { pathOfUri } from './uris.ts';

export function tellIfTooLarge(connection: Connection, document: OpenDocument): void {
  if (document.text.length <= MAX_BYTES || isLitmus(document)) return;
  const path = pathOfUri(document.uri) ?? document.uri;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const message = `${name} is larger than ${MAX_BYTES >> 20} MB: its barriers are left out, those of all other files are there.`;
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
}
