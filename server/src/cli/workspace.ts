/**
 * A project opened for one command: its facts, its claims resolved, and its sources for showing them. What is printed
 * is restricted to the paths given; what is known is the whole tree, because the other side may be anywhere in it.
 */
import { isAbsolute, join, relative, resolve } from 'node:path';
import { nodeHost } from '../host/node/host.ts';
import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import { resolveClaims } from '../pairing/resolve.ts';
import { openProject, type Project } from '../project/open.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import type { TreeOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { type Source, Sources } from './sources.ts';

export class Workspace {
  readonly snapshot: Snapshot;
  readonly sources: Sources;
  private resolved: readonly ResolvedClaim[] | undefined;

  constructor(
    readonly project: Project,
    private readonly cwd: string,
    private readonly startedAt: number,
    hash: (content: Uint8Array) => string,
  ) {
    this.snapshot = project.index.snapshot();
    this.sources = new Sources(project.root, hash);
  }

  /** Every claim of the tree with its targets. */
  claims(): readonly ResolvedClaim[] {
    this.resolved ??= resolveClaims(this.snapshot);
    return this.resolved;
  }

  /** Whether a file lies under the paths that were asked about. */
  isSelected(file: string): boolean {
    return this.project.selected.some((path) => path === '' || file === path || file.startsWith(`${path}/`));
  }

  /** The facts of the files that were asked about. */
  selectedFiles(): readonly FileFacts[] {
    return this.snapshot.files().filter((facts) => this.isSelected(facts.file));
  }

  source(file: string): Source {
    return this.sources.of(this.snapshot.file(file) ?? { file, hash: '' });
  }

  sourceOf(facts: FileFacts): Source {
    return this.sources.of(facts);
  }

  /** A file's path for people: from the working directory where that lies in the tree, else from the root. */
  display(file: string): string {
    const fromRoot = relative(this.project.root, this.cwd);
    if (fromRoot === '' || fromRoot.startsWith('..') || isAbsolute(fromRoot)) return file;
    return relative(this.cwd, join(this.project.root, file));
  }

  seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }
}

/** Opens the project of `paths` and runs `use` with it; the project's threads end with it, whatever happens. */
export async function withWorkspace(
  io: Io,
  paths: readonly string[],
  options: TreeOptions,
  use: (workspace: Workspace) => void,
): Promise<void> {
  const startedAt = performance.now();
  const host = nodeHost(io.env);
  const progress = createProgress(io.err);
  try {
    const project = await openProject({
      host,
      paths: paths.map((path) => resolve(io.cwd, path)),
      ...(options.root === undefined ? {} : { root: resolve(io.cwd, options.root) }),
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      cache: options.cache,
      assumeDefined: options.assumeDefined ?? [],
      onProgress: progress.report,
    });
    progress.end();
    refuseEmpty(project, paths);
    use(new Workspace(project, io.cwd, startedAt, host.hash));
  } finally {
    progress.end();
  }
}

function refuseEmpty(project: Project, paths: readonly string[]): void {
  if (project.stats.files === 0) throw new Failure(`no C files in ${paths.join(', ')}`);
}
