/** Reviewdog's diagnostic format. Its columns count bytes of UTF-8, and its fixes become suggested changes. */
import type { Severity } from '../../model/finding.ts';
import { rulePageAddress } from '../../rules/page.ts';
import type { Source } from '../../text/source.ts';
import type { Span } from '../../text/span.ts';
import { type CheckFormat, type Report, type Reported, relatedLines } from './report.ts';

export const rdjson: CheckFormat = function* (report) {
  yield '{"source":{"name":"barrier-ls"},"diagnostics":[';
  let separator = '\n';
  for (const reported of report.findings) {
    yield separator + JSON.stringify(diagnostic(report, reported));
    separator = ',\n';
  }
  yield '\n]}\n';
};

function diagnostic(report: Report, { finding }: Reported): object {
  const source = report.source(finding.file);
  const address = rulePageAddress(finding.rule);
  const fix = report.fixOf(finding);
  return {
    message: [finding.message, ...relatedLines(report, finding)].join('\n'),
    location: { path: report.inRepository(finding.file), range: range(source, finding.span) },
    severity: SEVERITIES[finding.severity],
    code: { value: finding.rule, ...(address !== undefined && { url: address }) },
    ...(fix && { suggestions: fix.edits.map(({ span, text }) => ({ range: range(source, span), text })) }),
  };
}

function range(source: Source, { start, end }: Span): object {
  return { start: position(source, start), end: position(source, end) };
}

function position({ lines }: Source, offset: number): { line: number; column: number } {
  const { line, character } = lines.toEncoding(offset, 'utf-8');
  return { line: line + 1, column: character + 1 };
}

const SEVERITIES: Readonly<Record<Severity, 'ERROR' | 'WARNING' | 'INFO'>> = {
  error: 'ERROR',
  warning: 'WARNING',
  info: 'INFO',
  hint: 'INFO',
};
