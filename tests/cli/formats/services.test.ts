/** The formats of code hosts and review tools: GitHub, GitLab and reviewdog. */
import _Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { stepSummary } from '../../../server/src/cli/formats/step-summary.ts';
import { FINDINGS, MESSAGE, manyFindings, piecesOf, printed, READER, RING, reportOf } from './sample.ts';

const Ajv = _Ajv as unknown as typeof _Ajv.default;

/**
 * A workflow command as the runner of GitHub Actions reads it: properties between blanks and colons, each `name=value`,
 * with %25, %0D, %0A, and in properties %3A and %2C, in place of what would end them.
 */
function command(line: string): { name: string; properties: Record<string, string>; message: string } {
  const [, name = '', list = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescaped = (text: string) =>
    text.replace(/%(0A|0D|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const properties = list.split(',').map((property) => {
    const [key = '', ...value] = property.split('=');
    return [key, unescaped(value.join('='))];
  });
  return { name, properties: Object.fromEntries(properties), message: unescaped(message) };
}

describe('GitHub annotations', () => {
  const lines = printed('github').trimEnd().split('\n');

  it('are read by the runner as they were meant', () => {
    expect(lines.slice(0, 2).map(command)).toEqual([
      {
        name: 'error',
        properties: { file: RING, line: '3', endLine: '3', col: '12', endColumn: '19', title: 'stale-function' },
        message: `${MESSAGE}\n${READER}:5: the other side, a: b`,
      },
      {
        // Columns of different lines say nothing.
        name: 'notice',
        properties: { file: READER, line: '3', endLine: '4', title: 'plain-access' },
        message: 'Plain.',
      },
    ]);
  });

  it('hold no line break and no bare percent sign', () => {
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(/\r|%(?!0A|0D|3A|2C|25)/);
  });

  it('escape what would end a property', () => {
    const { finding } = FINDINGS[0]!;
    const text = printed('github', reportOf([FINDINGS[0]!], { inRepository: () => 'a,b:c%.c' }));
    expect(text).toContain('::error file=a%2Cb%3Ac%25.c,');
    expect(command(text.split('\n')[0]!).properties['file']).toBe('a,b:c%.c');
    expect(finding.severity).toBe('error');
  });

  it('are ten of a kind, the most serious first', () => {
    const kinds = printed('github', manyFindings(1000))
      .split('\n')
      .filter((line) => line.startsWith('::'))
      .map((line) => command(line).name);
    const ten = (name: string) => Array<string>(10).fill(name);
    expect(kinds).toEqual([...ten('error'), ...ten('warning'), ...ten('notice')]);
  });
});

describe('the step summary', () => {
  const summary = (report = reportOf(FINDINGS)) => [...piecesOf(stepSummary, report)].join('');

  it('lists the most serious findings first, in rows of one line without markup', () => {
    const [head, , counts, , columns, rule, ...rows] = summary().trimEnd().split('\n');
    expect(head).toBe('### barrier-ls: 2 findings in 2 files');
    expect(counts).toBe('1 error, 1 hint: 1 `stale-function`, 1 `plain-access`.');
    expect([columns, rule]).toEqual(['| severity | place | rule | finding |', '|---|---|---|---|']);
    expect(rows).toEqual([
      `| error | \`${RING}:3\` | \`stale-function\` | It names &lt;gone> &amp; "more": 100%, \\| \\\`x\\\` and a second line\u0007. |`,
      `| hint | \`${READER}:3\` | \`plain-access\` | Plain. |`,
    ]);
  });

  it('says when there is nothing to say', () => {
    expect(summary(reportOf([]))).toBe('### barrier-ls: no findings\n');
  });

  it('stays far below the megabyte at which GitHub drops it, and counts the rest', () => {
    const text = summary(manyFindings(100_000));
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
    const rows = text.split('\n').filter((line) => line.startsWith('| error'));
    expect(text).toContain(`\n… and ${100_000 - rows.length} more.\n`);
  });
});

/** What GitLab's documentation says of an entry, and nothing that it doesn't. */
const GITLAB_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          // Relative, without "./" in front.
          path: { type: 'string', pattern: '^(?!\\.?/)' },
          lines: {
            type: 'object',
            additionalProperties: false,
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};

describe('GitLab code quality', () => {
  const validate = new Ajv({ allErrors: true }).compile(GITLAB_SCHEMA);
  const read = (text: string) => {
    const issues = JSON.parse(text);
    validate(issues);
    expect(validate.errors ?? []).toEqual([]);
    return issues;
  };

  it('has the documented shape', () => {
    expect(read(printed('gitlab'))).toEqual([
      {
        description: MESSAGE,
        check_name: 'stale-function',
        fingerprint: '00000000000000aa',
        severity: 'critical',
        location: { path: RING, lines: { begin: 3 } },
      },
      {
        description: 'Plain.',
        check_name: 'plain-access',
        fingerprint: '00000000000000bb',
        severity: 'info',
        location: { path: READER, lines: { begin: 3 } },
      },
    ]);
    expect(read(printed('gitlab', reportOf([])))).toEqual([]);
  });

  it('has it, with a fingerprint for each, for 100,000 findings', () => {
    const issues: { fingerprint: string }[] = read(printed('gitlab', manyFindings(100_000)));
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(100_000);
  }, 60_000);
});

/** The messages DiagnosticResult and below of reviewdog's proto/rdf, closed: protobuf refuses a field it does not know. */
const position = {
  type: 'object',
  additionalProperties: false,
  properties: { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } },
};
const range = {
  type: 'object',
  additionalProperties: false,
  required: ['start'],
  properties: { start: position, end: position },
};
const severity = { enum: ['UNKNOWN_SEVERITY', 'ERROR', 'WARNING', 'INFO'] };
const source = {
  type: 'object',
  additionalProperties: false,
  properties: { name: { type: 'string' }, url: { type: 'string' } },
};
const RDF_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    source,
    severity,
    diagnostics: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['message', 'location'],
        properties: {
          message: { type: 'string' },
          location: {
            type: 'object',
            additionalProperties: false,
            required: ['path'],
            properties: { path: { type: 'string' }, range },
          },
          severity,
          source,
          code: {
            type: 'object',
            additionalProperties: false,
            properties: { value: { type: 'string' }, url: { type: 'string' } },
          },
          suggestions: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['range', 'text'],
              properties: { range, text: { type: 'string' } },
            },
          },
          original_output: { type: 'string' },
        },
      },
    },
  },
};

