import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverBundle } from '../support/client.ts';
import { repository } from '../tidy/sources.ts';

const MAX_BYTES = 2 * 1024 * 1024;

/** What the program is made of, as the build names it. */
const PROGRAM =
  /^dist\/((cli|server|worker|litmus-worker|chunk-[A-Z0-9]{8})\.js|(web-tree-sitter|tree-sitter-c)\.wasm)$/;

beforeAll(() => void serverBundle());

describe('the extension as it is packed', () => {
  let folder = '';
  let files: string[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'barrier-ls-'));
    execFileSync(process.execPath, ['package.mjs', '--stage', folder], { cwd: repository });
    files = readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the bundle, and nothing that it is made of', () => {
    const rest = files.filter((file) => !PROGRAM.test(file) && !/^(docs|client\/(media|syntaxes))\//.test(file));
    expect(rest).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'barrier-ls.schema.json',
      'dist/extension.cjs',
      'dist/graph.css',
      'dist/graph.js',
      'language-configuration.json',
      'package.json',
    ]);
    for (const name of ['cli.js', 'server.js', 'worker.js', 'litmus-worker.js', 'tree-sitter-c.wasm']) {
      expect(files).toContain(`dist/${name}`);
    }
  });

  it('has the page of every rule, which its findings link', () => {
    const pages = readdirSync(join(repository, 'docs/rules')).map((name) => `docs/rules/${name}`);
    expect(pages.filter((page) => !files.includes(page))).toEqual([]);
  });

  it('has the pictures of this editor, and of no other', () => {
    const pictures = files.filter((file) => file.startsWith('client/media/'));
    expect(pictures).toContain('client/media/icon.png');
    expect(pictures.filter((file) => !/\/(icon|vscode-[\w-]+)\.png$/.test(file))).toEqual([]);
  });

  it('has a README with pictures that registries take', () => {
    const pictures = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)];
    expect(pictures.length).toBeGreaterThan(0);
    for (const [, path] of pictures) expect(path).toMatch(/\.png$/);
  });

  it('has a manifest of which every file is there', () => {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const manifest = JSON.parse(text);
    for (const key of ['scripts', 'devDependencies', 'bin']) expect(manifest).not.toHaveProperty(key);
    expect(files).toContain(manifest.main.replace('./', ''));
    const { contributes, icon } = manifest;
    const named = JSON.stringify({ contributes, icon }).matchAll(/"(?:\.\/)?(client\/[^"]+|[\w-]+\.json)"/g);
    expect([...named].map(([, path]) => path!).filter((path) => !files.includes(path))).toEqual([]);
  });

  it('needs no module that it does not bring along, but those of Node and of the editor', () => {
    const code = readFileSync(join(folder, 'dist/extension.cjs'), 'utf8');
    const names = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!);
    expect(names).toContain('vscode');
    const strange = names.filter((name) => name !== 'vscode' && !builtinModules.includes(name.replace('node:', '')));
    expect(strange).toEqual([]);
  });

  it('is small', () => {
    const sizes = files.map((file) => deflateRawSync(readFileSync(join(folder, file))).length);
    expect(sizes.reduce((sum, one) => sum + one)).toBeLessThan(MAX_BYTES);
  });
});

describe('the package for npm', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    }),
  ) as [{ size: number; files: { path: string }[] }];
  const files = packed.files.map(({ path }) => path);

  it('has the program, its documentation and what editors need, and no extension', () => {
    const rest = files.filter((file) => !PROGRAM.test(file) && !/^(docs|client\/(nvim|syntaxes))\//.test(file));
    expect(rest.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'barrier-ls.schema.json',
      'language-configuration.json',
      'package.json',
    ]);
  });

  it('is small', () => {
    expect(packed.size).toBeLessThan(MAX_BYTES);
  });
});
