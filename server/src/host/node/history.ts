/**
 * What a git repository knows of two states of a folder: which files differ, and the contents of old ones. Unlike the
 * listing of files, for which a missing git is no matter, everything that goes wrong here is said: a comparison with
 * nothing would find nothing, and look like success.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** A file that is not the same in two states. Only plain files count: a link or a submodule is as good as nothing. */
export interface Difference {
  /** Relative to the folder that was asked about, with `/`. */
  readonly file: string;
  /** Ids of the contents; null where there is no such file, undefined where it is the one on the disk. */
  readonly before: string | null | undefined;
  readonly after: string | null | undefined;
}

export interface Differences {
  readonly files: readonly Difference[];
  /** Old names of files by their new ones, for those that were renamed. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Why git gives no answer. `detail` is its own last line. */
export class GitRefusal extends Error {
  override readonly name = 'GitRefusal';

  constructor(
    readonly reason: 'no-git' | 'no-repository' | 'not-trusted' | 'no-revision' | 'no-common-ancestor' | 'other',
    readonly detail: string,
    /** The history is cut off: what is missing may just not have been fetched. */
    readonly isShallow = false,
  ) {
    super(detail);
  }
}

/** The last commit that a revision and the one that is checked out have in common. */
export function mergeBase(folder: string, revision: string): string {
  // Tells a folder that is no repository from a revision that it doesn't have.
  const isShallow = git(folder, ['rev-parse', '--is-shallow-repository']).trim() === 'true';
  const named = tried(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (named === undefined) throw new GitRefusal('no-revision', revision, isShallow);
  const base = tried(folder, ['merge-base', named.trim(), 'HEAD']);
  if (base === undefined) throw new GitRefusal('no-common-ancestor', revision, isShallow);
  return base.trim();
}

/** A commit's name as people read it. */
export function shortName(folder: string, commit: string): string {
  return git(folder, ['rev-parse', '--short=12', commit]).trim();
}

/** Files with a merge conflict, relative to the folder. `patterns` are git's, here as below. */
export function conflicts(folder: string, patterns: readonly string[]): string[] {
  const entries = split(git(folder, ['ls-files', '-z', '--unmerged', '--', ...patterns]));
  return [...new Set(entries.map((entry) => entry.slice(entry.indexOf('\t') + 1)))];
}

/** From a commit to the work tree: with files that are new to git, without those that it ignores. */
export function sinceCommit(folder: string, commit: string, patterns: readonly string[]): Differences {
  const { files, renamed } = differences(git(folder, [...DIFF, '-M', commit, '--', ...patterns]));
  const known = new Map(files.map((one) => [one.file, one]));
  for (const file of untracked(folder, patterns)) {
    known.set(file, { file, before: known.get(file)?.before ?? null, after: undefined });
  }
  return { files: [...known.values()], renamed };
}

/** From the commit that is checked out, or from nothing where there is none yet, to the index. */
export function staged(folder: string, patterns: readonly string[]): Differences {
  return differences(git(folder, [...DIFF, '-M', '--cached', '--', ...patterns]));
}

/** From the index to the work tree, with files that are new to git. */
export function unstaged(folder: string, patterns: readonly string[]): readonly Difference[] {
  const { files } = differences(git(folder, [...DIFF, '--no-renames', '--', ...patterns]));
  return [...files, ...untracked(folder, patterns).map((file) => ({ file, before: null, after: undefined }))];
}

/** The contents with these ids. */
export function contents(folder: string, ids: readonly string[]): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  if (ids.length === 0) return found;
  const all = run(folder, ['cat-file', '--batch'], ids.join('\n'));
  let at = 0;
  for (const id of ids) {
    const end = all.indexOf(0x0a, at);
    const head = all.toString('latin1', at, end < 0 ? all.length : end);
    const size = /^\w+ blob (\d+)$/.exec(head)?.[1];
    if (size === undefined) throw new GitRefusal('other', head);
    found.set(id, all.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return found;
}

const DIFF = [
  ...['diff', '--raw', '-z', '--no-abbrev', '--relative'],
  ...['--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=all'],
];

function untracked(folder: string, patterns: readonly string[]): string[] {
  return split(git(folder, ['ls-files', '-z', '--others', '--exclude-standard', '--', ...patterns]));
}

/** Reads `:MODE MODE ID ID STATUS NUL FILE NUL`, with a second file for a rename. */
function differences(raw: string): Differences {
  const files: Difference[] = [];
  const renamed = new Map<string, string>();
  const fields = split(raw);
  for (let i = 0; i < fields.length; ) {
    const [oldMode, newMode, oldId, newId, status] = fields[i++]!.slice(1).split(' ');
    const before = content(oldMode!, oldId!) ?? null;
    const after = content(newMode!, newId!);
    const file = fields[i++]!;
    if (status!.startsWith('R')) {
      const to = fields[i++]!;
      renamed.set(to, file);
      files.push({ file, before, after: null }, { file: to, before: null, after });
    } else if (before !== null || after !== null) {
      files.push({ file, before, after });
    }
  }
  return { files, renamed };
}

/** The id of a plain file; null for anything else. Git has no id yet for what is on the disk. */
function content(mode: string, id: string): string | null | undefined {
  if (!mode.startsWith('100')) return null;
  return /^0+$/.test(id) ? undefined : id;
}

function split(list: string): string[] {
  return list.split('\0').filter((one) => one !== '');
}

function git(folder: string, args: readonly string[]): string {
  return run(folder, args).toString('utf8');
}

/** Undefined where git says no. */
function tried(folder: string, args: readonly string[]): string | undefined {
  try {
    return git(folder, args);
  } catch (error) {
    if (error instanceof GitRefusal && error.reason === 'other') return undefined;
    throw error;
  }
}

function run(folder: string, args: readonly string[], input?: string): Buffer {
  // The repository may name a program as file-system monitor, which must not run; nor do we write to its index.
  const { status, stdout, stderr, error } = spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd: folder,
    env: environment(),
    maxBuffer: Number.POSITIVE_INFINITY,
    ...(input !== undefined && { input: `${input}\n` }),
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw new GitRefusal('no-git', '');
  if (error) throw new GitRefusal('other', error.message);
  if (status === 0) return stdout;
  const said = stderr.toString('utf8').trim();
  const detail = said.replace(/^(fatal|error): /, '').split('\n')[0]!;
  if (/dubious ownership/.test(said)) throw new GitRefusal('not-trusted', detail);
  if (/not a git repository|must be run in a work tree/.test(said)) throw new GitRefusal('no-repository', detail);
  throw new GitRefusal('other', detail);
}

/** A hook of git's says where the repository is by paths from its own folder, which need not be the one we ask about. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
  if (env['GIT_DIR']) env['GIT_WORK_TREE'] ||= '.';
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) if (env[name]) env[name] = resolve(env[name]);
  return env;
}
