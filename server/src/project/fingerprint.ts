/** What stands for this very program in the cache: facts made by another build of it may be different ones. */
import { fileURLToPath } from 'node:url';
import type { Host } from '../host/host.ts';

/** Bump when the cache file itself changes. */
const FORMAT = 1;

/** The time and size of the bundle, as a version number stays the same while one works on the program. */
export function programFingerprint(host: Host): string {
  const stat = host.files.stat(fileURLToPath(import.meta.url));
  return `${FORMAT}-${stat?.mtimeMs ?? 0}-${stat?.size ?? 0}`;
}
