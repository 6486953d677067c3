/** Git as a program. A missing git, a folder outside of any work tree or one that git distrusts are all "no repository". */
import { execFileSync } from 'node:child_process';
import type { Git } from '../host.ts';

export const nodeGit: Git = {
  files(folder, suffixes) {
    const patterns = suffixes.map((suffix) => `*${suffix}`);
    const listing = git(folder, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns]);
    // A file with a merge conflict is listed once per stage.
    return listing === undefined ? undefined : [...new Set(listing.split('\0').filter((file) => file !== ''))];
  },
};

const LONGEST_LISTING = 512 * 1024 * 1024;

function git(folder: string, args: readonly string[]): string | undefined {
  try {
    // A repository's own configuration may name a program as file-system monitor; listing files must not run it.
    return execFileSync('git', ['-c', 'core.fsmonitor=false', ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: LONGEST_LISTING,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
