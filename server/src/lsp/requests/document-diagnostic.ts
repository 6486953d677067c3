/** textDocument/diagnostic */
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { LONGEST_READING_MS, within } from '../handle.ts';
import type { Found } from '../projects.ts';
import type { Refresh } from '../refresh.ts';
import { type Report, reportIfFresh } from '../reports.ts';
import type { Session } from '../session.ts';
import { diagnosticsLitmus } from './litmus.ts';

export async function documentDiagnostic(
  session: Session,
  refresh: Refresh,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  const litmus = session.litmus.get(uri);
  const found = session.find(uri);
  if (!litmus && !found) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const report = litmus ? await diagnosticsLitmus(session, litmus) : await reportInTime(session, found!);
  if (!report) throw again();
  const { items, resultId } = report;
  refresh.answered(uri, resultId);
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

async function reportInTime(session: Session, found: Found): Promise<Report | undefined> {
  const report = reportIfFresh(session, found);
  if (report) return report;
  await within(LONGEST_READING_MS, found.project.settled());
  return reportIfFresh(session, found);
}

/** Nothing is known just now, which is not the same as that nothing is wrong. */
function again(): ResponseError<{ retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'Files have changed meanwhile.', { retriggerRequest: true });
}
