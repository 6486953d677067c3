// Speed and memory of the built program on a whole kernel tree: of the command line, then of the language server.
//
//   npm run bench -- /path/to/linux [rounds of the command line]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [tree = process.env.BARRIER_LS_KERNEL ?? '', rounds = '3'] = process.argv.slice(2);
for (const [script, ...args] of [
  ['cli.mjs', tree, rounds],
  ['server.mjs', tree],
]) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, script), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
