/** The folder that the tests open: the project of the other editors' tests, and the founding story, to be changed at will. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../../..');

/** A new copy, gone when the tests have ended. The settings are those of the folder. */
export function project(settings: Readonly<Record<string, unknown>> = {}, name = 'linux'): string {
  const place = mkdtempSync(join(tmpdir(), 'barrier-ls-project-'));
  process.on('exit', () => rmSync(place, { recursive: true, force: true }));
  const folder = join(place, name);
  cpSync(join(repository, 'tests/editors/project'), folder, { recursive: true });
  cpSync(join(repository, 'tests/examples/iomem-plain'), join(folder, 'kernel'), { recursive: true });
  write(folder, '.barrier-ls.jsonc', '{}\n');
  write(folder, '.vscode/settings.json', JSON.stringify(settings));
  return folder;
}

/** Writes a file below a folder, and returns its path. */
export function write(folder: string, path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
