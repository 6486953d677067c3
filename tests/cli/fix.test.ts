import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../support/cli.ts';

/** Its comment misspells the primitive, which has one right fix. */
function misspelt(name: string, word: string): string {
  return `void ${name}(int *p)\n{\n\t/* Pairs with ${word}() in get(). */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n`;
}

const READER = 'int get(int *p)\n{\n\tint v = READ_ONCE(*p);\n\n\tsmp_rmb();\n\treturn v;\n}\n';
/** Nothing says which function is meant instead. */
const STALE =
  'void f(int *p)\n{\n\t/* Pairs with smp_rmb() in gone_away(). */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n';

const FILES = {
  '.barrier-ls.jsonc': '{}',
  'lib/get.c': READER,
  'lib/a.c': misspelt('one', 'smb_rmb') + misspelt('two', 'smp_rnb'),
  'net/b.c': misspelt('three', 'smb_rmb'),
  'net/stale.c': STALE,
};

function texts(cwd: string): Record<string, string> {
  const paths = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map((entry) => [
      join(entry.parentPath, entry.name).slice(cwd.length + 1),
      readFileSync(join(entry.parentPath, entry.name), 'latin1'),
    ]),
  );
}

/** What else is to be said of these comments is a matter of taste. */
function isWarning({ severity }: { severity: string }): boolean {
  return severity === 'warning';
}

const FIXED = {
  ...FILES,
  'lib/a.c': misspelt('one', 'smp_rmb') + misspelt('two', 'smp_rmb'),
  'net/b.c': misspelt('three', 'smp_rmb'),
};

describe('check --fix', () => {
  it('makes the one right change, and reports what is left', async () => {
    const cwd = folderWith(FILES);
    const { code, out, err } = await run(['check', '--fix', '--format', 'jsonl'], { cwd });
    expect(err).toBe('barrier-ls: fixed 3 findings in 2 files\n');
    expect(texts(cwd)).toEqual(FIXED);
    const left = out.trimEnd().split('\n');
    expect(left.map((line) => JSON.parse(line)).filter(isWarning)).toMatchObject([{ rule: 'stale-function' }]);
    expect(code).toBe(1);
  });

  it('changes nothing when there is nothing to fix any more', async () => {
    const cwd = folderWith(FIXED);
    const { err } = await run(['check', '--fix'], { cwd });
    expect(err).toBe('barrier-ls: fixed 0 findings in 0 files\n');
    expect(texts(cwd)).toEqual(FIXED);
  });

  it('writes only under the paths that it was given, and only for the rules that were asked for', async () => {
    const cwd = folderWith(FILES);
    await run(['check', '--fix', 'net'], { cwd });
    expect(texts(cwd)).toEqual({ ...FIXED, 'lib/a.c': FILES['lib/a.c'] });
    await run(['check', '--fix', '--rule', 'stale-function'], { cwd });
    expect(texts(cwd)).toEqual({ ...FIXED, 'lib/a.c': FILES['lib/a.c'] });
  });

  it('leaves what the baseline passes over', async () => {
    const cwd = folderWith(FILES);
    await run(['baseline', 'write', 'lib'], { cwd });
    const baseline = readFileSync(join(cwd, 'barrier-ls-baseline.json'), 'latin1');
    await run(['check', '--fix'], { cwd });
    expect(texts(cwd)).toEqual({
      ...FIXED,
      'lib/a.c': FILES['lib/a.c'],
      'barrier-ls-baseline.json': baseline,
    });
  });

  it('keeps every other byte of a file: line ends, byte order mark, letters of another encoding, the mode', async () => {
    const text = misspelt('one', 'smb_rmb').replaceAll('\n', '\r\n');
    const files = {
      'mark.c': Buffer.from(`\ufeff/* é𝄞 */\r\n${text}`),
      'latin.c': Buffer.concat([Buffer.from('/* Andr\xe9 */\r\n', 'latin1'), Buffer.from(text)]),
    };
    const cwd = folderWith({ 'get.c': READER });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
    chmodSync(join(cwd, 'latin.c'), 0o600);
    const { err } = await run(['check', '--fix'], { cwd });
    expect(err).toBe('barrier-ls: fixed 2 findings in 2 files\n');
    for (const [name, bytes] of Object.entries(files)) {
      const wanted = bytes.toString('latin1').replace('smb_rmb', 'smp_rmb');
      expect(readFileSync(join(cwd, name), 'latin1')).toBe(wanted);
    }
    expect(statSync(join(cwd, 'latin.c')).mode & 0o777).toBe(0o600);
  });
});

describe('check --fix-dry-run', () => {
  it('prints a patch, which makes what --fix makes, and changes nothing', async () => {
    const cwd = folderWith(FILES);
    const { code, out, err } = await run(['check', '--fix-dry-run'], { cwd });
    expect(code).toBe(1);
    expect(err).toBe('barrier-ls: would fix 3 findings in 2 files\n');
    expect(texts(cwd)).toEqual(FILES);
    execFileSync('git', ['apply', '-'], { cwd, input: out });
    expect(texts(cwd)).toEqual(FIXED);
  });

  it('prints nothing where there is nothing to fix', async () => {
    expect((await run(['check', '--fix-dry-run'], { cwd: folderWith(FIXED) })).out).toBe('');
  });

  it('can write a report beside it', async () => {
    const cwd = folderWith(FILES);
    await run(['check', '--fix-dry-run', '--format', 'json=a.json'], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')).findings.filter(isWarning)).toHaveLength(4);
  });

  it('makes the same patch wherever the tree lies', async () => {
    const cwd = folderWith(FILES);
    const copy = folderWith({});
    cpSync(cwd, copy, { recursive: true });
    const first = await run(['check', '--fix-dry-run'], { cwd });
    const second = await run(['check', '--fix-dry-run', copy], { cwd: '/' });
    expect(second.out).toBe(first.out);
  });
});
