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
  const edited = new Set<OpenProject>();
  const others = new Set<OpenProject>();
  let timer: NodeJS.Timeout | undefined;

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

  function publish(project: OpenProject, which: (file: string) => boolean): void {
    const files = new Set([...project.openFiles().keys(), ...(project.root === undefined ? [] : [PROJECT_FILE])]);
    for (const file of files) {
      const report = which(file) ? reportIfFresh(session, { project, file }) : undefined;
      if (report) send(project, report);
    }
    const shown = new Set([...files].map((file) => project.uriOf(file)));
    for (const [uri, one] of sent) if (one.project === project && !shown.has(uri)) clear(project, uri);
  }

  function clear(project: OpenProject, uri: string): void {
    send(project, { uri, version: null, items: [], resultId: '' });
  }

  function publishAll(projects: Set<OpenProject>, which: (project: OpenProject, file: string) => boolean): void {
    for (const project of projects) {
      projects.delete(project);
      try {
        publish(project, (file) => which(project, file));
      } catch (error) {
        session.log.error(`diagnostics of ${project.root}: ${describe(error)}`);
      }
    }
  }

  function isNew(project: OpenProject, file: string): boolean {
    return sent.get(project.uriOf(file))?.version !== project.documentOf(file)?.version;
  }

  session.onChange((project) => {
    if (session.client.pullsDiagnostics) return;
    if (edited.size === 0) setTimeout(() => publishAll(edited, isNew), SOON_MS);
    edited.add(project);
    others.add(project);
    clearTimeout(timer);
    timer = setTimeout(() => publishAll(others, () => true), QUIET_MS);
  });
  session.onEnd((project) => {
    for (const [uri, one] of sent) if (one.project === project) clear(project, uri);
  });
}

/** What is being typed into comes first; so that what comes in one go, such as a branch, is looked at once. */
const SOON_MS = 10;
/** The other files, and those whose other sides have changed, are looked at when no key is pressed for so long. */
const QUIET_MS = 200;
