/**
 * Looks whether anything has changed on the disk, where nobody tells us: many editors don't watch files, and to watch
 * every folder of a kernel ourselves would use up what the system has for that. Looked at are the files with facts,
 * the folders of all files (a new file changes its folder's time), and what git changes when it switches branches.
 */
import type { Host } from '../host/host.ts';
import { directoryOf } from '../model/paths.ts';

export interface Poll {
  /** Takes down how things are: `listed` are all files of the project, `indexed` those with facts. */
  note(listed: readonly string[], indexed: readonly string[]): void;
  /** Files with facts that have changed since; `all` when any file may have. */
  look(): readonly string[] | 'all';
}

const GIT = ['.git/HEAD', '.git/index'];

export function createPoll({ files: disk }: Host, root: string): Poll {
  let marks: readonly string[] = [];
  let files: readonly string[] = [];
  let times = new Map<string, string>();
  const timeOf = (path: string) => {
    const stat = disk.stat(`${root}/${path}`);
    return stat ? `${stat.mtimeMs} ${stat.size}` : '';
  };
  const isOther = (path: string) => {
    const now = timeOf(path);
    const before = times.get(path);
    times.set(path, now);
    return before !== now;
  };
  return {
    note(listed, indexed) {
      marks = [...new Set(listed.map(directoryOf)), ...GIT];
      files = indexed;
      times = new Map([...marks, ...files].map((path) => [path, timeOf(path)]));
    },
    look() {
      // All are looked at, so that each change is told of once.
      const changed = files.filter(isOther);
      return marks.filter(isOther).length > 0 ? 'all' : changed;
    },
  };
}
