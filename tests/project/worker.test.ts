import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeHost } from '../../server/src/host/node/host.ts';
import { parserModules } from '../../server/src/host/node/modules.ts';
import { loadExtractor } from '../../server/src/project/extractor.ts';
import { createPool } from '../../server/src/project/pool.ts';
import { candidate } from '../../server/src/project/prefilter.ts';
import { createLocalRunner } from '../../server/src/project/runner.ts';
import type { Item, Task } from '../../server/src/project/task.ts';

/** The real worker, bundled as build.mjs does it, and a tree for it. */
const folder = mkdtempSync(join(tmpdir(), 'barrier-ls-'));
const root = join(folder, 'tree');

beforeAll(async () => {
  await build({
    entryPoints: { worker: 'server/src/project/worker.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const modules = parserModules();
  copyFileSync(modules.runtime, join(folder, 'web-tree-sitter.wasm'));
  copyFileSync(modules.grammar, join(folder, 'tree-sitter-c.wasm'));
  mkdirSync(root);
  for (let i = 0; i < 40; i++) {
    const pairing = i % 3 === 0 ? `/* Pairs with writer_${i + 1}(). */ smp_rmb();` : 'x = shared_word;';
    writeFileSync(join(root, `${i}.c`), `int writer_${i}(struct s *s)\n{\n\t${pairing}\n\treturn s->a;\n}\n`);
  }
  writeFileSync(join(root, 'entry.S'), 'writer_1:\n');
  writeFileSync(join(root, 's.h'), 'struct s {\n\tint a;\n};\n/* Žluť: pairs with writer_0() */\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = [...Array.from({ length: 40 }, (_, i) => `${i}.c`), 'entry.S', 'nothing.c', 's.h'].sort();

it.each<[Task, readonly Item[]]>([
  [{ kind: 'survey', candidate }, FILES.map((file) => ({ file }))],
  [{ kind: 'extract' }, ['1.c', '3.c', 's.h'].map((file) => ({ file, names: ['writer_1'] }))],
  [{ kind: 'scan', names: ['writer_1', 'writer_30'], structs: ['struct s'] }, FILES.map((file) => ({ file }))],
])('threads do to files what is done here: %j', async (task, items) => {
  const host = nodeHost();
  const here = createLocalRunner({ root, files: host.files, hash: host.hash, extractor: loadExtractor });
  const script = pathToFileURL(join(folder, 'worker.mjs'));
  // One thread, as what a scan says of a name depends on what its thread has seen before.
  const pool = createPool({ threads: 1, script, data: { root }, patience: 20_000 });
  try {
    const results = await pool.run(task, items, () => {});
    expect(results).toEqual(await here.run(task, items, () => {}));
    expect(results.some((result) => result.facts ?? result.functions)).toBeTruthy();
  } finally {
    await pool.close();
  }
});
