/**
 * `check` for people: a headline per finding that editors and terminals can follow, the line it is about with carets,
 * and the other side's line below, so that nobody has to open a second file to judge it.
 */
import type { Finding, Related, Severity } from '../../model/finding.ts';
import { excerpt, excerptWithCarets } from '../excerpt.ts';
import type { Paint } from '../paint.ts';
import { type CheckSummary, plural } from '../summary.ts';
import type { Workspace } from '../workspace.ts';

export function checkText(workspace: Workspace, paint: Paint, findings: readonly Finding[]): string {
  return findings.map((finding) => `${findingText(workspace, paint, finding).join('\n')}\n\n`).join('');
}

/** The last line: what was found, in how much. */
export function checkSummaryText(paint: Paint, summary: CheckSummary, seconds: number): string {
  const { findings, filesWithFindings, files, sites, comments } = summary;
  const result =
    findings === 0
      ? paint.green('No findings')
      : `${paint.bold(plural(findings, 'finding'))} in ${plural(filesWithFindings, 'file')}`;
  const looked = `${plural(sites, 'ordering site')} and ${plural(comments, 'pairing comment')} in ${plural(files, 'file')}`;
  return `${result}. Looked at ${looked}, ${seconds.toFixed(1)} s.\n`;
}

function findingText(workspace: Workspace, paint: Paint, finding: Finding): string[] {
  const source = workspace.source(finding.file);
  const line = source.line(finding.span.start);
  const mark = severityPaint(paint, finding.severity);
  const place = paint.bold(`${workspace.display(finding.file)}:${line}:${source.column(finding.span.start)}`);
  return [
    `${place}: ${mark(finding.severity)}: ${finding.message} ${paint.dim(`[${finding.rule}]`)}`,
    ...excerptWithCarets(paint, mark, source, finding.span),
    ...finding.related.flatMap((related) => relatedText(workspace, paint, related)),
  ];
}

function relatedText(workspace: Workspace, paint: Paint, related: Related): string[] {
  const source = workspace.source(related.file);
  const place = `${workspace.display(related.file)}:${source.line(related.span.start)}`;
  return [`     ${paint.cyan('->')} ${place}: ${related.message}`, excerpt(paint, source, related.span.start)];
}

function severityPaint(paint: Paint, severity: Severity): (text: string) => string {
  if (severity === 'error') return paint.red;
  return severity === 'warning' ? paint.yellow : paint.cyan;
}
