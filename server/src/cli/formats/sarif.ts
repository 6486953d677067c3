/**
 * SARIF 2.1.0, which code hosts show as code scanning alerts. Paths are relative to the top of the repository, the
 * other half of a pair is a related location, and findings that comments silence are there as suppressed.
 */
import type { Location, Region, ReportingDescriptor, Result } from 'sarif';
import type { Finding, Severity } from '../../model/finding.ts';
import type { RuleMeta } from '../../rules/index.ts';
import { rulePage, rulePageAddress } from '../../rules/page.ts';
import type { Span } from '../../text/span.ts';
import { VERSION } from '../version.ts';
import { type CheckFormat, placeOf, type Report, type Reported } from './report.ts';

export const sarif: CheckFormat = function* (report) {
  const rules = report.rules.map(descriptor);
  const indices = new Map(rules.map(({ id }, i) => [id, i]));
  const isVersion = /^\d+\.\d+\.\d+/.test(VERSION);
  const driver = {
    name: 'barrier-ls',
    fullName: 'Barrier Language Server',
    version: VERSION,
    ...(isVersion && { semanticVersion: VERSION }),
    rules,
  };
  yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n';
  yield `"tool": ${JSON.stringify({ driver })},\n`;
  yield `"originalUriBaseIds": ${JSON.stringify({ [BASE]: { description: { text: 'The top of the repository.' } } })},\n`;
  yield '"columnKind": "utf16CodeUnits",\n"results": [';
  let separator = '\n';
  const all = [...report.findings.map((one) => ({ ...one, reason: undefined })), ...report.suppressed];
  for (const { reason, ...reported } of all) {
    yield separator + JSON.stringify(resultOf(report, indices, reported, reason));
    separator = ',\n';
  }
  yield '\n]\n}]\n}\n';
};

/** As GitHub's own analyses call it. */
const BASE = '%SRCROOT%';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

function descriptor(meta: RuleMeta): ReportingDescriptor {
  const address = rulePageAddress(meta.code);
  return {
    id: meta.code,
    shortDescription: { text: meta.summary },
    fullDescription: { text: meta.description },
    help: { text: `${meta.description} It stays silent: ${meta.silent}`, markdown: rulePage(meta) },
    ...(address !== undefined && { helpUri: address }),
    defaultConfiguration: { enabled: meta.default, level: LEVELS[meta.severity] },
    properties: { tags: ['concurrency', 'memory-ordering'] },
  };
}

/** `reason` is why a comment silences it. */
function resultOf(
  report: Report,
  indices: ReadonlyMap<string, number>,
  { finding, fingerprint }: Reported,
  reason: string | undefined,
): Result {
  const index = indices.get(finding.rule);
  const fix = reason === undefined ? report.fixOf(finding) : undefined;
  return {
    ruleId: finding.rule,
    ...(index !== undefined && { ruleIndex: index }),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        ...location(report, finding.file, finding.span),
        ...(finding.function !== '' && { logicalLocations: [{ name: finding.function, kind: 'function' }] }),
      },
    ],
    ...(finding.related.length > 0 && { relatedLocations: relatedLocations(report, finding) }),
    partialFingerprints: { 'barrierLsFinding/v1': fingerprint },
    // Where some results of a run have the property, all of them must.
    suppressions: reason === undefined ? [] : [{ kind: 'inSource', justification: reason }],
    ...(fix && {
      fixes: [
        {
          description: { text: fix.title },
          artifactChanges: [
            {
              artifactLocation: artifact(report, finding.file),
              replacements: fix.edits.map(({ span, text }) => ({
                deletedRegion: region(report, finding.file, span),
                insertedContent: { text },
              })),
            },
          ],
        },
      ],
    }),
  };
}

function relatedLocations(report: Report, { related }: Finding): Location[] {
  return related.map(({ file, span, message }, i) => ({
    id: i + 1,
    ...location(report, file, span),
    message: { text: message },
  }));
}

function location(report: Report, file: string, span: Span): Location {
  return { physicalLocation: { artifactLocation: artifact(report, file), region: region(report, file, span) } };
}

function artifact(report: Report, file: string): { uri: string; uriBaseId: string } {
  return { uri: report.inRepository(file).split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

function region(report: Report, file: string, span: Span): Region {
  const { line, column, endLine, endColumn } = placeOf(report.source(file), span);
  return { startLine: line, startColumn: column, endLine, endColumn };
}
