/** What every file of code has in common: a head that says what it is for, a readable length, no test switched off. */
import { describe, expect, it } from 'vitest';
import { type CodeFile, codeFiles } from './sources.ts';

const LONGEST = 500;

/** Tables of facts are as long as there are facts. */
const DATA = /^server\/src\/primitives\/\w+\/|^server\/src\/comments\/lexicon\.ts$/;

/** The one file that owns the process: its streams and its end. */
const PROCESS = 'server/src/cli/main.ts';

const code = [...codeFiles('server/src'), ...codeFiles('client/src')];
const tests = codeFiles('tests');

describe('every file', () => {
  it.each(named([...code, ...tests]))('%s', (_, { path, text }) => {
    const lines = text.split('\n').length - 1;
    expect(
      faults(
        [lines > LONGEST && !DATA.test(path), `${lines} lines: more than ${LONGEST}`],
        [
          !path.endsWith('.test.ts') && !/^(\/\*\*|\/\/ \S)/.test(text.replace(/^#!.*\n/, '')),
          'does not begin with a comment on what it is for',
        ],
        [!text.endsWith('\n'), 'does not end with a line break'],
      ),
    ).toEqual([]);
  });
});

describe('code', () => {
  it.each(named(code))('%s', (_, { path, text }) => {
    const streams = /\bconsole\.|process\.std(out|err)\b|process\.exit\(/.exec(text)?.[0];
    expect(
      faults(
        [/@ts-(ignore|nocheck|expect-error)/.test(text), 'switches a check of the compiler off'],
        [/\b(TODO|FIXME|XXX)\b/.test(text), 'leaves something for later'],
        // Under a protocol on stdout a stray line corrupts it, and process.exit() cuts off what a pipe has yet to take.
        [streams !== undefined && path !== PROCESS, `uses ${streams}`],
      ),
    ).toEqual([]);
  });
});

describe('tests', () => {
  // This file has the words itself.
  it.each(named(tests.filter(({ path }) => path !== 'tests/tidy/files.test.ts')))('%s', (_, { text }) => {
    const off = /\b(it|test|describe)\.(only|todo|skip)\b/.exec(text)?.[0];
    const silent = [...text.matchAll(/\.(skipIf|runIf)\(/g)].some(
      ({ index }) => !/skipped/i.test(text.slice(0, index)),
    );
    expect(
      faults(
        [off !== undefined, `${off}: a test is switched off`],
        // What the machine has is a reason to skip; whoever reads the output must be told.
        [silent, 'skips tests without a line that says they are skipped'],
      ),
    ).toEqual([]);
  });
});

function named(files: readonly CodeFile[]): [string, CodeFile][] {
  return files.map((file) => [file.path, file]);
}

function faults(...checks: readonly (readonly [boolean, string])[]): string[] {
  return checks.flatMap(([isFault, words]) => (isFault ? [words] : []));
}
