import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bundle, folderWith, run, runBundle } from '../support/cli.ts';

describe('mistakes are one line and exit code 2', () => {
  const cwd = folderWith({
    'empty.c': '',
    'notes.txt': 'no code\n',
    'binary.c': 'int\0main',
    'huge.c': 'x'.repeat(9 << 20),
    'docs/notes.txt': 'nor here\n',
  });
  it.each([
    [['chekc'], "unknown command 'chekc' (Did you mean check?)"],
    [['check', '--frmat', 'json'], "unknown option '--frmat' (Did you mean --format?)"],
    [
      ['check', '--format', 'xml'],
      "option '--format <format[=file]>' argument 'xml' is invalid. Allowed choices are text, json, jsonl, sarif, github, gitlab, rdjson, checkstyle, junit, checkpatch.",
    ],
    [
      ['pairs', '--format', 'json'],
      "option '--format <format>' argument 'json' is invalid. Allowed choices are text, jsonl.",
    ],
    [['check', '--threads', 'many'], /argument 'many' is invalid\. It takes a whole number/],
    [['check', '--fail-on', 'always'], /Allowed choices are error, warning, info, hint, never/],
    [['check', '--rule', 'plain-acess'], "there is no rule 'plain-acess'; did you mean 'plain-access'?"],
    [['check', 'nowhere.c'], /^cannot read .*nowhere\.c: no such file or directory$/],
    [['check', '--root', 'nowhere', '.'], /^cannot read .*nowhere: no such file or directory$/],
    [['check', ''], 'an empty path was given'],
    [['check', 'empty.c'], 'nothing to read in empty.c: empty'],
    [['check', 'docs'], 'no C files in docs'],
    [['check', 'binary.c'], 'binary.c is not a text file'],
    [['check', 'huge.c'], 'huge.c is larger than 8 MB'],
    [['check', '--root', 'docs', 'empty.c'], /empty\.c is not in .*docs$/],
    [['explain'], "missing required argument 'subject'"],
    [['explain', 'smp_laod_acquire'], "nothing is known of 'smp_laod_acquire'; did you mean 'smp_load_acquire'?"],
    [['explain', 'zebra'], "nothing is known of 'zebra'; expected a primitive, a rule or FILE:LINE"],
  ] as const)('%j', async (args, message) => {
    const { code, out, err } = await run(args, { cwd });
    expect(out).toBe('');
    expect(err).toMatch(/^barrier-ls: [^\n]+\n$/);
    const said = err.slice('barrier-ls: '.length, -1);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
    expect(code).toBe(2);
  });

  it('shows the help, too, when nothing is asked', async () => {
    const { code, err } = await run([]);
    expect(code).toBe(2);
    expect(err).toMatch(/^Usage: barrier-ls/);
  });

  it('reports a file that is too large beside others, and goes on', async () => {
    const folder = folderWith({ 'huge.c': 'x'.repeat(9 << 20), 'a.c': 'void f(void)\n{\n\tsmp_mb();\n}\n' });
    const { code, err } = await run(['check', folder]);
    expect(code).toBe(0);
    expect(err).toBe('barrier-ls: not looked at: huge.c is larger than 8 MB\n');
  });
});

describe('help', () => {
  it('lists the commands', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const command of ['check', 'pairs', 'sites', 'explain', 'doctor'])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(out).toContain('Exit codes: 0 nothing to report, 1 findings');
  });

  it.each(['check', 'pairs', 'sites', 'explain', 'doctor'])('%s --help', async (command) => {
    const { code, out } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--root <dir>');
  });
});

describe('the built bundle', () => {
  it('has the version of the package', () => {
    expect(runBundle(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });

  it('checks the examples with exit code 1', () => {
    const { code, out } = runBundle(['check', 'tests/examples']);
    expect(code).toBe(1);
    expect(out).toMatch(/\n3 findings in 2 files\./);
  });

  it('gives a pipe everything, however slowly it reads', () => {
    const functions = Array.from({ length: 3000 }, (_, i) => `void f${i}(void)\n{\n\tsmp_mb();\n}\n`);
    const cwd = folderWith({ 'many.c': functions.join('\n') });
    const { out } = runBundle(['sites', '--format', 'jsonl'], { cwd });
    const lines = out.split('\n');
    expect(lines).toHaveLength(3001);
    expect(JSON.parse(lines[2999]!)).toMatchObject({ function: 'f2999' });
  });

  it('stops without a word when nobody reads on', async () => {
    const child = spawn(process.execPath, [bundle(), 'pairs', 'tests/examples'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    await once(child, 'close');
    expect(err).toBe('');
  });
});
