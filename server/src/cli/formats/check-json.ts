/** `check --format json`: one object with all findings and a summary. */
import type { FindingRecord } from '../records.ts';
import type { CheckSummary } from '../summary.ts';

/** The report as JSON text with a line break at its end. */
export function checkJson(findings: readonly FindingRecord[], summary: CheckSummary): string {
  return `${JSON.stringify({ findings, summary }, null, 2)}\n`;
}
