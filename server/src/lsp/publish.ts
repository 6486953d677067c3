/** Sends the diagnostics of open documents, and of projects' files, to clients that don't ask for them. */
import type { Connection } from 'vscode-languageserver/node';
import { PROJECT_FILE } from '../config/schema.ts';
import { describe } from './log.ts';
import type { OpenProject } from './project.ts';
import { type Report, reportIfFresh } from './reports.ts';
import type { Session } from './session.ts';

export function publishDiagnostics(connection: Connection, session: Session): void {
  /** What the client shows, by URI. */
  const sent = new Map<
    string,
    { readonly project: OpenProject; readonly resultId: string; readonly version: number | null }
  >();
  const waiting = new Set<OpenProject>();

  function send(project: OpenProject, { uri, version, items, resultId }: Report): void {
    const last = sent.get(uri);
    const isEmpty = items.length === 0;
    if (last?.resultId === resultId && last.version === version) return;
    if (!last && isEmpty && version === null) return;
    if (isEmpty && version === null) sent.delete(uri);
    else sent.set(uri, { project, resultId, version });
    const report = { uri, diagnostics: items, ...(version === null ? {} : { version }) };
    connection.sendDiagnostics(report).catch((error) => session.log.error(describe(error)));
  }

  function publish(project: OpenProject): void {
    const files = new Set([...project.openFiles().keys(), ...(project.root === undefined ? [] : [PROJECT_FILE])]);
    const shown = new Set<string>();
    for (const file of files) {
      const report = reportIfFresh(session, { project, file });
      shown.add(project.uriOf(file));
      if (report) send(project, report);
    }
    for (const [uri, one] of sent) if (one.project === project && !shown.has(uri)) clear(project, uri);
  }

  function clear(project: OpenProject, uri: string): void {
    send(project, { uri, version: null, items: [], resultId: '' });
  }

  function publishWaiting(): void {
    for (const project of waiting) {
      waiting.delete(project);
      try {
        publish(project);
      } catch (error) {
        session.log.error(`diagnostics of ${project.root}: ${describe(error)}`);
      }
    }
  }

  session.onChange((project) => {
    if (session.client.pullsDiagnostics) return;
    if (waiting.size === 0) setTimeout(publishWaiting, SOON_MS);
    waiting.add(project);
  });
  session.onEnd((project) => {
    for (const [uri, one] of sent) if (one.project === project) clear(project, uri);
  });
}

/** So that what comes in one go, such as all files of a branch, is looked at once. */
const SOON_MS = 10;