describe('rdjson', () => {
  const validate = new Ajv({ allErrors: true }).compile(RDF_SCHEMA);
  const read = (text: string) => {
    const result = JSON.parse(text);
    validate(result);
    expect(validate.errors ?? []).toEqual([]);
    return result;
  };

  it("is a result by reviewdog's schema, with columns in bytes and suggestions", () => {
    const { diagnostics } = read(printed('rdjson'));
    // A tab, four characters of ASCII and a blank around six bytes: the call is the fifteenth.
    const call = { start: { line: 3, column: 15 }, end: { line: 3, column: 22 } };
    expect(diagnostics).toEqual([
      {
        message: `${MESSAGE}\n${READER}:5: the other side, a: b`,
        location: { path: RING, range: call },
        severity: 'ERROR',
        code: { value: 'stale-function' },
        suggestions: [{ range: call, text: 'smp_mb' }],
      },
      {
        message: 'Plain.',
        location: { path: READER, range: { start: { line: 3, column: 2 }, end: { line: 4, column: 8 } } },
        severity: 'INFO',
        code: { value: 'plain-access' },
      },
    ]);
    expect(read(printed('rdjson', reportOf([]))).diagnostics).toEqual([]);
  });

  it('is one with 100,000 findings', () => {
    expect(read(printed('rdjson', manyFindings(100_000))).diagnostics).toHaveLength(100_000);
  }, 60_000);
});
