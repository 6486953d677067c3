/**
 * `check` for people: a headline per finding that editors and terminals can follow, the line it is about with carets,
 * and the other side's line below, so that nobody has to open a second file to judge it.
 */
import type { Finding, Related, Severity } from '../../model/finding.ts';
import { excerpt, excerptWithCarets } from '../excerpt.ts';
import type { Paint } from '../paint.ts';
import { plural } from '../summary.ts';
import type { CheckFormat, Report } from './report.ts';

export const checkText: CheckFormat = function* (report, paint) {
  for (const { finding } of report.findings) yield `${findingText(report, paint, finding).join('\n')}\n\n`;
  if (report.left > 0) yield `… and ${plural(report.left, 'more finding')}.\n\n`;
  yield summaryText(report, paint);
};

/** The last line: what was found, in how much. */
function summaryText({ summary, seconds }: Report, paint: Paint): string {
  const { findings, filesWithFindings, files, sites, comments, known = 0 } = summary;
  const result =
    findings === 0
      ? paint.green(known > 0 ? 'No new findings' : 'No findings')
      : `${paint.bold(plural(findings, 'finding'))} in ${plural(filesWithFindings, 'file')}`;
  const others = known > 0 ? `, ${plural(known, 'known one')} in the baseline` : '';
  const looked = `${plural(sites, 'ordering site')} and ${plural(comments, 'pairing comment')} in ${plural(files, 'file')}`;
  return `${result}${others}. Looked at ${looked}, ${seconds.toFixed(1)} s.\n`;
}

function findingText(report: Report, paint: Paint, finding: Finding): string[] {
  const source = report.source(finding.file);
  const line = source.line(finding.span.start);
  const mark = severityPaint(paint, finding.severity);
  const place = paint.bold(`${report.display(finding.file)}:${line}:${source.column(finding.span.start)}`);
  return [
    `${place}: ${mark(finding.severity)}: ${finding.message} ${paint.dim(`[${finding.rule}]`)}`,
    ...excerptWithCarets(paint, mark, source, finding.span),
    ...finding.related.flatMap((related) => relatedText(report, paint, related)),
  ];
}

function relatedText(report: Report, paint: Paint, related: Related): string[] {
  const source = report.source(related.file);
  const place = `${report.display(related.file)}:${source.line(related.span.start)}`;
  return [`     ${paint.cyan('->')} ${place}: ${related.message}`, excerpt(paint, source, related.span.start)];
}

function severityPaint(paint: Paint, severity: Severity): (text: string) => string {
  if (severity === 'error') return paint.red;
  return severity === 'warning' ? paint.yellow : paint.cyan;
}
