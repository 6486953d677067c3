/**
 * Looks whether anything has changed on the disk, where nobody tells us: many editors don't watch files, and to watch
 * every folder of a kernel ourselves would use up what the system has for that. Looked at are the files with facts,
 * the folders of all files and those above (a new file or folder changes its folder's time), and what git changes when it switches branches.
 */
import type { Host, Stat } from '../host/host.ts';
import { directoryOf } from '../model/paths.ts';
import { isOpenText } from './overlay.ts';

export interface Poll {
  /** These are all files of the project, listed by somebody who began at this time. */
  list(files: readonly string[], began: number): void;
  /** These are the files with facts, as they were when they were read; undefined where nobody knows. */
  read(files: readonly (readonly [file: string, Pick<Stat, 'mtimeMs' | 'size'> | undefined])[]): void;
  /** Files with facts that have changed since; `all` when any file may have. */
  look(): readonly string[] | 'all';
}

const GIT = ['.git/HEAD', '.git/index'];

export function createPoll({ files: disk }: Host, root: string): Poll {
  /** Paths, and the time of each as a word. */
  let marks = new Map<string, string>();
  let files = new Map<string, string>();
  const statOf = (path: string) => disk.stat(`${root}/${path}`);
  const changedIn = (times: Map<string, string>) => {
    const changed = [...times].filter(([path, time]) => timeOf(statOf(path)) !== time).map(([path]) => path);
    for (const path of changed) times.set(path, timeOf(statOf(path)));
    return changed;
  };
  return {
    list(listed, began) {
      const markOf = (path: string): [string, string] => {
        const stat = statOf(path);
        // It may have changed between the listing and now: then it is to be looked at once more.
        return [path, stat && stat.mtimeMs > began - COARSEST_MS ? UNSURE : timeOf(stat)];
      };
      marks = new Map([...foldersOf(listed), ...GIT].map(markOf));
    },
    read(indexed) {
      files = new Map(indexed.map(([file, stat]) => [file, timeOf(stat && !isOpenText(stat) ? stat : statOf(file))]));
    },
    look() {
      // All are looked at, so that each change is told of once.
      const changed = changedIn(files);
      return changedIn(marks).length > 0 ? 'all' : changed;
    },
  };
}

/** Every folder that a file is somewhere below. */
function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set<string>(['']);
  for (const file of files) {
    for (let folder = directoryOf(file); !folders.has(folder); folder = directoryOf(folder)) folders.add(folder);
  }
  return folders;
}

/** Some file systems count in steps of two seconds. */
const COARSEST_MS = 2000;
const UNSURE = 'unsure';

function timeOf(stat: Pick<Stat, 'mtimeMs' | 'size'> | undefined): string {
  return stat ? `${stat.mtimeMs} ${stat.size}` : '';
}
