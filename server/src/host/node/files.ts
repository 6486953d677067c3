/** The file system of this machine, read synchronously: on 55,000 files that is four times as fast as promises. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Entry, Files, Reading, Stat } from '../host.ts';

/** A view of the disk. Each has a read buffer of its own that grows to the largest file read. */
export function nodeFiles(): Files {
  let pool = Buffer.allocUnsafe(0);
  const buffer = (size: number): Buffer => {
    // Doubling keeps the number of buffers small; zeroed memory would cost a pass over it.
    if (pool.length < size) pool = Buffer.allocUnsafe(Math.max(size, 2 * pool.length, 1 << 18));
    return pool;
  };
  return {
    real: realPath,
    parent: dirname,
    relative: wayTo,
    entries,
    stat: (path) => attempt(() => statOf(lstatSync(path))),
    read: (path, limit) => read(path, limit, buffer),
    text: (path) => attempt(() => readFileSync(path, 'utf8')),
    replace,
  };
}

function realPath(path: string): string {
  return attempt(() => realpathSync(path)) ?? resolve(path);
}

function wayTo(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  // On another drive the way is the absolute path.
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return undefined;
  return way.replaceAll(sep, '/');
}

function entries(folder: string): Entry[] | undefined {
  const found: Entry[] = [];
  const all = attempt(() => readdirSync(folder, { withFileTypes: true }));
  for (const entry of all ?? []) {
    if (entry.isDirectory()) found.push({ name: entry.name, folder: true });
    else if (entry.isFile()) found.push({ name: entry.name, folder: false });
  }
  return all && found;
}

function read(path: string, limit: number, buffer: (size: number) => Buffer): Reading {
  let fd: number;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer; Windows knows neither flag.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const stat = attempt(() => statOf(lstatSync(path)));
    return stat?.kind === 'file'
      ? { stat, bytes: undefined, problem: `cannot be read (${codeOf(error)})` }
      : { stat, bytes: undefined };
  }
  let stat: Stat | undefined;
  try {
    stat = statOf(fstatSync(fd));
    if (stat.kind !== 'file') return { stat, bytes: undefined };
    if (stat.size > limit) return { stat, bytes: undefined, problem: `is larger than ${limit >> 20} MB` };
    const into = buffer(stat.size);
    let length = 0;
    while (length < stat.size) {
      const got = readSync(fd, into, length, stat.size - length, null);
      if (got === 0) break;
      length += got;
    }
    return { stat, bytes: into.subarray(0, length) };
  } catch (error) {
    return { stat, bytes: undefined, problem: `cannot be read (${codeOf(error)})` };
  } finally {
    closeSync(fd);
  }
}

function replace(path: string, parts: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  // In the same folder, as a rename is only atomic within a file system; the process id keeps two runs apart.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const fd = openSync(temporary, 'w');
    try {
      for (const part of parts) writeFileSync(fd, part);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function statOf(stats: Stats): Stat {
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
    mtimeMs: stats.mtimeMs,
    size: stats.size,
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? String(error);
}
