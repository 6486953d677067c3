/** Sends the diagnostics of litmus tests to clients that don't ask for them. */
import type { Connection } from 'vscode-languageserver/node';
import { litmusReport } from './litmus-report.ts';
import { describe } from './log.ts';
import type { Session } from './session.ts';

export function publishLitmus(connection: Connection, session: Session): void {
  /** What the client shows, by URI: a word that stands for the diagnostics and their version. */
  const sent = new Map<string, string>();

  function publish(uri: string): void {
    if (session.client.pullsDiagnostics) return;
    const file = session.litmus.get(uri);
    if (!file) {
      if (sent.delete(uri)) send({ uri, diagnostics: [] });
      return;
    }
    const { version, items, resultId } = litmusReport(session, file);
    const state = `${version} ${resultId}`;
    if (sent.get(uri) === state) return;
    sent.set(uri, state);
    send({ uri, version: version!, diagnostics: items });
  }

  function send(report: Parameters<Connection['sendDiagnostics']>[0]): void {
    connection.sendDiagnostics(report).catch((error) => session.log.error(describe(error)));
  }

  session.litmus.onChange(publish);
  // The settings may be others.
  session.onChange(() => {
    for (const { document, judgement, parsed } of session.litmus.all()) {
      if (judgement || 'problems' in parsed) publish(document.uri);
    }
  });
}
