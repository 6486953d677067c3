/** textDocument/diagnostic */
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { LONGEST_READING_MS, within } from '../handle.ts';
import type { Refresh } from '../refresh.ts';
import { reportIfFresh } from '../reports.ts';
import type { Session } from '../session.ts';

export async function documentDiagnostic(
  session: Session,
  refresh: Refresh,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  const found = session.find(uri);
  if (!found) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  let report = reportIfFresh(session, found);
  if (!report) {
    await within(LONGEST_READING_MS, found.project.settled());
    report = reportIfFresh(session, found);
  }
  if (!report) throw again();
  const { items, resultId } = report;
  refresh.answered(uri, resultId);
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** Nothing is known just now, which is not the same as that nothing is wrong. */
function again(): ResponseError<{ retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'Files have changed meanwhile.', { retriggerRequest: true });
}
