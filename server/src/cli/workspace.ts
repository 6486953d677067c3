/**
 * A project opened for one command: its facts, its claims resolved, and its sources for showing them. What is printed
 * is restricted to the paths given; what is known is the whole tree, because the other side may be anywhere in it.
 */
import { accessSync, constants } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { type EffectiveConfig, effectiveConfig } from '../config/effective.ts';
import type { Host } from '../host/host.ts';
import { nodeHost } from '../host/node/host.ts';
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { Pairs } from '../pairing/pairs.ts';
import { discover } from '../project/discover.ts';
import { type Notice, openProject, type Project, type ProjectOptions } from '../project/open.ts';
import type { Source } from '../text/source.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import type { ReadOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { readProjectConfig } from './project-config.ts';
import { Sources } from './sources.ts';

export class Workspace {
  readonly snapshot: Snapshot;
  readonly pairs: Pairs;
  readonly sources: Sources;
  /** The working directory without symbolic links, as the root is. */
  private readonly here: string;
  private readonly isInside: boolean;

  constructor(
    readonly project: Project,
    readonly host: Host,
    private readonly cwd: string,
    private readonly startedAt: number,
    readonly config: EffectiveConfig,
    earlier?: Workspace,
  ) {
    this.here = host.files.real(cwd);
    this.isInside = host.files.relative(project.root, this.here) !== undefined;
    this.snapshot = project.index.snapshot();
    this.pairs = new Pairs(this.snapshot, earlier?.pairs);
    this.sources = new Sources(project.root, host);
  }

  /** Every claim of the tree with its targets. */
  claims(): readonly ResolvedClaim[] {
    return this.pairs.all();
  }

  /** The claims of pairing comments in the files that were asked about. */
  selectedClaims(): readonly ResolvedClaim[] {
    // A comment that only mentions a function at a barrier is a claim for the rules, but no pairing comment.
    return this.claims().filter((one) => one.claim.verb !== 'mention' && this.isSelected(one.facts.file));
  }

  /** Whether a file lies under the paths that were asked about. */
  isSelected(file: string): boolean {
    return isUnder(this.project.selected, file);
  }

  /** The facts of the files that were asked about. */
  selectedFiles(): readonly FileFacts[] {
    return this.snapshot.files().filter((facts) => this.isSelected(facts.file));
  }

  /** What could not be looked at among the files that were asked about, and in the cache. */
  skipped(): readonly Notice[] {
    return this.project.notices.filter(({ file }) => isAbsolute(file) || this.isSelected(file));
  }

  /** The text of an indexed file. */
  source(file: string): Source {
    return this.sources.of(this.snapshot.file(file) ?? { file, hash: '' });
  }

  sourceOf(facts: FileFacts): Source {
    return this.sources.of(facts);
  }

  /** A path of the working directory as facts name files. */
  fileAt(path: string): string {
    const absolute = this.host.files.real(resolve(this.cwd, path));
    return this.host.files.relative(this.project.root, absolute) ?? path;
  }

  /** A file's path for people: from the working directory where that lies in the tree, else from the root. */
  display(file: string): string {
    return this.isInside ? relative(this.here, join(this.project.root, file)) : file;
  }

  seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }
}

/** Opens the project of `paths` and runs `use` with it. Refuses paths that are not there or hold nothing to read. */
export async function withWorkspace(
  io: Io,
  paths: readonly string[],
  options: ReadOptions,
  use: (workspace: Workspace) => void,
): Promise<void> {
  const opening = new Opening(io, paths, options);
  try {
    const project = await openProject(opening.project);
    opening.progress.end();
    refuseUnusable(project, opening.host, paths, opening.config);
    const workspace = opening.workspace(project);
    noteSkipped(io, workspace);
    use(workspace);
  } finally {
    opening.progress.end();
  }
}

/** All that is needed to open the project of some paths. */
export class Opening {
  readonly host: Host;
  readonly progress: Progress;
  readonly project: ProjectOptions;
  /** What the project says of itself, once it was found. */
  config: EffectiveConfig = effectiveConfig();
  private readonly startedAt = performance.now();

  /** Throws when a path can't be read. */
  constructor(
    private readonly io: Io,
    paths: readonly string[],
    { root, threads, cache, assumeDefined = [] }: ReadOptions,
  ) {
    this.host = nodeHost(io.env);
    this.progress = createProgress(io.err);
    const absolute = paths.map((path) => resolve(io.cwd, path));
    const top = root === undefined ? undefined : resolve(io.cwd, root);
    for (const path of top === undefined ? absolute : [top, ...absolute]) accessSync(path, constants.R_OK);
    this.project = {
      host: this.host,
      paths: absolute,
      ...(top === undefined ? {} : { root: top }),
      ...(threads === undefined ? {} : { threads }),
      cache,
      configure: (found) => {
        this.config = readProjectConfig(this.host, found);
        return { assumeDefined: [...this.config.assumeDefined, ...assumeDefined], exclude: this.config.exclude };
      },
      onProgress: this.progress.report,
    };
  }

  /** `files` where they are not those of the disk; `earlier`, of which little is different, makes it cheap. */
  workspace(project: Project, files = this.host.files, earlier?: Workspace): Workspace {
    return new Workspace(project, { ...this.host, files }, this.io.cwd, this.startedAt, this.config, earlier);
  }
}

/** Throws a Failure when a path given by name could not be looked at, or when nothing was there to be read. */
function refuseUnusable(project: Project, host: Host, given: readonly string[], { exclude }: EffectiveConfig): void {
  const { outside, selected, root } = project;
  if (outside.length > 0) throw new Failure(`${outside[0]} is not in ${root}`);
  for (const { file, reason } of project.notices) {
    if (selected.includes(file)) throw new Failure(`${file} ${reason}`);
  }
  const isKnown = project.index
    .snapshot()
    .files()
    .some((facts) => isUnder(selected, facts.file));
  if (isKnown) return;
  // Files without a word about ordering are fine; no files at all, or nothing in them, is a mistake of the caller.
  const sizes = discover(root, selected, host, exclude).files.map(
    (file) => host.files.stat(join(root, file))?.size ?? 0,
  );
  if (sizes.length === 0) throw new Failure(`no C files in ${given.join(', ')}`);
  if (sizes.every((size) => size === 0)) throw new Failure(`nothing to read in ${given.join(', ')}: empty`);
}

/** One line about files that were left out; `doctor` lists them. */
export function noteSkipped(io: Io, workspace: Workspace): void {
  const skipped = workspace.skipped();
  const [first] = skipped;
  if (!first) return;
  const rest = skipped.length > 1 ? ` (and ${skipped.length - 1} more; barrier-ls doctor lists them)` : '';
  io.err.write(`barrier-ls: not looked at: ${first.file} ${first.reason}${rest}\n`);
}

function isUnder(selected: readonly string[], file: string): boolean {
  return selected.some((path) => path === '' || file === path || file.startsWith(`${path}/`));
}
