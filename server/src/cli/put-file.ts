/** Writes files for the user: reports, baselines and repaired sources. */
import {
  appendFileSync,
  chmodSync,
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { Failure, systemReason } from './failure.ts';

/**
 * Puts a file of these parts in place at once: readers see the old one or the new one, and after a failure the old one
 * is still there. A link is followed, and the file's mode stays as it is; what is no plain file (a pipe, a terminal) is
 * written to directly. Throws a Failure.
 */
export function putFile(path: string, parts: Iterable<string | Uint8Array>): void {
  writing(path, () => {
    const target = attempt(() => realpathSync(path)) ?? path;
    const old = attempt(() => statSync(target));
    if (old && !old.isFile()) {
      writeTo(target, parts);
      return;
    }
    // In the same folder, as a rename is only atomic within a file system; the process id keeps two runs apart.
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      writeTo(temporary, parts);
      if (old) chmodSync(temporary, old.mode);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** Adds to a file's end. Throws a Failure. */
export function addToFile(path: string, parts: Iterable<string>): void {
  writing(path, () => {
    for (const part of parts) appendFileSync(path, part);
  });
}

function writeTo(path: string, parts: Iterable<string | Uint8Array>): void {
  const fd = openSync(path, 'w');
  try {
    for (const part of parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part;
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    }
  } finally {
    closeSync(fd);
  }
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure(`cannot write ${path}: ${systemReason(code)}`);
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
