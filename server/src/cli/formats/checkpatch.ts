/** One finding a line as `scripts/checkpatch.pl --terse` has it, for scripts and mail filters that read that. */
import type { Severity } from '../../model/finding.ts';
import type { CheckFormat } from './report.ts';

export const checkpatch: CheckFormat = function* ({ findings, left, source, display }) {
  const counts = { ERROR: 0, WARNING: 0, CHECK: 0 };
  for (const { finding } of findings) {
    const type = TYPES[finding.severity];
    counts[type]++;
    const line = source(finding.file).line(finding.span.start);
    yield `${display(finding.file)}:${line}: ${type}: ${finding.message.replace(/\s+/g, ' ')} [${finding.rule}]\n`;
  }
  const rest = left > 0 ? `, ${left} more not shown` : '';
  yield `total: ${counts.ERROR} errors, ${counts.WARNING} warnings, ${counts.CHECK} checks${rest}\n`;
};

const TYPES: Readonly<Record<Severity, 'ERROR' | 'WARNING' | 'CHECK'>> = {
  error: 'ERROR',
  warning: 'WARNING',
  info: 'CHECK',
  hint: 'CHECK',
};
