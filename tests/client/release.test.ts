import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository } from '../tidy/sources.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const workflow = parse(read('.github/workflows/release.yml'));
const { build, ...publishing } = workflow.jobs;

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe('the release', () => {
  it('is made by a tag, and once for all registries', () => {
    expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
    expect(Object.keys(publishing).sort()).toEqual(['marketplace', 'npm', 'open-vsx']);
    for (const job of Object.values<{ needs: string }>(publishing)) expect(job.needs).toBe('build');
  });

  it('gives each registry its own secret, and the build none', () => {
    const secrets = (job: { steps: Step[] }) =>
      [...JSON.stringify(job).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    expect(secrets(build)).toEqual([]);
    const all = Object.values<{ steps: Step[] }>(publishing).map(secrets);
    for (const own of all) expect(own).toHaveLength(1);
    expect(new Set(all.flat()).size).toBe(3);
  });

  it('runs nothing that an expression stands for, and scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const steps: Step[] = [build, ...Object.values<{ steps: Step[] }>(publishing)].flatMap(({ steps }) => steps);
    for (const { run = '' } of steps) {
      expect(run).not.toContain('${{');
      for (const [, script] of run.matchAll(/npm run ([\w-]+)/g)) expect(scripts).toHaveProperty(script!);
    }
  });

  it('packs with the tool that npm run package has', () => {
    const [tool] = /@vscode\/vsce@[\d.]+/.exec(read('package.mjs'))!;
    expect(JSON.stringify(workflow.jobs.marketplace)).toContain(tool);
  });
});

// Skipped on Windows, and its name says so: GitHub runs it in bash, on Linux.
describe.runIf(process.platform !== 'win32')('the check of the version (skipped on Windows)', () => {
  const { run } = (build.steps as Step[]).find(({ name }) => name?.startsWith('The tag'))!;

  function check(tag: string, version: string, changelog: string) {
    const cwd = mkdtempSync(join(tmpdir(), 'barrier-ls-'));
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ version, type: 'module' }));
    writeFileSync(join(cwd, 'CHANGELOG.md'), changelog);
    const env = { ...process.env, GITHUB_REF_NAME: tag };
    const { status, stdout } = spawnSync('bash', ['-e', '-c', run!], { cwd, env, encoding: 'utf8' });
    rmSync(cwd, { recursive: true });
    return { status, said: stdout };
  }

  it('passes when all three say the same', () => {
    expect(check('v1.2.3', '1.2.3', '# Changelog\n\n## 1.2.3\n')).toEqual({ status: 0, said: '' });
  });

  it.each([
    ['another tag', 'v1.2.4', '## 1.2.3', /tag is v1\.2\.4.*version 1\.2\.3/],
    ['a tag without v', '1.2.3', '## 1.2.3', /tag is 1\.2\.3/],
    ['a version that is still unreleased', 'v1.2.3', '## 1.2.3 (unreleased)', /CHANGELOG/],
    ['a version that only looks like it', 'v1.2.3', '## 1.2x3\n## 1.2.30', /CHANGELOG/],
  ])('stops at %s', (_, tag, changelog, words) => {
    expect(check(tag, '1.2.3', `${changelog}\n`)).toEqual({ status: 1, said: expect.stringMatching(words) });
  });
});
