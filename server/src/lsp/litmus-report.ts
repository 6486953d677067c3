/** What is wrong with a litmus test, as diagnostics: the same whether they are sent or asked for. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { SECTION } from '../config/schema.ts';
import { litmusDiagnostics } from '../features/litmus-file/diagnostics.ts';
import { toRange } from './convert.ts';
import type { LitmusFile } from './litmus-files.ts';
import type { Report } from './reports.ts';
import type { Session } from './session.ts';

/** With what is known by now. */
export function litmusReport(session: Session, file: LitmusFile): Report {
  const { uri, version } = file.document;
  const items = session.currentSettings.diagnostics.enable ? diagnosticsOf(session, file) : [];
  return { uri, version, items, resultId: session.host.hash(JSON.stringify(items)) };
}

function diagnosticsOf({ client }: Session, { document, source, parsed, judgement }: LitmusFile): Diagnostic[] {
  return litmusDiagnostics(document.text, parsed, judgement).map(({ code, severity, span, message, related }) => ({
    range: toRange(source, span, client.encoding),
    severity: SEVERITIES[severity],
    source: SECTION,
    code,
    message,
    ...(related && client.showsRelated
      ? {
          relatedInformation: [
            {
              location: { uri: document.uri, range: toRange(source, related.span, client.encoding) },
              message: related.message,
            },
          ],
        }
      : {}),
  }));
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;
