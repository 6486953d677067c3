/** The files by which other repositories take this program into their CI: they parse, and say only what exists. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { checkFormats } from '../../server/src/cli/formats/check-formats.ts';
import { bundle, folderWith, run } from '../support/cli.ts';
import { repository } from './sources.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const guide = read('docs/ci.md');
const action = parse(read('action.yml'));
const hooks = parse(read('.pre-commit-hooks.yaml'));

/** Options of a command, by its own help. */
async function optionsOf(...command: string[]): Promise<Set<string>> {
  const { out } = await run([...command, '--help']);
  return new Set([...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option!));
}

/** The command lines of `barrier-ls` in a text, without what follows in a pipe or a comment. */
function commandLines(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ');
  return [...joined.matchAll(/\bbarrier-ls (check|baseline \w+)\b([^\n|#`]*)/g)].map(([line]) => line);
}

async function unknownOptions(line: string): Promise<string[]> {
  const [, command = ''] = /barrier-ls (check|baseline \w+)/.exec(line) ?? [];
  const known = await optionsOf(...command.split(' '));
  return [...line.matchAll(/(?<=\s)--[\w-]+/g)].map(([option]) => option).filter((option) => !known.has(option));
}

describe('docs/ci.md', () => {
  const blocks = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text!);

  it('has YAML that parses, without a warning', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const block of blocks) {
      const { errors, warnings } = parseDocument(block);
      expect([...errors, ...warnings]).toEqual([]);
    }
  });

  it('gives the action inputs that it has', () => {
    const steps = blocks.flatMap((block) => parse(block)?.jobs?.barriers?.steps ?? []);
    const own = steps.find((step: { uses?: string }) => step.uses?.includes('barrier-language-server'));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own.with)));
  });

  it('names the hook that there is', () => {
    const ids = blocks.flatMap((block) => parse(block).repos?.[0].hooks ?? []).map(({ id }: { id: string }) => id);
    expect(ids).toEqual(hooks.map(({ id }: { id: string }) => id));
  });

  it.each(commandLines(guide))('%s', async (line) => expect(await unknownOptions(line)).toEqual([]));

  it('mentions options of check alone in its prose, and all formats', async () => {
    const known = await optionsOf('check');
    const mentioned = [...guide.replace(/^```.*?^```$/gms, '').matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option!);
    expect(mentioned.filter((option) => !known.has(option))).toEqual([]);
    for (const format of checkFormats.keys()) expect(guide).toMatch(new RegExp(`^\\|.*\`${format}\``, 'm'));
  });

  it('has links that lead somewhere', () => {
    for (const [, path] of guide.matchAll(/\]\(([^)#]+)/g))
      expect(existsSync(join(repository, 'docs', path!))).toBe(true);
  });
});

describe('.pre-commit-hooks.yaml', () => {
  it('runs the command of the package once, over all that is staged', async () => {
    const { bin } = JSON.parse(read('package.json'));
    expect(hooks).toMatchObject([
      { language: 'node', types: ['c'], pass_filenames: false, require_serial: true, entry: expect.any(String) },
    ]);
    expect(Object.keys(bin)).toContain(hooks[0].entry.split(' ')[0]);
    expect(await unknownOptions(hooks[0].entry)).toEqual([]);
  });
});

describe('action.yml', () => {
  const check = action.runs.steps.at(-1);

  it('is a composite action whose steps name their shell', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of action.runs.steps) expect(step.shell ?? step.uses).toBeTruthy();
  });

  it('uses the inputs that it declares, and no others', () => {
    const used = [...read('action.yml').matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name!);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
    // What an expression stands for would be run.
    for (const { run: script = '' } of action.runs.steps) expect(script).not.toContain('${{');
  });

  it('passes options that exist', async () => {
    const known = await optionsOf('check');
    const passed = [...check.run.matchAll(/(?<=[\s(])--[\w-]+/g)].map(([option]) => option);
    expect(passed.filter((option: string) => !known.has(option))).toEqual([]);
  });

  it('runs', () => {
    const files = {
      'lib/a b.c': 'void f(int *p)\n{\n\t/* pairs with smb_rmb() in f() */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n',
    };
    const cwd = folderWith(files);
    bundle();
    const script = (env: Readonly<Record<string, string>>) => {
      try {
        const all = { SINCE: '', SARIF: '', ARGS: '', PATHS: '.', FAIL_ON: 'warning', ACTION: repository, ...env };
        const out = execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', check.run], {
          cwd,
          env: { PATH: process.env['PATH'], ...all },
          encoding: 'utf8',
        });
        return { code: 0, out };
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string };
        return { code: status, out: stdout };
      }
    };
    expect(script({})).toMatchObject({ code: 1, out: expect.stringContaining('::warning file=lib/a b.c') });
    expect(script({ FAIL_ON: 'never', SARIF: 'a.sarif', ARGS: '--rule misspelt-primitive' })).toMatchObject({
      code: 0,
    });
    const { runs } = JSON.parse(readFileSync(join(cwd, 'a.sarif'), 'utf8'));
    expect(runs[0].results).toHaveLength(1);
    expect(script({ PATHS: 'lib nowhere' }).code).toBe(2);
    expect(script({ ARGS: '--no-such-option' }).code).toBe(2);
  });
});
