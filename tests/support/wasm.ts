/** The WebAssembly modules as tests load them: straight from the installed packages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Wasm } from '../../server/src/syntax/parser.ts';

const require = createRequire(import.meta.url);

export function wasm(): Wasm {
  return {
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-c/tree-sitter-c.wasm')),
  };
}
