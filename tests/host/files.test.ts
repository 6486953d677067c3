import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../server/src/host/node/files.ts';

let folder: string;
const files = nodeFiles();

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'barrier-ls-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('reading', () => {
  it('gives the bytes, with the time and size that they had', () => {
    writeFileSync(join(folder, 'a.c'), 'int x;\n');
    const { stat, bytes, problem } = files.read(join(folder, 'a.c'), 100);
    expect(bytes?.toString()).toBe('int x;\n');
    expect(stat).toEqual(files.stat(join(folder, 'a.c')));
    expect(stat).toMatchObject({ kind: 'file', size: 7 });
    expect(problem).toBeUndefined();
  });

  it('reads a small file after a large one', () => {
    writeFileSync(join(folder, 'large.c'), 'x'.repeat(600_000));
    writeFileSync(join(folder, 'small.c'), 'y');
    expect(files.read(join(folder, 'large.c'), 1 << 20).bytes).toHaveLength(600_000);
    expect(files.read(join(folder, 'small.c'), 1 << 20).bytes?.toString()).toBe('y');
  });

  it('leaves files that are too large', () => {
    writeFileSync(join(folder, 'a.c'), Buffer.alloc(3 << 20));
    const { bytes, stat, problem } = files.read(join(folder, 'a.c'), 2 << 20);
    expect({ bytes, size: stat?.size, problem }).toEqual({
      bytes: undefined,
      size: 3 << 20,
      problem: 'is larger than 2 MB',
    });
  });

  it('follows no symbolic link, and waits for no pipe', () => {
    writeFileSync(join(folder, 'a.c'), '');
    symlinkSync('a.c', join(folder, 'link.c'));
    execFileSync('mkfifo', [join(folder, 'pipe.c')]);
    for (const name of ['link.c', 'pipe.c', 'nothing.c', '.']) {
      const { bytes, problem, stat } = files.read(join(folder, name), 100);
      expect({ bytes, problem, isFile: stat?.kind === 'file' }).toEqual({
        bytes: undefined,
        problem: undefined,
        isFile: false,
      });
    }
  });

  it('says why a file can not be read', () => {
    writeFileSync(join(folder, 'a.c'), 'x', { mode: 0 });
    // The superuser may read everything.
    const expected = process.getuid?.() === 0 ? undefined : 'cannot be read (EACCES)';
    expect(files.read(join(folder, 'a.c'), 100).problem).toBe(expected);
  });
});

describe('a folder', () => {
  it('is listed without symbolic links and other oddities', () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'a.c'), '');
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('a.c', join(folder, 'b.c'));
    const found = [...files.entries(folder)!].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(found).toEqual([
      { name: 'a.c', folder: false },
      { name: 'sub', folder: true },
    ]);
  });

  it('is undefined when it is not there', () => {
    expect(files.entries(join(folder, 'nothing'))).toBeUndefined();
  });
});

describe('paths', () => {
  it('are real ones without symbolic links', () => {
    mkdirSync(join(folder, 'sub'));
    symlinkSync('sub', join(folder, 'link'));
    expect(files.real(join(folder, 'link'))).toBe(join(folder, 'sub'));
    expect(files.real(join(folder, 'nothing'))).toBe(join(folder, 'nothing'));
  });

  it.each([
    ['/a/b', '/a/b/c/d.c', 'c/d.c'],
    ['/a/b', '/a/b', ''],
    ['/a/b', '/a/c', undefined],
    ['/a/b', '/a', undefined],
    ['/a/b', '/a/bc', undefined],
    ['/', '/a', 'a'],
    // Not a way up, only a name that looks like one.
    ['/a', '/a/..b', '..b'],
  ])('lead from %s to %s by %s', (from, to, way) => {
    expect(files.relative(from, to)).toBe(way);
  });
});

describe('replacing', () => {
  it('makes the folder, writes all parts and leaves nothing else behind', () => {
    const path = join(folder, 'deep', 'er', 'cache');
    files.replace(path, ['one\n', 'two\n']);
    files.replace(path, ['three\n']);
    expect(readFileSync(path, 'utf8')).toBe('three\n');
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['cache']);
  });

  it('fails where it can not, and leaves the old file alone', () => {
    const path = join(folder, 'cache');
    files.replace(path, ['old']);
    const failing = function* () {
      yield 'half';
      throw new Error('no space');
    };
    expect(() => files.replace(path, failing())).toThrow('no space');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['cache']);
    expect(() => files.replace(join(path, 'inside'), ['x'])).toThrow();
  });
});
