// Times the built language server on a whole kernel tree, and clangd beside it where it is installed: how soon it is of
// use, how long people wait for an answer, and how long after a key is pressed the diagnostics are there.
//
//   node tests/bench/server.mjs /path/to/linux [requests of each kind]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = createRequire(
  createRequire(import.meta.url).resolve('vscode-languageserver-protocol'),
)('vscode-jsonrpc/node');

const [tree = process.env.BARRIER_LS_KERNEL, count = '1000'] = process.argv.slice(2);
if (!tree || !existsSync(join(tree, 'MAINTAINERS'))) {
  console.error('usage: node tests/bench/server.mjs /path/to/linux [requests]');
  process.exit(2);
}
const root = resolve(tree);
const dist = resolve(import.meta.dirname, '../../dist');
const scratch = mkdtempSync(join(tmpdir(), 'barrier-ls-bench-'));
const env = { ...process.env, BARRIER_LS_CACHE_DIR: join(scratch, 'cache') };
const big = 'kernel/sched/core.c';
const story = 'kernel/resource.c';

try {
  await start('cold');
  const server = await start('cached');
  await latencies(server);
  const ours = await keystrokes(server, 'diagnostics asked for');
  await otherSide(server);
  memory(server);
  await server.stop();
  await beside(ours);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Starts the server on the tree; tells how soon it answers in the open file, and when it has read everything. */
async function start(name) {
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const server = await launch([process.execPath, join(dist, 'server.js'), '--stdio'], {
    workspace: { workspaceFolders: true, configuration: false, diagnostics: { refreshSupport: true } },
    textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown'] }, definition: { linkSupport: true } },
    general: { positionEncodings: ['utf-16'] },
    experimental: { 'barrier-ls': { status: true } },
  });
  console.log(`${name}: initialize answered after ${ms(since())}`);
  server.open(story);
  const at = place(story, 'smp_store_release(&iomem_inode');
  const answered = { hover: 0, definition: 0 };
  for (const method of ['hover', 'definition']) {
    for (;;) {
      const answer = await server.ask(method, at);
      if (answer && (!Array.isArray(answer) || answer.length > 0)) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    answered[method] = since();
  }
  console.log(
    `${name}: hover in the open file after ${ms(answered.hover)}, definition after ${ms(answered.definition)}`,
  );
  // While the tree is being read, people go on asking.
  const waits = [];
  while (!server.isReady()) {
    waits.push(await timed(() => server.ask('hover', at)));
    await new Promise((done) => setTimeout(done, 50));
  }
  console.log(`${name}: tree read after ${ms(since())}; hover meanwhile ${spread(waits)}`);
  if (name === 'cold') await server.stop();
  return server;
}

/** Hover, definition, references and code lens at sites drawn at random, the same ones in each run. */
async function latencies(server) {
  const sites = run('sites');
  let seed = 42;
  const draw = () => sites[(seed = (seed * 1103515245 + 12345) % 2147483648) % sites.length];
  const times = { hover: [], definition: [], references: [], codeLens: [] };
  for (let i = 0; i < Number(count); i++) {
    const { file, line, primitive } = draw();
    const text = readFileSync(join(root, file), 'utf8').split('\n')[line - 1];
    const at = {
      textDocument: { uri: server.open(file) },
      position: { line: line - 1, character: Math.max(0, text.indexOf(primitive)) + 1 },
    };
    // The document's own facts are there before anybody can ask: the first request waits for no one.
    await server.ask('documentHighlight', at);
    for (const [method, list] of Object.entries(times)) list.push(await timed(() => server.ask(method, at)));
    server.close(file);
  }
  for (const [method, list] of Object.entries(times)) console.log(`${method}: ${spread(list)} over ${list.length}`);
}

/** From a key pressed in a large file to its diagnostics. */
async function keystrokes(server, how) {
  const uri = server.open(big);
  await server.diagnostics(uri);
  const { position } = place(big, 'smp_mb__after_spinlock();');
  const times = [];
  for (const letter of '/* Typed one letter after the other, as people do. */') {
    server.type(uri, position, letter);
    times.push(await timed(() => server.diagnostics(uri)));
    position.character++;
  }
  console.log(`keystroke to diagnostics in ${big}: ${spread(times)}, ${how}`);
  return percentile(times, 50);
}

/** The barrier of one document is taken out, and the comment in another one is found to lead nowhere. */
async function otherSide(server) {
  const writer = 'void bench_publish(int *p)\n{\n\tsmp_wmb();\n\tWRITE_ONCE(*p, 1);\n}\n';
  const reader =
    'void bench_look(int *p)\n{\n\tREAD_ONCE(*p);\n\t/* Pairs with smp_wmb() in bench_publish(). */\n\tsmp_rmb();\n}\n';
  const there = server.open('kernel/bench_writer.c', writer);
  const here = server.open('kernel/bench_reader.c', reader);
  const findings = async () => (await server.diagnostics(here)).items.length;
  while ((await findings()) > 0) await new Promise((done) => setTimeout(done, 50));
  const times = [];
  for (let round = 0; round < 20; round++) {
    const begun = performance.now();
    server.type(there, { line: 2, character: 1 }, '//');
    while ((await findings()) === 0);
    times.push(performance.now() - begun);
    server.type(there, { line: 2, character: 1 }, '', { line: 2, character: 3 });
    while ((await findings()) > 0);
  }
  console.log(`from an edit to the finding in another file: ${spread(times)}`);
}

/** The records of a command. */
function run(command) {
  const args = [join(dist, 'cli.js'), command, root, '--format', 'jsonl'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, env });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function memory(server) {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const megabytes = (key) => (Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)[1]) / 1024).toFixed(0);
  console.log(`memory: ${megabytes('VmRSS')} MB, ${megabytes('VmHWM')} MB at most`);
}

