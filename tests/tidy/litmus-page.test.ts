/** docs/litmus.md shows what the program prints and draws. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../support/cli.ts';
import { repository } from './sources.ts';

const page = readFileSync(join(repository, 'docs/litmus.md'), 'utf8');
const [test, shown, made] = [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, text]) => text!);
const cwd = folderWith({ 'ring.litmus': test! });

describe('docs/litmus.md', () => {
  it('shows the verdict as it is printed', async () => {
    const { out } = await run(['lkmm', '--explain', 'ring.litmus'], { cwd });
    expect(shown).toBe(`$ barrier-ls lkmm --explain ring.litmus\n${out}`);
  });

  it('shows the test of a pair as it is printed', async () => {
    const [question] = made!.split('\n');
    const { out } = await run(question!.replace('$ barrier-ls ', '').split(' '), { cwd: repository });
    expect(made).toBe(`${question}\n${out}`);
  });

  it('shows the picture as it is drawn', async () => {
    const { out } = await run(['lkmm', '--svg', 'ring.litmus'], { cwd });
    await expect(out).toMatchFileSnapshot(join(repository, 'client/media/litmus.svg'));
  });

  it('names every code of a diagnostic', () => {
    const source = readFileSync(join(repository, 'server/src/features/litmus-file/diagnostics.ts'), 'utf8');
    const codes = new Set([...source.matchAll(/'(litmus-[\w-]+)'/g)].map(([, code]) => code!));
    expect([...codes].filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([]);
  });
});
