/** Where the WebAssembly modules of the parser are: beside the bundle, or in their npm packages when run from sources. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface ParserModules {
  readonly runtime: string;
  readonly grammar: string;
}

/** Absolute paths. */
export function parserModules(): ParserModules {
  return {
    runtime: locate('web-tree-sitter', 'web-tree-sitter.wasm'),
    grammar: locate('tree-sitter-c', 'tree-sitter-c.wasm'),
  };
}

function locate(packageName: string, file: string): string {
  const beside = fileURLToPath(new URL(`./${file}`, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`${packageName}/${file}`);
}