/** The same keys in clangd, which waits for its own diagnostics of a file without a build. */
async function beside(ours) {
  if (spawnSync('clangd', ['--version']).error) return console.log('clangd: not installed, not compared');
  const clangd = await launch(['clangd', '--log=error', '--background-index=false'], {
    textDocument: { publishDiagnostics: {} },
  });
  const theirs = await keystrokes(clangd, 'sent by clangd');
  console.log(`keystroke to diagnostics: ${(ours / theirs).toFixed(2)} × clangd`);
  await clangd.stop();
}

async function launch(command, capabilities) {
  const child = spawn(command[0], command.slice(1), { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let ready = false;
  let published = () => {};
  const versions = new Map();
  connection.onNotification('barrier-ls/status', ({ state }) => (ready = state === 'ready'));
  connection.onNotification('textDocument/publishDiagnostics', ({ version }) => published(version));
  connection.onRequest(() => null);
  connection.onUnhandledNotification(() => {});
  connection.listen();
  const rootUri = String(pathToFileURL(root));
  const { capabilities: offered } = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'linux' }],
    capabilities,
  });
  await connection.sendNotification('initialized', {});
  const uriOf = (file) => String(pathToFileURL(join(root, file)));
  const server = {
    pid: child.pid,
    isReady: () => ready,
    ask: (method, at) =>
      connection.sendRequest(`textDocument/${method}`, { ...at, context: { includeDeclaration: true } }),
    open(file, text = readFileSync(join(root, file), 'utf8')) {
      const uri = uriOf(file);
      if (versions.has(uri)) return uri;
      versions.set(uri, 1);
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'c', version: 1, text },
      });
      return uri;
    },
    close(file) {
      versions.delete(uriOf(file));
      connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } });
    },
    type(uri, position, text, end = position) {
      const version = versions.get(uri) + 1;
      versions.set(uri, version);
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: position, end }, text }],
      });
    },
    diagnostics(uri) {
      if (offered.diagnosticProvider) {
        return connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
      }
      return new Promise((done) => {
        published = (version) => version >= versions.get(uri) && done();
      });
    },
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await new Promise((done) => child.once('exit', done));
    },
  };
  return server;
}

function place(file, words) {
  const text = readFileSync(join(root, file), 'utf8');
  const before = text.slice(0, text.indexOf(words)).split('\n');
  const position = { line: before.length - 1, character: before.at(-1).length };
  return { textDocument: { uri: String(pathToFileURL(join(root, file))) }, position };
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function spread(times) {
  return `median ${ms(percentile(times, 50))}, p95 ${ms(percentile(times, 95))}, longest ${ms(Math.max(0, ...times))}`;
}

function percentile(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? 0;
}

function ms(time) {
  return `${time < 10 ? time.toFixed(1) : time.toFixed(0)} ms`;
}
