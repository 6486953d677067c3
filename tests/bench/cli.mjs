// Times the built command line on a whole kernel tree beside its peers in the same run, and prints ratios:
// machines are noisy, a ratio to a peer measured in turn is not.
//
//   node tests/bench/cli.mjs /path/to/linux [rounds]
//
// Peers: `rg -l -F` for the same words (two threads), and scripts/checkpatch.pl's MEMORY_BARRIER over a sample.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const [tree = process.env.BARRIER_LS_KERNEL, rounds = '3'] = process.argv.slice(2);
if (!tree || !existsSync(join(tree, 'MAINTAINERS'))) {
  console.error('usage: node tests/bench/cli.mjs /path/to/linux [rounds]');
  process.exit(2);
}
const cli = resolve(import.meta.dirname, '../../dist/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'barrier-ls-bench-'));
const needles = join(scratch, 'needles');
writeFileSync(needles, (await literals()).join('\n'));

const env = { ...process.env, BARRIER_LS_CACHE_DIR: join(scratch, 'cache') };
const check = [process.execPath, [cli, 'check', tree, '--fail-on', 'never', '--format', 'json']];
const peers = {
  rg: ['rg', ['-j2', '-l', '-F', '-f', needles, '-g', '*.c', '-g', '*.h', tree]],
  cold: [check[0], [...check[1], '--no-cache', '--threads', '2']],
};

const rows = { rg: [], cold: [], warm: [] };
for (let round = 0; round < Number(rounds) + 1; round++) {
  for (const [name, command] of Object.entries(peers)) {
    const run = await measure(command);
    if (round > 0) rows[name].push(run); // The first round warms the page cache.
  }
}
await measure(check); // Fills the facts cache.
for (let round = 0; round < Number(rounds); round++) rows.warm.push(await measure(check));

const best = Object.fromEntries(Object.entries(rows).map(([name, runs]) => [name, median(runs.map((r) => r.seconds))]));
for (const [name, runs] of Object.entries(rows)) {
  const memory = Math.max(...runs.map((r) => r.megabytes));
  console.log(
    `${name.padEnd(6)} median ${best[name].toFixed(2)} s   peak ${memory.toFixed(0)} MB   ${(best[name] / best.rg).toFixed(1)} × rg`,
  );
}
checkpatch();
rmSync(scratch, { recursive: true, force: true });

/** The words that make a file a candidate, out of the sources. */
async function literals() {
  const entry = resolve(import.meta.dirname, '../../server/src/primitives/explicit.ts');
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm' });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
  return module.needles;
}

/** Wall seconds and peak resident megabytes of one command; its output is thrown away. */
function measure([command, args]) {
  return new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    let megabytes = 0;
    const poll = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        megabytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
      } catch {}
    }, 20);
    child.on('error', fail);
    child.on('exit', () => {
      clearInterval(poll);
      done({ seconds: (performance.now() - start) / 1000, megabytes });
    });
  });
}

/** checkpatch.pl reads a file in seconds: a sample of the candidates gives its pace. */
function checkpatch() {
  const script = join(tree, 'scripts/checkpatch.pl');
  const listed = spawnSync(...peers.rg, { encoding: 'utf8', maxBuffer: 1 << 26 })
    .stdout.trim()
    .split('\n')
    .sort();
  const sample = listed.filter((_, i) => i % Math.ceil(listed.length / 20) === 0).slice(0, 20);
  const start = performance.now();
  const run = spawnSync('perl', [script, '-f', '--no-tree', '--terse', '--types', 'MEMORY_BARRIER', ...sample], {
    cwd: tree,
  });
  if (run.error) return console.log('checkpatch not measured: perl is missing');
  const seconds = (performance.now() - start) / 1000;
  const whole = (seconds / sample.length) * listed.length;
  console.log(
    `checkpatch.pl MEMORY_BARRIER ${seconds.toFixed(1)} s for ${sample.length} of ${listed.length} files: about ${(whole / 60).toFixed(0)} min for all`,
  );
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
