/** This machine. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import type { Host } from '../host.ts';
import { nodeFiles } from './files.ts';
import { nodeGit } from './git.ts';

/** `env` is the process environment: BARRIER_LS_CACHE_DIR moves the cache. */
export function nodeHost(env: Readonly<Record<string, string | undefined>> = process.env): Host {
  return {
    files: nodeFiles(),
    git: nodeGit,
    home: homedir(),
    cacheFolder: env['BARRIER_LS_CACHE_DIR'] || envPaths('barrier-language-server', { suffix: '' }).cache,
    documentation: documentationFolder(),
    program: programWord(),
    now: Date.now,
    hash: contentHash,
  };
}

/** 96 bits in 16 letters: enough to tell contents apart, short enough to be kept for each file. */
function contentHash(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 16);
}

/** Beside the folder of the bundle that this is in. */
function documentationFolder(): string | undefined {
  const folder = new URL('../docs/', import.meta.url);
  return existsSync(folder) ? folder.href : undefined;
}

/** Time and size of the bundle that this is in: a version number stays the same while one works on the program. */
function programWord(): string {
  const { mtimeMs, size } = statSync(fileURLToPath(import.meta.url));
  return `${Math.floor(mtimeMs)}-${size}`;
}
