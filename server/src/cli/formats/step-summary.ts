/** The summary of a step on GitHub, as Markdown: counts, and the findings, the most serious first. */
import type { Severity } from '../../model/finding.ts';
import { plural } from '../summary.ts';
import type { CheckFormat } from './report.ts';

export const stepSummary: CheckFormat = function* (report) {
  const { findings, filesWithFindings, bySeverity, byRule, known = 0 } = report.summary;
  const others = known > 0 ? `, ${plural(known, 'known one')} in the baseline` : '';
  if (findings === 0) {
    yield `### barrier-ls: no ${known > 0 ? 'new ' : ''}findings${others}\n`;
    return;
  }
  yield `### barrier-ls: ${plural(findings, 'finding')} in ${plural(filesWithFindings, 'file')}${others}\n\n`;
  const severities = SEVERITIES.flatMap((one) => (bySeverity[one] ? [`${bySeverity[one]} ${one}`] : []));
  const rules = Object.entries(byRule).map(([rule, count]) => `${count} \`${rule}\``);
  yield `${severities.join(', ')}: ${rules.join(', ')}.\n\n`;
  yield '| severity | place | rule | finding |\n|---|---|---|---|\n';
  let length = 0;
  let rows = 0;
  for (const severity of SEVERITIES) {
    for (const { finding } of report.findings) {
      if (finding.severity !== severity) continue;
      const place = `${report.inRepository(finding.file)}:${report.source(finding.file).line(finding.span.start)}`;
      const row = `| ${severity} | \`${cell(place)}\` | \`${finding.rule}\` | ${cell(finding.message)} |\n`;
      length += Buffer.byteLength(row);
      if (length > MOST_BYTES) break;
      rows++;
      yield row;
    }
  }
  if (rows < findings) yield `\n… and ${findings - rows} more.\n`;
};

/** GitHub drops a summary of more than a megabyte as a whole, and this one is not alone in its step. */
const MOST_BYTES = 400_000;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Text in a cell of a table: nothing in it is markup. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_~[\]|]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
