/** Changes as git knows them: the work tree against a revision, and the index against what is checked out. */
import {
  conflicts,
  contents,
  type Difference,
  GitRefusal,
  mergeBase,
  shortName,
  sinceCommit,
  staged,
  unstaged,
} from '../../host/node/history.ts';
import { SUFFIXES } from '../../project/discover.ts';
import type { Laid } from '../../project/revisions.ts';
import type { Location } from '../../project/root.ts';
import { Failure } from '../failure.ts';
import type { FindChange } from './options.ts';

/** From the last commit in common with `revision` to the work tree, as it is. */
export function treeAgainst(revision: string): FindChange {
  return (location) =>
    asking('--since', location, (root, patterns) => {
      const base = mergeBase(root, revision);
      refuseConflicts(root, patterns);
      const { files, renamed } = sinceCommit(root, base, patterns);
      const name = shortName(root, base);
      return { revisions: { before: laid(root, files, 'before'), after: new Map() }, renamed, base: name };
    });
}

/** From HEAD to the index, whatever the work tree has. */
export const indexAgainstHead: FindChange = (location) =>
  asking('--staged', location, (root, patterns) => {
    refuseConflicts(root, patterns);
    const { files, renamed } = staged(root, patterns);
    const after = laid(root, unstaged(root, patterns), 'before');
    const before = new Map([...after, ...laid(root, files, 'before')]);
    return { revisions: { before, after }, renamed, base: 'HEAD' };
  });

function asking<T>(option: string, location: Location, ask: (root: string, patterns: readonly string[]) => T): T {
  const named = location.paths.filter((path) => path !== '').map((path) => `:(literal)${path}`);
  try {
    return ask(location.root, [...SUFFIXES.map((suffix) => `*${suffix}`), ...named]);
  } catch (error) {
    throw error instanceof GitRefusal ? new Failure(advice(option, location.root, error)) : error;
  }
}

function laid(root: string, files: readonly Difference[], side: 'before' | 'after'): Laid {
  const ids = [...new Set(files.map((one) => one[side]).filter((id) => typeof id === 'string'))];
  const found = contents(root, ids);
  return new Map(files.map((one) => [one.file, found.get(one[side] ?? '') ?? null]));
}

function refuseConflicts(root: string, patterns: readonly string[]): void {
  const [first, ...rest] = conflicts(root, patterns);
  if (first === undefined) return;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  throw new Failure(`${first}${more} has a merge conflict: resolve it, and git add it`);
}

const DEEPER = 'fetch all of the history (git fetch --unshallow; for actions/checkout, fetch-depth: 0)';

/** What to do about it, in one line. */
function advice(option: string, root: string, { reason, detail, isShallow }: GitRefusal): string {
  switch (reason) {
    case 'no-git':
      return `${option} asks git, which is not installed; --patch works without it`;
    case 'no-repository':
      return `${option} asks git, and ${root} is in no work tree of it; --patch works without one`;
    case 'not-trusted':
      return `git does not trust ${root}, which belongs to another user: git config --global --add safe.directory ${distrusted(detail) ?? root}`;
    case 'no-revision':
      if (detail.includes('..')) return `${option} takes one revision, not a range such as ${detail}`;
      return isShallow
        ? `${detail} is not in this shallow clone: ${DEEPER}`
        : `there is no commit ${detail} here; fetch it first (for actions/checkout, fetch-depth: 0)`;
    case 'no-common-ancestor':
      return isShallow
        ? `${detail} and HEAD have no commit in common in this shallow clone: ${DEEPER}`
        : `${detail} and HEAD have no commit in common`;
    case 'other':
      return `git: ${detail}`;
  }
}

function distrusted(detail: string): string | undefined {
  return /'(.+)'/.exec(detail)?.[1];
}
