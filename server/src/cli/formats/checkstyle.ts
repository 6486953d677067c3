/** Checkstyle's XML, which Jenkins and many others read. */
import type { Severity } from '../../model/finding.ts';
import { type CheckFormat, placeOf, relatedLines } from './report.ts';
import { tag } from './xml.ts';

export const checkstyle: CheckFormat = function* (report) {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n';
  let file: string | undefined;
  for (const { finding } of report.findings) {
    if (finding.file !== file) {
      if (file !== undefined) yield '  </file>\n';
      file = finding.file;
      yield `  <${tag('file', { name: report.inRepository(file) })}>\n`;
    }
    const { line, column } = placeOf(report.source(finding.file), finding.span);
    const attributes = {
      line,
      column,
      severity: SEVERITIES[finding.severity],
      message: [finding.message, ...relatedLines(report, finding)].join('\n'),
      source: `barrier-ls.${finding.rule}`,
    };
    yield `    <${tag('error', attributes)}/>\n`;
  }
  if (file !== undefined) yield '  </file>\n';
  yield '</checkstyle>\n';
};

const SEVERITIES: Readonly<Record<Severity, 'error' | 'warning' | 'info'>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  hint: 'info',
};
