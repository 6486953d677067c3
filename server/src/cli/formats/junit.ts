/**
 * JUnit's XML: a finding is a test, which fails when the finding is serious enough for exit code 1. Without findings
 * there is one test that passes, since many readers take an empty report for a broken one.
 */
import { type CheckFormat, placeOf, type Report, type Reported, relatedLines } from './report.ts';
import { escaped, tag } from './xml.ts';

export const junit: CheckFormat = function* (report) {
  const { findings } = report;
  const failures = findings.filter(({ finding }) => report.fails(finding)).length;
  const counts = { tests: Math.max(1, findings.length), failures, errors: 0 };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<${tag('testsuites', { name: 'barrier-ls', ...counts })}>\n`;
  yield `  <${tag('testsuite', { name: 'barrier-ls', ...counts, skipped: 0 })}>\n`;
  if (findings.length === 0) yield `    <${tag('testcase', { classname: 'barrier-ls', name: 'no findings' })}/>\n`;
  for (const reported of findings) yield testcase(report, reported);
  yield '  </testsuite>\n</testsuites>\n';
};

function testcase(report: Report, { finding }: Reported): string {
  const file = report.inRepository(finding.file);
  const { line, column } = placeOf(report.source(finding.file), finding.span);
  const open = tag('testcase', { classname: file, name: `${finding.rule} at ${line}:${column}`, file, line });
  const text = escaped([`${file}:${line}:${column}`, ...relatedLines(report, finding)].join('\n'));
  const body = report.fails(finding)
    ? `<${tag('failure', { type: finding.rule, message: finding.message })}>${text}</failure>`
    : `<system-out>${escaped(`${finding.severity}: ${finding.message}\n`)}${text}</system-out>`;
  return `    <${open}>${body}</testcase>\n`;
}
