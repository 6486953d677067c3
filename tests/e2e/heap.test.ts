import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Parser, Tree as SyntaxTree } from 'web-tree-sitter';
import { loadExtractor } from '../../server/src/project/extractor.ts';
import { openLive } from '../../server/src/project/live.ts';
import { memoryHost } from '../project/memory-host.ts';
import { randomFrom, type Tree, tree } from '../project/random-tree.ts';
import { folderWith } from '../support/cli.ts';
import { Client, eventually } from '../support/client.ts';

const EDITS = 1000;
const CYCLES = 300;
/** Documents that stay open and are typed into. */
const KEPT = 8;

interface Memory {
  readonly heapUsed: number;
  readonly external: number;
  /** What syntax trees live in. */
  readonly wasm: number;
  readonly rss: number;
}

/** One step of a long session: an edit, and now and then a document that is opened, asked about, and closed again. */
interface Steps {
  edit(file: string, text: string): void;
  cycle(file: string, text: string): Promise<void>;
}

async function work(made: Tree, random: (below: number) => number, edits: number, cycles: number, steps: Steps) {
  const files = [...made.files];
  for (let i = 0; i < edits; i++) {
    const [file, text] = files[i % KEPT]!;
    // Of the first text each time, so that documents don't grow.
    steps.edit(file, made.edit(text));
    if (i % Math.floor(edits / cycles) === 0) await steps.cycle(...files[KEPT + random(files.length - KEPT)]!);
  }
}

describe('after a thousand edits and three hundred documents that were opened and closed', () => {
  it('no syntax tree is left', { timeout: 120_000 }, async () => {
    const random = randomFrom(1);
    const made = tree(random, { files: 48 });
    const parse = vi.spyOn(Parser.prototype, 'parse');
    const drop = vi.spyOn(SyntaxTree.prototype, 'delete');
    const live = openLive({
      host: memoryHost(Object.fromEntries([...made.files].map(([file, text]) => [`/p/${file}`, text]))),
      extractor: await loadExtractor(),
      root: '/p',
      threads: 0,
      assumeDefined: [],
      exclude: [],
      delays: { idle: 5, longest: 20 },
      onProgress: () => {},
      onChange: () => {},
      log: () => {},
    });
    await live.settled();
    await work(made, random, EDITS, CYCLES, {
      edit: (file, text) => live.setText(file, text),
      async cycle(file, text) {
        live.setText(file, text);
        await live.settled();
        live.dropText(file);
      },
    });
    await live.settled();
    await live.close();
    const trees = parse.mock.results.filter(({ value }) => value !== null).length;
    expect(trees).toBeGreaterThan(EDITS);
    expect(drop.mock.calls.length).toBe(trees);
    vi.restoreAllMocks();
  });

  it('the memory in use is what it was', { timeout: 240_000 }, async () => {
    const random = randomFrom(2);
    const made = tree(random, { files: 150, isForeign: true });
    const report = join(folderWith({}), 'heap');
    const env = {
      NODE_OPTIONS: `--require=${resolve(import.meta.dirname, 'heap-probe.cjs')}`,
      BARRIER_LS_HEAP: report,
    };
    const client = await Client.start(Object.fromEntries(made.files), { env, settings: { index: { threads: 0 } } });
    for (const [file, text] of [...made.files].slice(0, KEPT)) client.open(file, text);
    const ask = (method: string, file: string) => {
      const at = { textDocument: { uri: client.uri(file) }, position: { line: 5, character: 10 } };
      return client.request(`textDocument/${method}`, at);
    };
    let version = 1;
    const third = () =>
      work(made, random, Math.ceil(EDITS / 3), CYCLES / 3, {
        edit(file, text) {
          const textDocument = { uri: client.uri(file), version: ++version };
          client.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
        },
        async cycle(file, text) {
          client.open(file, text);
          await Promise.all(['hover', 'codeLens', 'diagnostic', 'documentLink'].map((method) => ask(method, file)));
          client.close(file);
        },
      });
    await third();
    const first = await measure(client, report, 1);
    await third();
    await third();
    const last = await measure(client, report, 2);
    expect(last.heapUsed).toBeLessThan(first.heapUsed * 1.1);
    expect(last.external).toBeLessThan(first.external * 1.1);
    expect(last.wasm).toBe(first.wasm);
    expect(first.wasm).toBeGreaterThan(0);
    await client.stop();
  });
});

/** The memory that is in use once everything was looked at; `count` is how often this was asked. */
async function measure(client: Client, report: string, count: number): Promise<Memory> {
  // Passes follow on edits after a while, and so does what is told to the client.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  client.process.kill('SIGUSR2');
  const lines = () => (existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : []);
  const line = await eventually(() => lines()[count - 1], 'a measurement', 30_000);
  return JSON.parse(line);
}
