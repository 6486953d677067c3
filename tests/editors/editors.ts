/** The editors of this machine, and what the tests that drive them share. Where one is missing, its tests are skipped. */
import { execFileSync, spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { folderWith, repository } from '../support/cli.ts';

/** The built server, or another one to try these tests on. */
export const server = process.env['BARRIER_LS_SERVER'] ?? join(repository, 'dist/server.js');

export const hasServer = existsSync(server);

/** Where install.sh unpacks the newer Neovims. */
const unpacked = process.env['BARRIER_LS_EDITORS'] ?? join(homedir(), '.cache/barrier-ls-ci');

/** What is typed to start an editor, or undefined where it is not installed. */
export const editors = {
  'Neovim 0.7': found('nvim'),
  'Neovim 0.10': runnable(join(unpacked, 'nvim-trixie/nvim')),
  'Neovim 0.12': runnable(join(unpacked, 'nvim-forky/nvim')),
  Emacs: found('emacs'),
  clangd: found('clangd'),
} as const;

if (!hasServer) console.warn(`tests/editors: skipped, ${server} is not there (npm run build)`);
for (const [name, command] of Object.entries(editors))
  if (command === undefined) console.warn(`tests/editors: skipped, ${name} is not found (tests/editors/install.sh)`);

export interface Workspace {
  readonly folder: string;
  /** Environment in which `barrier-ls` is on the path, and no user's settings, caches or logs are seen. */
  readonly env: Readonly<Record<string, string>>;
  /** Process ids of all servers that were started. */
  readonly started: () => number[];
}

/** A repository with the project of this folder and one of the examples in it: a test may change its files. */
export function workspace(): Workspace {
  const folder = folderWith({ '.barrier-ls.jsonc': '{}\n' });
  execFileSync('git', ['init', '--quiet', folder]);
  const home = folderWith({ 'bin/barrier-ls': '', pids: '' });
  cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true });
  cpSync(join(repository, 'tests/examples/iomem-plain'), join(folder, 'iomem-plain'), { recursive: true });
  const command = join(home, 'bin/barrier-ls');
  writeFileSync(command, `#!/bin/sh\necho $$ >>'${home}/pids'\nexec '${process.execPath}' '${server}' "$@"\n`);
  chmodSync(command, 0o755);
  const xdg = ['CONFIG', 'DATA', 'STATE', 'CACHE'].map((name) => [`XDG_${name}_HOME`, join(home, name)]);
  return {
    folder,
    env: {
      ...(process.env as Record<string, string>),
      ...Object.fromEntries(xdg),
      HOME: home,
      BARRIER_LS_CACHE_DIR: join(home, 'facts'),
      LC_ALL: 'C.UTF-8',
      PATH: join(home, 'bin') + delimiter + process.env['PATH'],
    },
    started: () => readFileSync(join(home, 'pids'), 'utf8').trim().split('\n').filter(Boolean).map(Number),
  };
}

export interface Step {
  readonly step: string;
  readonly failed?: string;
}

/** Runs an editor until it ends, and collects the lines of JSON that its script prints. */
export async function drive(
  command: string,
  args: readonly string[],
  { folder, env }: Workspace,
  more: Readonly<Record<string, string>>,
): Promise<Map<string, Step>> {
  const child = spawn(command, args, { cwd: folder, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST);
  const code = await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)));
  clearTimeout(late);
  const steps = new Map<string, Step>();
  for (const line of out.split('\n')) {
    if (!line.startsWith('{')) continue;
    const step = JSON.parse(line) as Step;
    steps.set(step.step, step);
    // The tests of this step fail for want of its results; those of the others need not.
    if (step.failed) console.error(`${command}: ${step.step} failed: ${step.failed}`);
  }
  if (code !== 0 || steps.size === 0) throw new Error(`${command} ended with ${code}:\n${out}${err}`);
  return steps;
}

/** Waits for all these processes to have ended; returns those that have not after a while. */
export async function survivors(pids: readonly number[]): Promise<number[]> {
  for (let tries = 0; tries < 50 && pids.some(isAlive); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return pids.filter(isAlive);
}

/** The code block below a heading of docs/editors.md: what the user is told to write is what runs here. */
export function setup(heading: string): string {
  const page = readFileSync(join(repository, 'docs/editors.md'), 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  const block = /^```\w*\n(.*?)^```$/ms.exec(section ?? '')?.[1];
  if (block === undefined) throw new Error(`docs/editors.md has no code below '${heading}'`);
  return block.replaceAll('/path/to/barrier-language-server', repository);
}

const LONGEST = 120_000;

/** Not one that has ended and that nobody has asked for its exit code. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function found(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => runnable(join(folder, name))).find((path) => path !== undefined);
}

function runnable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
