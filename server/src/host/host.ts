/**
 * What the project needs of the machine that it runs on, as interfaces: tests give a tree in memory,
 * `host/node` gives the real one. Paths are absolute, in the platform's own form, except where it says "relative".
 */

export interface Host {
  readonly files: Files;
  readonly git: Git;
  /** The user's home folder, which is never taken for a project. */
  readonly home: string;
  /** Where this program may keep files between runs; need not exist yet. */
  readonly cacheFolder: string;
  /** URI of the folder with the documentation that came along, ending in `/`; undefined where none did. */
  readonly documentation: string | undefined;
  /** Stands for this build of the program: what another one has found out may be different. */
  readonly program: string;
  /** Milliseconds since 1970, on the clock that file times are taken from. */
  now(): number;
  /** A hash of the content, as a short word. */
  hash(content: Uint8Array | string): string;
}

export interface Files {
  /** The absolute path without symbolic links in it; the plain absolute path where nothing is there. */
  real(path: string): string;
  /** The folder that a path stands in; itself at the top. */
  parent(path: string): string;
  /** The way from `folder` to `path` with `/`, '' for itself; undefined when `path` is not inside. */
  relative(folder: string, path: string): string | undefined;
  /** Plain files and folders in a folder, in no order; symbolic links and devices are left out. Undefined when unreadable. */
  entries(folder: string): readonly Entry[] | undefined;
  /** Undefined when nothing is there. Doesn't follow a symbolic link. */
  stat(path: string): Stat | undefined;
  /** Reads a plain file of at most `limit` bytes. Never throws. */
  read(path: string, limit: number): Reading;
  /** The whole of a UTF-8 file, or undefined when it can't be read. */
  text(path: string): string | undefined;
  /**
   * Puts a file made of `parts` in place at once, so that readers see either the old or the new one.
   * Throws when that fails.
   */
  replace(path: string, parts: Iterable<string>): void;
}

export interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

export interface Stat {
  readonly kind: 'file' | 'folder' | 'other';
  readonly mtimeMs: number;
  readonly size: number;
}

export interface Reading {
  /** Undefined when the file is gone. */
  readonly stat: Stat | undefined;
  /** Valid until the next call of `read`, which may use the same memory. Undefined when there is nothing to read. */
  readonly bytes: Buffer | undefined;
  /** Why a file that is there gives no bytes. Undefined for what isn't a plain file, too. */
  readonly problem?: string;
}

export interface Git {
  /**
   * Files of the work tree that `folder` lies in, as paths relative to `folder`, tracked or not but not ignored,
   * whose names end in one of `suffixes`. Undefined when there is no usable repository.
   */
  files(folder: string, suffixes: readonly string[]): readonly string[] | undefined;
}
