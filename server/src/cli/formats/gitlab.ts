/** GitLab's code quality report. Of findings with one fingerprint GitLab shows the first alone, so each has its own. */
import type { Severity } from '../../model/finding.ts';
import type { CheckFormat } from './report.ts';

export const gitlab: CheckFormat = function* (report) {
  yield '[';
  let separator = '\n';
  for (const { finding, fingerprint } of report.findings) {
    const issue = {
      description: finding.message,
      check_name: finding.rule,
      fingerprint,
      severity: SEVERITIES[finding.severity],
      location: {
        path: report.inRepository(finding.file),
        lines: { begin: report.source(finding.file).line(finding.span.start) },
      },
    };
    yield separator + JSON.stringify(issue);
    separator = ',\n';
  }
  yield '\n]\n';
};

const SEVERITIES: Readonly<Record<Severity, 'info' | 'minor' | 'major' | 'critical'>> = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};
