/** The repository's own code, for the tests that keep it tidy. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../..');

export interface CodeFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What it imports, types too: as written in the import statement. */
  readonly imports: readonly string[];
}

/** All TypeScript and JavaScript files below a folder of the repository. */
export function codeFiles(folder: string): CodeFile[] {
  return readdirSync(join(repository, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path: relative(repository, path).replaceAll('\\', '/'), text, imports: importsOf(text) };
    });
}

/** Static and dynamic imports, and re-exports. Statements begin a line, so that text in comments isn't taken for one. */
function importsOf(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/^(?:import|export)\b[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm)) found.push(match[1]!);
  for (const match of text.matchAll(/^import\s+['"]([^'"]+)['"]/gm)) found.push(match[1]!);
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push(match[1]!);
  return found;
}
