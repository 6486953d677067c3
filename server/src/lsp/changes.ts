/** Our own notification that answers may be others by now, to clients that say that they have views: docs/lsp-extensions.md. */
import { CancellationTokenSource, type Connection, NotificationType } from 'vscode-languageserver/node';
import { listing } from '../features/listed-sites.ts';
import { describe } from './log.ts';
import type { Changed } from './messages.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';
import { sliced } from './sliced.ts';

const ChangedNotification = new NotificationType<Changed>('barrier-ls/changed');

export function tellChanges(connection: Connection, session: Session): void {
  let timer: NodeJS.Timeout | undefined;
  const prepared = new WeakSet<OpenProject>();
  session.onChange(() => {
    if (!session.client.wantsChanges) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (session.phase !== 'running') return;
      const failed = (error: unknown) => session.log.warn(`changed: ${describe(error)}`);
      connection.sendNotification(ChangedNotification, {}).catch(failed);
      for (const project of session.projects.all()) {
        if (!project.isComplete || prepared.has(project)) continue;
        prepared.add(project);
        prepare(session, project).catch(failed);
      }
    }, QUIET_MS);
  });
}

/** What a tree of pairs is made of: found once, it is kept up with little work, and the tree opens at once. */
async function prepare(session: Session, project: OpenProject): Promise<void> {
  const source = new CancellationTokenSource();
  const listeners = [
    session.onShutdown(() => source.cancel()),
    session.onEnd((one) => one === project && source.cancel()),
  ];
  await sliced(listing(project.view().pairs), source.token);
  for (const listener of listeners) listener.dispose();
}

/** Without a change for so long: not at each key that is pressed. */
const QUIET_MS = 300;
