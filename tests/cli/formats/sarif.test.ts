import { createRequire } from 'node:module';
import _Ajv from 'ajv-draft-04';
import _addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../server/src/rules/index.ts';
import { FINDINGS, MESSAGE, manyFindings, printed, RING, reportOf } from './sample.ts';

// Both are CommonJS whose types say that they have a default export.
const Ajv = _Ajv as unknown as typeof _Ajv.default;
const addFormats = _addFormats as unknown as typeof _addFormats.default;

/** The schema of SARIF 2.1.0 as Microsoft's SDK ships it. */
const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// One of its patterns is none with the flag `u`.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

function faults(text: string): unknown {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

describe('SARIF', () => {
  const log: Log = JSON.parse(printed('sarif'));
  const [run] = log.runs;

  it('is valid by the schema, with findings and without, suppressed or not', () => {
    expect(faults(printed('sarif'))).toEqual([]);
    expect(faults(printed('sarif', reportOf([])))).toEqual([]);
    expect(faults(printed('sarif', reportOf([], { suppressed: [{ ...FINDINGS[0]!, reason: 'meant' }] })))).toEqual([]);
  });

  it('is found faulty by the schema when it is', () => {
    expect(faults(printed('sarif').replace('"2.1.0"', '"2.1"'))).not.toEqual([]);
    expect(faults(printed('sarif').replace('"startLine":3', '"startLine":0'))).not.toEqual([]);
  });

  it('names a place by a path that is a URI, and by columns of UTF-16', () => {
    expect(run?.columnKind).toBe('utf16CodeUnits');
    expect(run?.results?.[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'drivers/net%20%C3%9F/ring.c', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 12, endLine: 3, endColumn: 19 },
        },
        logicalLocations: [{ name: 'put', kind: 'function' }],
      },
    ]);
    expect(Object.keys(run?.originalUriBaseIds ?? {})).toEqual(['%SRCROOT%']);
  });

  it('has the other half of the pair as a related location', () => {
    expect(run?.results?.[0]?.relatedLocations).toEqual([
      {
        id: 1,
        physicalLocation: {
          artifactLocation: { uri: 'kernel/reader.c', uriBaseId: '%SRCROOT%' },
          region: { startLine: 5, startColumn: 2, endLine: 5, endColumn: 9 },
        },
        message: { text: 'the other side, a: b' },
      },
    ]);
    expect(run?.results?.[1]?.relatedLocations).toBeUndefined();
  });

  it('has rules with a page, which results point to', () => {
    const descriptors = run?.tool.driver.rules ?? [];
    expect(descriptors.map(({ id }) => id)).toEqual(rules.map(({ meta }) => meta.code));
    for (const { help } of descriptors) expect(help?.markdown).toContain('## When it stays silent');
    for (const result of run?.results ?? []) expect(descriptors[result.ruleIndex!]?.id).toBe(result.ruleId);
    expect(run?.results?.map(({ level }) => level)).toEqual(['error', 'note']);
  });

  it('keeps messages, fingerprints and fixes', () => {
    const [first, second] = run?.results ?? [];
    expect(first?.message.text).toBe(MESSAGE);
    expect(first?.partialFingerprints).toEqual({ 'barrierLsFinding/v1': '00000000000000aa' });
    expect(first?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 12, endLine: 3, endColumn: 19 },
        insertedContent: { text: 'smp_mb' },
      },
    ]);
    expect(second?.fixes).toBeUndefined();
  });

  it('says of every result whether it is suppressed, as soon as it says it of one', () => {
    const suppressed = [{ ...FINDINGS[0]!, reason: 'only init code' }];
    const { runs }: Log = JSON.parse(printed('sarif', reportOf([FINDINGS[1]!], { suppressed })));
    expect(runs[0]?.results?.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['plain-access', []],
      ['stale-function', [{ kind: 'inSource', justification: 'only init code' }]],
    ]);
  });

  it('uses the path from the top of the checkout', () => {
    const text = printed('sarif', reportOf(FINDINGS, { inRepository: (file) => `linux/${file}` }));
    expect(text).toContain(`"uri":"linux/${RING.replace(' ', '%20').replace('ß', '%C3%9F')}"`);
  });

  it('stays valid with 100,000 results', () => {
    const text = printed('sarif', manyFindings(100_000));
    expect(JSON.parse(text).runs[0].results).toHaveLength(100_000);
    expect(faults(text)).toEqual([]);
  }, 120_000);
});
