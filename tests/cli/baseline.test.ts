import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, type Run, type RunOptions, run as runAny } from '../support/cli.ts';

/** With the rules that these tests are about: there will be more. */
function run(args: readonly string[], options: RunOptions): Promise<Run> {
  return runAny([...args, '--rule', 'stale-function'], options);
}

/** A function whose comment names one that is gone. */
function stale(name: string, gone: string): string {
  return `void ${name}(int *p)\n{\n\t/* pairs with smp_rmb() in ${gone}() */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n`;
}

const FILE = 'barrier-ls-baseline.json';
const FIXED = 'void good(void)\n{\n}\n';

function project(): string {
  return folderWith({
    'lib/b.c': stale('one', 'gone_one') + stale('two', 'gone_two'),
    'lib/a.c': stale('three', 'gone_three'),
    'net/c.c': stale('four', 'gone_four'),
    '.barrier-ls.jsonc': '{}',
  });
}

async function withBaseline(): Promise<string> {
  const cwd = project();
  await run(['baseline', 'write'], { cwd });
  return cwd;
}

function edit(cwd: string, file: string, change: (text: string) => string): void {
  writeFileSync(join(cwd, file), change(readFileSync(join(cwd, file), 'utf8')));
}

interface Entry {
  file: string;
  rule: string;
  function: string;
  fingerprint: string;
}

function entries(cwd: string, file = FILE): Entry[] {
  return JSON.parse(readFileSync(join(cwd, file), 'utf8')).findings;
}

async function found(cwd: string, ...args: string[]): Promise<{ code: number; functions: string[]; err: string }> {
  const { code, out, err } = await run(['check', '--format', 'jsonl', ...args], { cwd });
  const lines = out.split('\n').filter((line) => line !== '');
  return { code, functions: lines.map((line) => /gone_\w+/.exec(JSON.parse(line).message)![0]), err };
}

describe('baseline write', () => {
  it('writes what is found, in order, one finding a line', async () => {
    const cwd = project();
    const { code, out } = await run(['baseline', 'write'], { cwd });
    expect([code, out]).toEqual([0, `${FILE}: 4 findings.\n`]);
    expect(entries(cwd).map((entry) => `${entry.file} ${entry.function}`)).toEqual([
      'lib/a.c three',
      'lib/b.c one',
      'lib/b.c two',
      'net/c.c four',
    ]);
    const lines = readFileSync(join(cwd, FILE), 'utf8').split('\n');
    expect(lines.filter((line) => line.includes('"fingerprint"'))).toHaveLength(4);
    expect(lines[3]).toMatch(
      /^ {4}\{"file":"lib\/a\.c","rule":"stale-function","function":"three","fingerprint":"\w{16}"\},$/,
    );
  });

  it('writes the same again', async () => {
    const cwd = await withBaseline();
    const before = readFileSync(join(cwd, FILE), 'utf8');
    await run(['baseline', 'write', '--threads', '2'], { cwd });
    expect(readFileSync(join(cwd, FILE), 'utf8')).toBe(before);
  });

  it('of a folder leaves the entries of others', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'lib/a.c', () => FIXED);
    edit(cwd, 'net/c.c', () => FIXED);
    const { out } = await run(['baseline', 'write', 'lib'], { cwd });
    expect(out).toBe(`${FILE}: 2 findings, beside 1 of other paths or rules.\n`);
    expect(entries(cwd).map((entry) => entry.function)).toEqual(['one', 'two', 'four']);
  });

  it('writes a file of any name, and an empty one where nothing is found', async () => {
    const cwd = folderWith({ 'a.c': FIXED.replace('{', '{\n\tsmp_mb();') });
    await run(['baseline', 'write', '--baseline', 'other.json'], { cwd });
    expect(entries(cwd, 'other.json')).toEqual([]);
    expect(existsSync(join(cwd, FILE))).toBe(false);
  });
});

