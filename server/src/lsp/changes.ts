/** Our own notification that answers may be others by now, to clients that say that they have views: docs/lsp-extensions.md. */
import { type Connection, NotificationType } from 'vscode-languageserver/node';
import { describe } from './log.ts';
import type { Changed } from './messages.ts';
import type { Session } from './session.ts';

const ChangedNotification = new NotificationType<Changed>('barrier-ls/changed');

export function tellChanges(connection: Connection, session: Session): void {
  let timer: NodeJS.Timeout | undefined;
  session.onChange(() => {
    if (!session.client.wantsChanges) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (session.phase !== 'running') return;
      connection
        .sendNotification(ChangedNotification, {})
        .catch((error) => session.log.warn(`changed: ${describe(error)}`));
    }, QUIET_MS);
  });
}

/** Without a change for so long: not at each key that is pressed. */
const QUIET_MS = 300;
