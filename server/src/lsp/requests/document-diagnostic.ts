/** textDocument/diagnostic */
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver/node';
import type { Refresh } from '../refresh.ts';
import { reportOn } from '../reports.ts';
import type { Session } from '../session.ts';

export function documentDiagnostic(
  session: Session,
  refresh: Refresh,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
): DocumentDiagnosticReport {
  const found = session.find(uri);
  if (!found) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const { items, resultId } = reportOn(session, found);
  refresh.answered(uri, resultId);
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}
