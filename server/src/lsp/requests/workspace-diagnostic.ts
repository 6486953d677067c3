/**
 * workspace/diagnostic: what has changed since the client's last question. Where nothing has, the answer waits until
 * something does: a client asks again as soon as it is answered.
 */
import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { PROJECT_FILE } from '../../config/schema.ts';
import type { Found } from '../projects.ts';
import { reportIfFresh } from '../reports.ts';
import type { Session } from '../session.ts';

export async function workspaceDiagnostic(
  session: Session,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
  progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  const isOver = () => token.isCancellationRequested || session.phase !== 'running';
  while (!isOver()) {
    const changed = nextChange(session, token);
    // A document that lies in no project has nothing to be read, and is never told of here.
    const isFinal = session.projects.roots().every(({ project }) => project.isComplete || project.isCancelled);
    // Who takes no parts of an answer gets none before the tree was read.
    const items = isFinal || progress ? await changedReports(session, known, isOver) : [];
    if (items.length > 0 && isFinal) return { items };
    if (items.length > 0) progress?.report({ items });
    await changed;
    if (!isOver()) await pause(QUIET_MS);
  }
  return { items: [] };
}

/** The tree is not looked at again while one key is pressed after the other. */
const QUIET_MS = 500;

async function changedReports(
  session: Session,
  known: Map<string, string>,
  isOver: () => boolean,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  const add = (uri: string, report: Omit<WorkspaceDocumentDiagnosticReport & { kind: 'full' }, 'kind' | 'uri'>) => {
    known.set(uri, report.resultId!);
    items.push({ kind: DocumentDiagnosticReportKind.Full, uri, ...report });
  };
  const rest = new Set(known.keys());
  let since = performance.now();
  for (const found of reportable(session)) {
    if (performance.now() - since > SLICE_MS) {
      await pause(0);
      since = performance.now();
    }
    if (isOver()) return [];
    const report = reportIfFresh(session, found);
    if (!report) continue;
    const { uri, version, resultId } = report;
    rest.delete(uri);
    const last = known.get(uri);
    if (last === undefined ? report.items.length > 0 : last !== resultId) {
      add(uri, { version, resultId, items: report.items });
    }
  }
  // What is not there any more has no findings.
  for (const uri of rest) if (known.get(uri) !== GONE) add(uri, { version: null, resultId: GONE, items: [] });
  return items;
}

/** Other requests are answered in between. */
const SLICE_MS = 8;
const GONE = 'gone';

/** The files that lie in the user's folders. */
function reportable(session: Session): Found[] {
  return session.projects.all().flatMap((project) => {
    if (project.root === undefined) return [];
    const files = [
      ...project
        .view()
        .snapshot.files()
        .map(({ file }) => file),
      PROJECT_FILE,
    ];
    return files.map((file) => ({ project, file })).filter((found) => session.projects.isInFolders(found));
  });
}

/** Resolves when something is another, or when nobody waits for it any longer. */
function nextChange(session: Session, token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    const listeners = [session.onChange(done), session.onShutdown(done), token.onCancellationRequested(done)];
    function done(): void {
      for (const listener of listeners) listener.dispose();
      resolve();
    }
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
