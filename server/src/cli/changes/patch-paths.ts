/**
 * Which files a patch means. Git puts `a/` and `b/` before a path from the top of the repository, unless it is told not
 * to; others have the names of two folders there; and the root of the project may lie below that top.
 */
import type { Host } from '../../host/host.ts';
import type { Location } from '../../project/root.ts';
import type { FilePatch } from './patch.ts';

export interface Naming {
  /** Relative to the root of the project; undefined for what lies outside. */
  fileOf(name: string): string | undefined;
}

/** The reading of the names by which most of the files that the patches change are there. */
export function namingOf({ root }: Location, { files }: Host, patches: readonly FilePatch[]): Naming {
  const top = topOf(root, files);
  const readings = [1, 0].flatMap((drop) => [top, root].map((folder) => ({ drop, folder })));
  const changed = patches.flatMap(({ before }) => before ?? []);
  const counts = readings.map(
    ({ drop, folder }) =>
      changed.filter((name) => files.stat(`${folder}/${withoutFirst(name, drop)}`)?.kind === 'file').length,
  );
  const most = Math.max(...counts);
  const hasPrefix = patches.every(({ before, after }) => /^[a-z]\//.test(before ?? after ?? ''));
  const usual = readings[hasPrefix || changed.length > 0 ? 0 : 2]!;
  const { drop, folder } = most > 0 ? readings[counts.indexOf(most)]! : usual;
  return {
    fileOf(name) {
      const path = files.real(folder);
      return files.relative(root, `${path}/${withoutFirst(name, drop)}`);
    },
  };
}

/** The repository that the root is in, as far as can be told without git; else the root itself. */
function topOf(root: string, files: Host['files']): string {
  for (let folder = root; ; folder = files.parent(folder)) {
    if (files.stat(`${folder}/.git`)) return folder;
    if (files.parent(folder) === folder) return root;
  }
}

function withoutFirst(name: string, count: number): string {
  return name.split('/').slice(count).join('/');
}
