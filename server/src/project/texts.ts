/** The texts that facts were made of, read again where a place in them is shown. */
import type { Host } from '../host/host.ts';
import { decode } from '../text/decode.ts';
import { Source } from '../text/source.ts';
import { MAX_BYTES } from './task.ts';

export interface Texts {
  /** The text of the file at `path` if it still has this hash. */
  of(path: string, hash: string): Source | undefined;
}

/** So many are kept, the most recently used. */
const KEPT = 64;

interface Known {
  readonly mtimeMs: number;
  readonly size: number;
  readonly hash: string;
  readonly source: Source;
}

export function createTexts(host: Host): Texts {
  const known = new Map<string, Known>();
  const read = (path: string): Known | undefined => {
    const { stat, bytes } = host.files.read(path, MAX_BYTES);
    if (!stat || !bytes) return undefined;
    const decoded = decode(bytes);
    if ('binary' in decoded) return undefined;
    return { mtimeMs: stat.mtimeMs, size: stat.size, hash: host.hash(bytes), source: new Source(decoded.text) };
  };
  return {
    of(path, hash) {
      const stat = host.files.stat(path);
      if (!stat) return undefined;
      const last = known.get(path);
      const isFresh = last && last.mtimeMs === stat.mtimeMs && last.size === stat.size && last.hash === hash;
      const found = isFresh ? last : read(path);
      known.delete(path);
      if (!found) return undefined;
      known.set(path, found);
      if (known.size > KEPT) known.delete(known.keys().next().value!);
      return found.hash === hash ? found.source : undefined;
    },
  };
}
