/** A report with everything that formats tend to trip over, and one of very many findings. */
import { checkFormats } from '../../../server/src/cli/formats/check-formats.ts';
import type { CheckFormat, Report, Reported } from '../../../server/src/cli/formats/report.ts';
import type { Io } from '../../../server/src/cli/io.ts';
import { paintFor } from '../../../server/src/cli/paint.ts';
import type { CheckSummary } from '../../../server/src/cli/summary.ts';
import type { Finding, Severity } from '../../../server/src/model/finding.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { Source } from '../../../server/src/text/source.ts';
import type { Span } from '../../../server/src/text/span.ts';

/** The note is outside of the plane that UTF-16 has one unit for, and the letter takes two bytes of UTF-8. */
export const RING = 'drivers/net ß/ring.c';
export const READER = 'kernel/reader.c';
const TEXTS: Readonly<Record<string, string>> = {
  [RING]: 'void put(void)\n{\n\t/* 𝄞é */ smp_wmb();\n}\n',
  [READER]: 'void get(void)\n{\n\tsmp_store_release(&a,\n\t\t\t  x);\n\tsmp_rmb();\n}\n',
};

export const MESSAGE = 'It names <gone> & "more": 100%, | `x`\nand a second line\u0007.';

export const FINDINGS: readonly Reported[] = [
  {
    fingerprint: '00000000000000aa',
    finding: {
      rule: 'stale-function',
      severity: 'error',
      file: RING,
      span: spanOf(RING, 'smp_wmb'),
      message: MESSAGE,
      related: [{ file: READER, span: spanOf(READER, 'smp_rmb'), message: 'the other side, a: b' }],
      function: 'put',
    },
  },
  {
    fingerprint: '00000000000000bb',
    finding: {
      rule: 'plain-access',
      severity: 'hint',
      file: READER,
      span: spanOf(READER, 'smp_store_release(&a,\n\t\t\t  x)'),
      message: 'Plain.',
      related: [],
      function: '',
    },
  },
];

export function reportOf(findings: readonly Reported[], changes: Partial<Report> = {}): Report {
  const sources = new Map(Object.entries(TEXTS).map(([file, text]) => [file, new Source(text)]));
  return {
    findings,
    suppressed: [],
    left: 0,
    summary: summaryOf(findings),
    rules: rules.map(({ meta }) => meta),
    seconds: 1.5,
    source: (file) => sources.get(file)!,
    display: (file) => file,
    inRepository: (file) => file,
    fails: ({ severity }) => severity === 'error' || severity === 'warning',
    fixOf: ({ file }) =>
      file === RING ? { title: 'Replace it', edits: [{ span: spanOf(RING, 'smp_wmb'), text: 'smp_mb' }] } : undefined,
    ...changes,
  };
}

export const SAMPLE = reportOf(FINDINGS);

/** With findings of all severities, all in one place. */
export function manyFindings(count: number): Report {
  const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
  const { finding } = FINDINGS[0]!;
  return reportOf(
    Array.from({ length: count }, (_, i) => ({
      fingerprint: i.toString(16).padStart(16, '0'),
      finding: { ...finding, severity: severities[i % 4]! } satisfies Finding,
    })),
  );
}

/** What the format of this name prints, without colours. */
export function printed(format: string, report: Report = SAMPLE): string {
  return [...piecesOf(checkFormats.get(format)!, report)].join('');
}

export function piecesOf(format: CheckFormat, report: Report): Iterable<string> {
  return format(report, paintFor('never', {} as Io, { isTerminal: false, columns: 80, write: () => {} }));
}

function spanOf(file: string, words: string): Span {
  const start = TEXTS[file]!.indexOf(words);
  return { start, end: start + words.length };
}

function summaryOf(findings: readonly Reported[]): CheckSummary {
  const count = (key: (finding: Finding) => string) => {
    const counts: Record<string, number> = {};
    for (const { finding } of findings) counts[key(finding)] = (counts[key(finding)] ?? 0) + 1;
    return counts;
  };
  return {
    findings: findings.length,
    bySeverity: count(({ severity }) => severity),
    byRule: count(({ rule }) => rule),
    filesWithFindings: Object.keys(count(({ file }) => file)).length,
    files: 2,
    sites: 3,
    comments: 1,
  };
}
