/** A tree in memory, for tests of what the project does with files. Its clock only moves when told. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Entry, Files, Host, Stat } from '../../server/src/host/host.ts';

export interface MemoryHost extends Host {
  /** Absolute path to content. */
  readonly disk: Map<string, MemoryFile>;
  /** Folders that can't be looked into. */
  readonly locked: Set<string>;
  /** Puts a file there, changed at the present time. */
  put(path: string, content: string | Buffer): void;
  /** Moves the clock. */
  wait(milliseconds: number): void;
}

export interface MemoryFile {
  content: Buffer;
  mtimeMs: number;
  /** Why reading or writing fails. */
  error?: string;
}

export function memoryHost(files: Readonly<Record<string, string | Buffer>> = {}): MemoryHost {
  const disk = new Map<string, MemoryFile>();
  const locked = new Set<string>();
  let time = 1_000_000;
  const host: MemoryHost = {
    disk,
    locked,
    put: (path, content) => void disk.set(path, { content: Buffer.from(content), mtimeMs: time }),
    wait: (milliseconds) => {
      time += milliseconds;
    },
    files: memoryFiles(disk, locked, () => time),
    git: { files: () => undefined },
    home: '/home/me',
    cacheFolder: '/cache',
    documentation: undefined,
    program: 'test',
    now: () => time,
    hash: (content) => createHash('sha1').update(content).digest('hex').slice(0, 12),
  };
  for (const [path, content] of Object.entries(files)) host.put(path, content);
  return host;
}

function memoryFiles(disk: Map<string, MemoryFile>, locked: ReadonlySet<string>, now: () => number): Files {
  const isFolder = (path: string) => [...disk.keys()].some((file) => file.startsWith(path === '/' ? '/' : `${path}/`));
  const stat = (given: string): Stat | undefined => {
    const path = posix.resolve(given);
    const file = disk.get(path);
    if (file) return { kind: 'file', mtimeMs: file.mtimeMs, size: file.content.length };
    return isFolder(path) ? { kind: 'folder', mtimeMs: 0, size: 0 } : undefined;
  };
  return {
    real: (path) => posix.resolve('/', path),
    parent: posix.dirname,
    relative: (folder, path) => {
      const way = posix.relative(folder, path);
      return way.startsWith('..') ? undefined : way;
    },
    entries: (given) => {
      const folder = posix.resolve(given);
      if (locked.has(folder)) return undefined;
      const prefix = folder === '/' ? '/' : `${folder}/`;
      const found = new Map<string, Entry>();
      for (const path of disk.keys()) {
        if (!path.startsWith(prefix)) continue;
        const [name, ...rest] = path.slice(prefix.length).split('/');
        found.set(name!, { name: name!, folder: rest.length > 0 });
      }
      return [...found.values()].reverse();
    },
    stat,
    read: (path, limit) => {
      const file = disk.get(posix.resolve(path));
      if (!file) return { stat: stat(path), bytes: undefined };
      if (file.error) return { stat: stat(path), bytes: undefined, problem: `cannot be read (${file.error})` };
      if (file.content.length > limit) return { stat: stat(path), bytes: undefined, problem: 'is too large' };
      return { stat: stat(path), bytes: file.content };
    },
    text: (path) => disk.get(path)?.content.toString('utf8'),
    replace: (path, parts) => {
      if (disk.get(path)?.error) throw Object.assign(new Error('no'), { code: disk.get(path)!.error });
      disk.set(path, { content: Buffer.from([...parts].join('')), mtimeMs: now() });
    },
  };
}
