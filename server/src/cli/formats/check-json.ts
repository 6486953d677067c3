/** `check --format json`: one object with all findings, a summary, and notes on a change. `jsonl`: one finding a line. */

import type { Note } from '../changes/notes.ts';
import type { FindingRecord } from '../records.ts';
import type { Reported } from './report.ts';
import { type CheckFormat, placeOf, type Report } from './report.ts';

export const checkJson: CheckFormat = function* (report) {
  let isFirst = true;
  yield '{\n  "findings": [';
  for (const reported of report.findings) {
    yield `${isFirst ? '' : ','}\n${indented(JSON.stringify(findingRecord(report, reported), null, 2), '    ')}`;
    isFirst = false;
  }
  yield isFirst ? '],\n' : '\n  ],\n';
  yield `  "summary": ${indented(JSON.stringify(report.summary, null, 2), '  ').trimStart()}`;
  if (report.change) {
    const notes = report.change.notes.map((note) => noteRecord(report, note));
    yield `,\n  "notes": ${indented(JSON.stringify(notes, null, 2), '  ').trimStart()}`;
  }
  yield '\n}\n';
};

export const checkJsonLines: CheckFormat = function* (report) {
  for (const reported of report.findings) yield `${JSON.stringify(findingRecord(report, reported))}\n`;
};

function findingRecord(report: Report, { finding, fingerprint }: Reported): FindingRecord {
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: finding.file,
    ...placeOf(report.source(finding.file), finding.span),
    message: finding.message,
    related: finding.related.map(({ file, span, message }) => ({
      file,
      line: report.source(file).line(span.start),
      message,
    })),
    fingerprint,
  };
}

/** As a finding, without a rule, and without a fingerprint: nobody is asked to do away with it. */
function noteRecord(report: Report, { file, span, message, related }: Note): object {
  const {
    rule: _,
    fingerprint: __,
    ...record
  } = findingRecord(report, {
    finding: { rule: '', severity: 'info', file, span, message, related, function: '' },
    fingerprint: '',
  });
  return record;
}

function indented(text: string, by: string): string {
  return text.replace(/^/gm, by);
}
