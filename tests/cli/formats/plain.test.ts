/** The formats that are ours, or that are lines of text. */
import { describe, expect, it } from 'vitest';
import { checkFormats } from '../../../server/src/cli/formats/check-formats.ts';
import { FINDINGS, manyFindings, piecesOf, printed, READER, RING, reportOf, SAMPLE } from './sample.ts';

describe('text', () => {
  it('shows the place, its code, and the code of the other side', () => {
    expect(
      printed('text', reportOf([FINDINGS[0]!]))
        .split('\n')
        .slice(1, -3),
    ).toEqual([
      'and a second line\u0007. [stale-function]',
      '     3 | /* 𝄞é */ smp_wmb();',
      '       |           ^^^^^^^',
      `     -> ${READER}:5: the other side, a: b`,
      '     5 | smp_rmb();',
    ]);
  });

  it('counts what is left out, and what is in the baseline', () => {
    const { summary } = SAMPLE;
    const more = reportOf([FINDINGS[0]!], { left: 7, summary: { ...summary, findings: 8, known: 3 } });
    const [rest, , last] = printed('text', more).split('\n').slice(-4);
    expect(rest).toBe('… and 7 more findings.');
    expect(last).toMatch(/^8 findings in 2 files, 3 known ones in the baseline\. Looked at/);
    const none = reportOf([], { summary: { ...summary, findings: 0, known: 1 } });
    expect(printed('text', none)).toMatch(/^No new findings, 1 known one in the baseline\. /);
  });
});

describe('checkpatch', () => {
  it('is a line per finding as checkpatch.pl --terse has it, and a total', () => {
    expect(printed('checkpatch').split('\n')).toEqual([
      `${RING}:3: ERROR: It names <gone> & "more": 100%, | \`x\` and a second line\u0007. [stale-function]`,
      `${READER}:3: CHECK: Plain. [plain-access]`,
      'total: 1 errors, 0 warnings, 1 checks',
      '',
    ]);
  });
});

describe('JSON', () => {
  it('is laid out as JSON is', () => {
    for (const report of [SAMPLE, reportOf([])]) {
      const text = printed('json', report);
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    }
  });

  it('says the same in one object and in lines', () => {
    const lines = printed('jsonl').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(printed('json')).findings);
  });
});

describe('every format', () => {
  const many = manyFindings(100_000);
  const few = manyFindings(10_000);

  it.each([...checkFormats])(
    '%s takes 100,000 findings piece by piece, in time that grows with their number',
    (_, format) => {
      const time = (report: typeof many) => {
        const start = performance.now();
        let longest = 0;
        for (const piece of piecesOf(format, report)) longest = Math.max(longest, piece.length);
        return { ms: performance.now() - start, longest };
      };
      time(few);
      const small = time(few);
      const large = time(many);
      // No piece is a part of the report that grows with it.
      expect(large.longest).toBe(small.longest);
      // Ten times as many; building the text from the front each time would take a hundred times as long.
      expect(large.ms).toBeLessThan(40 * Math.max(small.ms, 25));
    },
    60_000,
  );
});
