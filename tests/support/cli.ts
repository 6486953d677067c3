/** Runs the command line: in this process with streams that remember, or as the built bundle in a process of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { main } from '../../server/src/cli/program.ts';

export const repository = resolve(import.meta.dirname, '../..');

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in the standard input. */
  readonly input?: string | Buffer;
  /** Both streams claim to be terminals. */
  readonly terminal?: boolean;
}

/** Runs `barrier-ls` with these arguments in this process, without colours, and with a cache of its own. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  let out = '';
  let err = '';
  const stream = { isTerminal: options.terminal ?? false, columns: 80 };
  const code = await main(args, {
    cwd: options.cwd ?? repository,
    env: { BARRIER_LS_CACHE_DIR: cacheFolder(), ...options.env },
    out: { ...stream, write: (text) => void (out += text) },
    err: { ...stream, write: (text) => void (err += text) },
    input: async () => Buffer.from(options.input ?? ''),
  });
  return { code, out, err };
}

/** The built command line; it is built when it is not there. */
export function bundle(): string {
  const cli = join(repository, 'dist/cli.js');
  if (!existsSync(cli)) execFileSync(process.execPath, ['build.mjs'], { cwd: repository });
  return cli;
}

/** Runs the built bundle. */
export function runBundle(args: readonly string[], options: RunOptions = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle(), ...args], {
    cwd: options.cwd ?? repository,
    env: { ...process.env, BARRIER_LS_CACHE_DIR: cacheFolder(), ...options.env },
    encoding: 'utf8',
    input: options.input ?? '',
    maxBuffer: 1 << 29,
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}

/** A new folder with these files in it, outside of any project; it goes when the tests end. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'barrier-ls-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const made: string[] = [];
let cache: string | undefined;

function cacheFolder(): string {
  cache ??= folderWith({});
  return cache;
}

process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
