import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeGit } from '../../server/src/host/node/git.ts';
import { nodeHost } from '../../server/src/host/node/host.ts';
import { discover } from '../../server/src/project/discover.ts';

let folder: string;
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'barrier-ls-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('git', () => {
  it('lists what is tracked and what is new, but not what is ignored', () => {
    git('init');
    mkdirSync(join(folder, 'sub'));
    for (const name of ['tracked.c', 'sub/new.h', 'ignored.c', 'README']) writeFileSync(join(folder, name), '');
    writeFileSync(join(folder, '.gitignore'), 'ignored.c\n');
    git('add', 'tracked.c');
    expect([...nodeGit.files(folder, ['.c', '.h'])!].sort()).toEqual(['sub/new.h', 'tracked.c']);
    expect(nodeGit.files(join(folder, 'sub'), ['.c', '.h'])).toEqual(['new.h']);
  });

  it('gives names as they are', () => {
    git('init');
    writeFileSync(join(folder, 'Žluť "a b".c'), '');
    expect(nodeGit.files(folder, ['.c'])).toEqual(['Žluť "a b".c']);
  });

  it('knows nothing outside of a repository, or where there is no folder', () => {
    expect(nodeGit.files(folder, ['.c'])).toBeUndefined();
    expect(nodeGit.files(join(folder, 'nothing'), ['.c'])).toBeUndefined();
  });

  it('runs no program that the repository names', () => {
    git('init');
    const witness = join(folder, 'witness');
    git('config', 'core.fsmonitor', `touch ${witness}; false`);
    writeFileSync(join(folder, 'a.c'), '');
    expect(nodeGit.files(folder, ['.c'])).toEqual(['a.c']);
    expect(existsSync(witness)).toBe(false);
  });
});

describe('discovery on a disk', () => {
  it('is the same with git as without, but for what is ignored', () => {
    mkdirSync(join(folder, 'b'));
    for (const name of ['b.c', 'b/a.c', 'a.h', 'built.c']) writeFileSync(join(folder, name), '');
    symlinkSync('b', join(folder, 'loop'));
    const host = nodeHost();
    expect(discover(folder, [''], host).files).toEqual(['a.h', 'b.c', 'b/a.c', 'built.c']);
    git('init');
    writeFileSync(join(folder, '.gitignore'), 'built.c\n');
    expect(discover(folder, [''], host).files).toEqual(['a.h', 'b.c', 'b/a.c']);
  });
});
