/**
 * Asks the client to ask again for what it shows, once the answers would be others: when the tree was read, when the
 * configuration has changed, when one side of a pair has changed in another file. Not at each key that is pressed.
 */
import type { Connection } from 'vscode-languageserver/node';
import { litmusReport } from './litmus-report.ts';
import { describe } from './log.ts';
import { reportIfFresh } from './reports.ts';
import type { Session } from './session.ts';

export interface Refresh {
  /** This is what the client shows of a document by now. */
  answered(uri: string, resultId: string): void;
  forget(uri: string): void;
}

export function refreshClient(connection: Connection, session: Session): Refresh {
  /** Result ids of the diagnostics that were asked for, by URI. */
  const shown = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  function hasOtherDiagnostics(): boolean {
    return [...shown].some(([uri, resultId]) => {
      const litmus = session.litmus.get(uri);
      const found = session.find(uri);
      const report = litmus ? litmusReport(session, litmus) : found && reportIfFresh(session, found);
      return report !== undefined && report.resultId !== resultId;
    });
  }

  function refresh(): void {
    const { pullsDiagnostics, refreshes } = session.client;
    const failed = (error: unknown) => session.log.warn(`refresh: ${describe(error)}`);
    try {
      if (pullsDiagnostics && hasOtherDiagnostics()) connection.languages.diagnostics.refresh().catch(failed);
    } catch (error) {
      failed(error);
    }
    if (refreshes.codeLens) connection.sendRequest('workspace/codeLens/refresh').catch(failed);
    if (refreshes.inlayHints) connection.languages.inlayHint.refresh().catch(failed);
  }

  function refreshSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => session.phase === 'running' && refresh(), QUIET_MS);
  }

  session.onChange(refreshSoon);
  session.litmus.onLate(refreshSoon);
  return {
    answered: (uri, resultId) => void shown.set(uri, resultId),
    forget: (uri) => void shown.delete(uri),
  };
}

/** Without a change for so long. */
const QUIET_MS = 300;
