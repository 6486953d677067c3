/** The extractor of this program, as every thread loads it: the vocabulary of Linux and the parser's two modules. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createExtractor, type Extractor } from '../extract/file.ts';
import { linux } from '../primitives/linux.ts';

export function loadExtractor(): Promise<Extractor> {
  return createExtractor(linux, {
    runtime: locateModule('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'),
    grammar: locateModule('tree-sitter-c.wasm', 'tree-sitter-c/tree-sitter-c.wasm'),
  });
}

/** Beside the bundle; in the npm package when run from sources. */
function locateModule(bundled: string, packaged: string): string {
  const beside = fileURLToPath(new URL(`./${bundled}`, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(packaged);
}
