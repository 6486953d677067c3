/**
 * GitHub's workflow commands, which become annotations in the changed files. Only ten of a kind are shown per step, so
 * the most serious come first and the rest is left to the step summary.
 */
import type { Finding, Severity } from '../../model/finding.ts';
import { plural } from '../summary.ts';
import { type CheckFormat, placeOf, type Report, relatedLines } from './report.ts';

export const github: CheckFormat = function* (report) {
  for (const kind of KINDS) {
    let shown = 0;
    for (const { finding } of report.findings) {
      if (KIND_OF[finding.severity] !== kind) continue;
      yield annotation(report, kind, finding);
      if (++shown === MOST_OF_A_KIND) break;
    }
  }
  const { findings } = report.summary;
  yield findings === 0 ? 'No findings.\n' : `${plural(findings, 'finding')}.\n`;
};

const MOST_OF_A_KIND = 10;

type Kind = 'error' | 'warning' | 'notice';

/** Most serious first. */
const KINDS: readonly Kind[] = ['error', 'warning', 'notice'];

const KIND_OF: Readonly<Record<Severity, Kind>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

function annotation(report: Report, kind: Kind, finding: Finding): string {
  const { line, column, endLine, endColumn } = placeOf(report.source(finding.file), finding.span);
  const properties = {
    file: report.inRepository(finding.file),
    line,
    endLine,
    // Columns mean something only within one line.
    ...(line === endLine && { col: column, endColumn }),
    title: finding.rule,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  const message = [finding.message, ...relatedLines(report, finding)].join('\n');
  return `::${kind} ${list.join(',')}::${escaped(message)}\n`;
}

/** What a command may not hold as it is; the percent sign comes first, as it is what the others are written with. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
