/** Reports on real findings: several at once, to files, and what they are of. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, type Run, type RunOptions, run as runAny } from '../support/cli.ts';

/** With the rules that these tests are about: there will be more. */
function run(args: readonly string[], options: RunOptions): Promise<Run> {
  return runAny([...args, '--rule', 'stale-function,misspelt-primitive'], options);
}

const READER = 'void get(void)\n{\n\t/* pairs with smp_wmb() in put() */\n\tsmp_rmb();\n}\n';
const MISSPELT = 'void set(int *p)\n{\n\t/* pairs with smb_rmb() in get() */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n';

function project(more: Readonly<Record<string, string>> = {}): string {
  return folderWith({ 'reader.c': READER, 'set.c': MISSPELT, '.barrier-ls.jsonc': '{}', ...more });
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

describe('check --format', () => {
  it('writes several reports of one run, one of them to the standard output', async () => {
    const cwd = project();
    const formats = ['sarif=out/a.sarif', 'json', 'junit=j.xml', 'jsonl=b.jsonl'];
    mkdirSync(join(cwd, 'out'));
    const { code, out } = await run(['check', ...formats.flatMap((one) => ['--format', one])], { cwd });
    expect(code).toBe(1);
    const { findings } = JSON.parse(out);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(['stale-function', 'misspelt-primitive']);
    expect(read(cwd, 'b.jsonl').trimEnd().split('\n')).toHaveLength(2);
    const { results } = JSON.parse(read(cwd, 'out/a.sarif')).runs[0];
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['stale-function', 'misspelt-primitive']);
    expect(read(cwd, 'j.xml')).toContain('tests="2"');
  });

  it('prints nothing when all goes to files', async () => {
    const cwd = project();
    expect(await run(['check', '--format', 'gitlab=g.json'], { cwd })).toEqual({ code: 1, out: '', err: '' });
    const [one, two] = JSON.parse(read(cwd, 'g.json'));
    expect(one.fingerprint).not.toBe(two.fingerprint);
    expect(readdirSync(cwd).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  it('follows a link, and leaves the old file when the new one cannot be written', async () => {
    const cwd = project({ 'real.json': 'old' });
    symlinkSync('real.json', join(cwd, 'link.json'));
    await run(['check', '--format', 'json=link.json'], { cwd });
    expect(JSON.parse(read(cwd, 'real.json')).findings).toHaveLength(2);
    const { code, err } = await run(['check', '--format', 'json=no/such/folder.json'], { cwd });
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/^barrier-ls: cannot write \S+: no such file/),
    });
    expect(existsSync(join(cwd, 'no'))).toBe(false);
  });

  it.each([
    [['--format', 'json', '--format', 'text'], 'Only one format can go to the standard output'],
    [['--format', 'json='], 'After the = it takes the name of a file'],
    [['--format', 'xml=a.xml'], 'Allowed choices are text, json,'],
    [['--max-findings', 'many'], 'It takes a whole number'],
    [['--fix-dry-run', '--format', 'text'], '--fix-dry-run prints a patch'],
    [['--fix-dry-run', '--fix'], "option '--fix' cannot be used with option '--fix-dry-run'"],
    [['--stats', '--format', 'sarif'], '--stats prints text or json'],
    [['--stats', '--fix'], "option '--stats' cannot be used with option '--fix'"],
    [['--fix', '--staged'], '--fix is about all that is found'],
  ])('%j is refused', async (args, words) => {
    const { code, out, err } = await run(['check', ...args], { cwd: project() });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  it('adds the findings to the summary of the step on GitHub', async () => {
    const cwd = project({ 'summary.md': 'from before\n' });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { out } = await run(['check', '--format', 'github'], { cwd, env });
    expect(out.match(/^::warning file=/gm)).toHaveLength(2);
    expect(read(cwd, 'summary.md')).toMatch(/^from before\n### barrier-ls: 2 findings in 2 files\n/);
    await run(['check', '--format', 'json'], { cwd, env });
    expect(read(cwd, 'summary.md').match(/###/g)).toHaveLength(1);
  });

  it('does not fail over a summary that cannot be written', async () => {
    const env = { GITHUB_STEP_SUMMARY: '/no/such/folder/summary.md' };
    const { code, err } = await run(['check', '--format', 'github'], { cwd: project(), env });
    expect(code).toBe(1);
    expect(err).toMatch(/^barrier-ls: no step summary: cannot write/);
  });

  it.each(['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'])('names files from the top of the checkout: %s', async (name) => {
    const top = folderWith({ 'linux/reader.c': READER, 'linux/.barrier-ls.jsonc': '{}' });
    const { out } = await run(['check', '--format', 'gitlab', 'linux'], { cwd: top, env: { [name]: top } });
    expect(JSON.parse(out)[0].location.path).toBe('linux/reader.c');
    const elsewhere = await run(['check', '--format', 'gitlab', 'linux'], { cwd: top, env: { [name]: '/elsewhere' } });
    expect(JSON.parse(elsewhere.out)[0].location.path).toBe('reader.c');
  });

  it('has what comments silence as suppressed results of SARIF, with their own fingerprints', async () => {
    const twice = READER.replace(
      '\t/*',
      '\t/* barrier-ls-ignore stale-function: put() is in the module */\n\t/*',
    ).replace('}\n', '\t/* pairs with smp_wmb() in put() */\n\tsmp_rmb();\n}\n');
    const cwd = project({ 'reader.c': twice, 'set.c': '' });
    const { code, out } = await run(['check', '--format', 'sarif'], { cwd });
    expect(code).toBe(1);
    const { results } = JSON.parse(out).runs[0];
    expect(results.map(({ suppressions }: { suppressions: object[] }) => suppressions)).toEqual([
      [],
      [{ kind: 'inSource', justification: 'put() is in the module' }],
    ]);
    const prints = results.map((one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[0]);
    const { findings } = JSON.parse((await run(['check', '--format', 'json'], { cwd })).out);
    expect(prints[0]).toBe(findings[0].fingerprint);
    expect(prints[1]).not.toBe(prints[0]);
  });
});

describe('what counts', () => {
  it('--exit-zero reports and does not fail', async () => {
    const { code, out } = await run(['check', '--exit-zero'], { cwd: project() });
    expect(code).toBe(0);
    expect(out).toContain('2 findings in 2 files');
    expect((await run(['check', '--exit-zero', 'nowhere.c'], { cwd: project() })).code).toBe(2);
  });

  it('--max-findings keeps the most serious, in their order, and counts the rest', async () => {
    const config = '{ "rules": { "stale-function": "info", "misspelt-primitive": "error" } }';
    const cwd = project({ '.barrier-ls.jsonc': config });
    const { code, out } = await run(['check', '--max-findings', '1'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/^set\.c:3:\d+: error: /);
    expect(out).toContain('\n… and 1 more finding.\n\n2 findings in 2 files.');
    const json = JSON.parse((await run(['check', '--max-findings', '1', '--format', 'json'], { cwd })).out);
    expect(json.findings).toHaveLength(1);
    expect(json.summary).toMatchObject({ findings: 2, notPrinted: 1 });
  });

  it('--max-findings does not change the exit code', async () => {
    expect((await run(['check', '--max-findings', '0'], { cwd: project() })).code).toBe(1);
  });
});

describe('files that are written', () => {
  it('keep their mode', async () => {
    const cwd = project();
    await run(['check', '--format', 'json=a.json'], { cwd });
    const { chmodSync } = await import('node:fs');
    chmodSync(join(cwd, 'a.json'), 0o640);
    await run(['check', '--format', 'json=a.json'], { cwd });
    expect(statSync(join(cwd, 'a.json')).mode & 0o777).toBe(0o640);
  });
});
