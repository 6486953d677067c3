// Bundles the command line, the language server and their workers, and the VS Code extension, into dist/, with the two .wasm
// files that the parser needs.
import { execSync } from 'node:child_process';
import { copyFileSync, readFileSync, renameSync, rmSync } from 'node:fs';

const { build } = await import('esbuild').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  // `npm install --global` of a git address, as pre-commit does it, hands its --global on when it installs what this
  // program is built with, which then is not here.
  execSync('npm ci --no-global --include=dev --ignore-scripts', { stdio: 'inherit' });
  return import('esbuild');
});

const { version, homepage } = JSON.parse(readFileSync('package.json', 'utf8'));

// Put in place as a whole, so that nobody who runs it meanwhile sees half of it.
const made = `dist.${process.pid}`;
const old = `${made}.old`;
await build({
  entryPoints: {
    cli: 'server/src/cli/main.ts',
    server: 'server/src/lsp/main.ts',
    worker: 'server/src/project/worker.ts',
    'litmus-worker': 'server/src/lsp/litmus-worker.ts',
  },
  outdir: made,
  bundle: true,
  // What they have in common is there once; and the cache, which knows the program by its file, is the same for all.
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Without a homepage the second one is undefined, and no link to a rule's page is given.
  define: { BARRIER_LS_VERSION: JSON.stringify(version), BARRIER_LS_HOMEPAGE: JSON.stringify(homepage) ?? 'undefined' },
  // Bundled CommonJS packages call require() for Node's own modules; an ES module has none.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await build({
  entryPoints: ['client/src/extension.ts'],
  outfile: `${made}/extension.cjs`,
  bundle: true,
  // VS Code before 1.100 requires extensions.
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  // Half the size to read, whenever an editor with a C file starts.
  minify: true,
  logLevel: 'warning',
});
await build({
  entryPoints: [
    { in: 'client/src/graph/page/main.ts', out: 'graph' },
    { in: 'client/src/graph/page/graph.css', out: 'graph' },
  ],
  outdir: made,
  bundle: true,
  // Of the first VS Code that the extension is for.
  target: 'chrome122',
  format: 'iife',
  minify: true,
  logLevel: 'warning',
});
copyFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm', `${made}/web-tree-sitter.wasm`);
copyFileSync('node_modules/tree-sitter-c/tree-sitter-c.wasm', `${made}/tree-sitter-c.wasm`);
try {
  renameSync('dist', old);
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
renameSync(made, 'dist');
rmSync(old, { recursive: true, force: true });
