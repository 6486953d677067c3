import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../support/cli.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'barrier-ls-config-'));
  writeFileSync(
    join(root, 'a.c'),
    'void f(int *p)\n{\n\t/* Pairs with smp_rmb() in gone_away(). */\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n',
  );
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Exit code and rules with their severities, under this project file. */
async function check(config: string, ...args: string[]): Promise<{ code: number; found: string[]; err: string }> {
  writeFileSync(join(root, '.barrier-ls.jsonc'), config);
  const { code, out, err } = await run(['check', root, '--format', 'json', ...args]);
  const { findings } = out === '' ? { findings: [] } : JSON.parse(out);
  return {
    code,
    found: findings.map(({ rule, severity }: { rule: string; severity: string }) => `${rule} ${severity}`),
    err,
  };
}

describe('.barrier-ls.jsonc', () => {
  it('leaves everything as it is when it says nothing', async () => {
    expect(await check('{}')).toMatchObject({ code: 1, found: ['stale-function warning'] });
  });

  it('sets how serious a rule is, which the exit code follows', async () => {
    expect(await check('{ "rules": { "stale-function": "hint" } }')).toMatchObject({
      code: 0,
      found: ['stale-function hint'],
    });
    expect(await check('{ "rules": { "stale-function": "off" } }')).toMatchObject({ code: 0, found: [] });
  });

  it('does not keep a rule that is asked for by name from running', async () => {
    const { found } = await check('{ "rules": { "stale-function": "off" } }', '--rule', 'stale-function');
    expect(found).toEqual(['stale-function warning']);
  });

  it('names functions that exist elsewhere, and paths not to look at', async () => {
    expect((await check('{ "assumeDefined": ["gone_away"] }')).found).toEqual([]);
    const { code, err } = await check('{ "exclude": ["*.c"] }');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('no C files') });
  });

  it('stops the run when it is wrong, with the line', async () => {
    const { code, err } = await check('{\n  "rule": {}\n}');
    expect(code).toBe(2);
    expect(err).toMatch(/^barrier-ls: \.barrier-ls\.jsonc:2: .*did you mean 'rules'/i);
  });
});
