/**
 * `check` for people: a headline per finding that editors and terminals can follow, the line it is about with carets,
 * and the other side's line below, so that nobody has to open a second file to judge it.
 */
import type { Finding, Related, Severity } from '../../model/finding.ts';
import type { Note } from '../changes/notes.ts';
import { excerpt, excerptWithCarets } from '../excerpt.ts';
import type { Paint } from '../paint.ts';
import { plural } from '../summary.ts';
import type { CheckFormat, Report } from './report.ts';

export const checkText: CheckFormat = function* (report, paint) {
  for (const { finding } of report.findings) yield `${findingText(report, paint, finding).join('\n')}\n\n`;
  if (report.left > 0) yield `… and ${plural(report.left, 'more finding')}.\n\n`;
  for (const note of report.change?.notes ?? []) yield `${noteText(report, paint, note).join('\n')}\n\n`;
  yield summaryText(report, paint);
};

/** The last line: what was found, in how much. */
function summaryText({ summary, seconds, change }: Report, paint: Paint): string {
  const { findings, filesWithFindings, files, sites, comments, known = 0 } = summary;
  const counted = plural(findings, change ? 'new finding' : 'finding');
  const result =
    findings === 0
      ? paint.green(known > 0 || change ? 'No new findings' : 'No findings')
      : `${paint.bold(counted)} in ${plural(filesWithFindings, 'file')}`;
  const compared = change ? ` against ${change.base}` : '';
  const others = known > 0 ? `, ${plural(known, 'known one')} in the baseline` : '';
  if (change?.files === 0) return `${result}${compared}: no C file is different.\n`;
  const looked = `${plural(sites, 'ordering site')} and ${plural(comments, 'pairing comment')} in ${plural(files, 'file')}`;
  return `${result}${compared}${others}. Looked at ${looked}, ${seconds.toFixed(1)} s.\n`;
}

function noteText(report: Report, paint: Paint, { file, span, message, related }: Note): string[] {
  const source = report.source(file);
  const place = paint.bold(`${report.display(file)}:${source.line(span.start)}:${source.column(span.start)}`);
  return [
    `${place}: ${paint.cyan('note')}: ${message}`,
    ...excerptWithCarets(paint, paint.cyan, source, span),
    ...related.flatMap((one) => relatedText(report, paint, one)),
  ];
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
