/** Prints findings as the options say, and gives the exit code. */
import type { Finding, Severity } from '../../model/finding.ts';
import { fingerprints } from '../fingerprint.ts';
import { checkJson } from '../formats/check-json.ts';
import { checkSummaryText, checkText } from '../formats/check-text.ts';
import { writeJsonLines } from '../formats/jsonl.ts';
import type { Io } from '../io.ts';
import { colorOf } from '../options.ts';
import { paintFor } from '../paint.ts';
import { findingRecord } from '../records.ts';
import { summarize } from '../summary.ts';
import type { Workspace } from '../workspace.ts';
import type { CheckOptions } from './options.ts';

export function report(io: Io, workspace: Workspace, options: CheckOptions, findings: readonly Finding[]): number {
  const summary = () => summarize(findings, workspace.selectedFiles(), workspace.selectedClaims());
  if (options.format === 'text') {
    const paint = paintFor(colorOf(options), io, io.out);
    io.out.write(checkText(workspace, paint, findings) + checkSummaryText(paint, summary(), workspace.seconds()));
  } else {
    const prints = fingerprints(findings, (file) => workspace.source(file).text);
    const records = findings.map((finding, i) =>
      findingRecord(workspace.snapshot, workspace.sources, finding, prints[i]!),
    );
    if (options.format === 'json') io.out.write(checkJson(records, summary()));
    else writeJsonLines(io.out, records);
  }
  return findings.some((finding) => isAtLeast(finding, options.failOn)) ? 1 : 0;
}

const SEVERITIES: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

function isAtLeast(finding: Finding, threshold: Severity | 'never'): boolean {
  return threshold !== 'never' && SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(threshold);
}