describe('check with a baseline', () => {
  it('passes over what is in it, from anywhere in the tree', async () => {
    const cwd = await withBaseline();
    expect(await found(cwd)).toEqual({ code: 0, functions: [], err: '' });
    const text = await run(['check'], { cwd: join(cwd, 'lib') });
    expect(text.out).toMatch(/^No new findings, 3 known ones in the baseline\./);
    const { out } = await run(['check', '--format', 'json'], { cwd });
    expect(JSON.parse(out).summary).toMatchObject({ findings: 0, known: 4 });
  });

  it('reports what is new, though everything has moved', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'lib/b.c', (text) => `struct moved;\n\n\n${text}${stale('five', 'gone_five')}`);
    expect(await found(cwd)).toEqual({ code: 1, functions: ['gone_five'], err: '' });
  });

  it('still knows a finding when other functions are renamed', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'lib/b.c', (text) => text.replace('void one', 'void renamed'));
    // What is about the renamed function itself is another finding.
    expect((await found(cwd)).functions).toEqual(['gone_one']);
  });

  it('counts equal findings', async () => {
    const twice = stale('one', 'gone_one').replace(
      '}\n',
      '\t/* pairs with smp_rmb() in gone_one() */\n\tsmp_wmb();\n}\n',
    );
    const cwd = folderWith({ 'a.c': stale('one', 'gone_one') });
    await run(['baseline', 'write'], { cwd });
    edit(cwd, 'a.c', () => twice);
    expect((await found(cwd)).functions).toEqual(['gone_one']);
  });

  it('can be told not to use it, or to use another one', async () => {
    const cwd = await withBaseline();
    expect((await found(cwd, '--no-baseline')).functions).toHaveLength(4);
    writeFileSync(join(cwd, 'empty.json'), '{"version":1,"findings":[]}');
    expect((await found(cwd, '--baseline', 'empty.json')).functions).toHaveLength(4);
  });

  it('says how many entries are gone, and fails over them when it is strict', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'lib/a.c', () => FIXED);
    const note = `barrier-ls: 1 finding of ${FILE} is no longer found; barrier-ls baseline prune takes it out\n`;
    expect(await found(cwd)).toEqual({ code: 0, functions: [], err: note });
    expect(await found(cwd, '--strict-baseline')).toEqual({
      code: 1,
      functions: [],
      err: `barrier-ls: no longer found: stale-function in three() of lib/a.c\n${note}`,
    });
    expect((await found(cwd, '--strict-baseline', '--exit-zero')).code).toBe(0);
  });

  it('calls an entry gone only where it has looked for it', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'lib/a.c', () => FIXED);
    expect(await found(cwd, 'net', '--strict-baseline')).toMatchObject({ code: 0, err: '' });
    const other = await runAny(['check', '--rule', 'plain-access', '--strict-baseline'], { cwd });
    expect(other).toMatchObject({ code: 0, err: '' });
    edit(cwd, '.barrier-ls.jsonc', () => '{ "rules": { "stale-function": "off" } }');
    expect((await runAny(['check', '--strict-baseline'], { cwd })).err).toBe('');
  });

  it.each([
    ['{', 'is no baseline: '],
    ['{"version": 2, "findings": []}', 'is no baseline of version 1'],
    ['{"version": 1}', 'is no baseline: it has no list of findings'],
    ['{"version": 1, "findings": [{"file": "a.c"}]}', 'finding 1 has no file, rule or fingerprint'],
    ['null', 'is no baseline of version 1'],
  ])('stops when it is broken: %s', async (text, words) => {
    const cwd = project();
    writeFileSync(join(cwd, FILE), text);
    const { code, out, err } = await run(['check'], { cwd });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`${FILE}`);
    expect(err).toContain(words);
  });

  it('stops when the one that is asked for is not there', async () => {
    const { code, err } = await run(['check', '--baseline', 'nowhere.json'], { cwd: project() });
    expect(code).toBe(2);
    expect(err).toContain('cannot read nowhere.json; barrier-ls baseline write makes a baseline');
  });
});

describe('baseline prune', () => {
  it('takes out what a rule has found that does not exist any more', async () => {
    const cwd = await withBaseline();
    edit(cwd, FILE, (text) => text.replace(/"stale-function"(.*?)"\w{16}"/, '"gone-rule"$1"0123456789abcdef"'));
    const { out } = await runAny(['baseline', 'prune'], { cwd });
    expect(out).toMatch(/^no longer found: gone-rule in three\(\) of lib\/a\.c\n/);
  });

  it('takes out what is gone, and adds nothing', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'lib/b.c', (text) => text.replace(stale('one', 'gone_one'), FIXED) + stale('five', 'gone_five'));
    const { code, out } = await run(['baseline', 'prune'], { cwd });
    expect(code).toBe(0);
    expect(out).toBe(`no longer found: stale-function in one() of lib/b.c\n${FILE}: 1 finding taken out, 3 left.\n`);
    expect(entries(cwd).map((entry) => entry.function)).toEqual(['three', 'two', 'four']);
    expect(await found(cwd, '--strict-baseline')).toEqual({ code: 1, functions: ['gone_five'], err: '' });
  });

  it('knows that a finding of a file that is gone is gone', async () => {
    const cwd = await withBaseline();
    edit(cwd, 'net/c.c', () => '');
    await run(['baseline', 'prune'], { cwd });
    expect(entries(cwd).map((entry) => entry.function)).toEqual(['three', 'one', 'two']);
  });

  it('needs one', async () => {
    const { code, err } = await run(['baseline', 'prune'], { cwd: project() });
    expect([code, err]).toEqual([2, `barrier-ls: there is no ${FILE}; barrier-ls baseline write makes one\n`]);
  });
});
