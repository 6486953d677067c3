/** Our own notification of how things stand, to clients that say that they show it: docs/lsp-extensions.md. */
import { type Connection, NotificationType } from 'vscode-languageserver/node';
import type { View } from '../features/view.ts';
import { describe } from './log.ts';
import type { Status } from './messages.ts';
import type { OpenProject } from './project.ts';
import type { Session } from './session.ts';

export const StatusNotification = new NotificationType<Status>('barrier-ls/status');

export function tellStatus(connection: Connection, session: Session): void {
  const told = new Map<string, string>();
  const states = new WeakMap<OpenProject, Status['state']>();
  let timer: NodeJS.Timeout | undefined;
  /** Something that nobody should wait for, however fast keys are pressed, has not been told yet. */
  let isUrgent = false;

  function tell(): void {
    isUrgent = false;
    for (const { project, uri } of session.projects.roots()) {
      const status = statusOf(project, uri);
      const written = JSON.stringify(status);
      if (told.get(uri) === written) continue;
      told.set(uri, written);
      connection
        .sendNotification(StatusNotification, status)
        .catch((error) => session.log.warn(`status: ${describe(error)}`));
    }
  }

  session.onChange((project) => {
    if (!session.client.wantsStatus) return;
    const isNews = stateOf(project) !== states.get(project);
    states.set(project, stateOf(project));
    isUrgent ||= isNews;
    clearTimeout(timer);
    timer = setTimeout(() => session.phase === 'running' && tell(), isUrgent ? 0 : QUIET_MS);
  });
}

/** Numbers may wait until they stay the same. */
const QUIET_MS = 500;

function stateOf({ isComplete, isCancelled }: OpenProject): Status['state'] {
  return isComplete ? 'ready' : isCancelled ? 'stopped' : 'reading';
}

function statusOf(project: OpenProject, root: string): Status {
  const state = stateOf(project);
  return { state, root, ...(state === 'ready' ? countsOf(project.view()) : { files: 0, sites: 0, pairs: 0 }) };
}

function countsOf({ snapshot, pairs }: View): Pick<Status, 'files' | 'sites' | 'pairs'> {
  const files = snapshot.files();
  return {
    files: files.length,
    sites: files.reduce((sum, { sites }) => sum + sites.length, 0),
    pairs: pairs.all().filter(({ claim, targets }) => claim.verb !== 'mention' && targets.length > 0).length,
  };
}
