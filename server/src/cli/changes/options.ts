/** The options of `check` that restrict it to what a change brings about, and what they stand for. */
import type { Command } from 'commander';
import type { Host } from '../../host/host.ts';
import type { Revisions } from '../../project/revisions.ts';
import type { Location } from '../../project/root.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { readPatches } from './patched.ts';
import { indexAgainstHead, treeAgainst } from './repository.ts';

export interface ChangeOptions {
  readonly since?: string;
  readonly staged?: true;
  /** A file, or `-` for the standard input. */
  readonly patch?: string;
}

export function withChangeOptions(command: Command): Command {
  return command
    .option('--since <rev>', 'only findings that are new since the work tree left <rev>, wherever they are')
    .option('--staged', 'only findings that are new in what is staged for the next commit')
    .option('--patch <file>', 'only findings that a patch or mailbox brings about in the tree; - reads it from a pipe');
}

/** Two states of a tree. */
export interface Change {
  readonly revisions: Revisions;
  /** Old names of files by their new ones. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What it is compared with: "HEAD", "1a2b3c4d5e6f", "the tree without the patch". */
  readonly base: string;
}

/** Asked once it is known where the project is. Throws a Failure. */
export type FindChange = (location: Location, host: Host) => Change;

/** Undefined where no change is asked about. Throws a Failure. */
export async function changeOf(io: Io, options: ChangeOptions): Promise<FindChange | undefined> {
  const { since, staged, patch } = options;
  const given = [since !== undefined && '--since', staged && '--staged', patch !== undefined && '--patch'];
  const [one, other] = given.filter((name) => name);
  if (other) throw new Failure(`${one} and ${other} ask for different things; give one of them`);
  if (since !== undefined) return treeAgainst(since);
  if (staged) return indexAgainstHead;
  return patch === undefined ? undefined : await readPatches(io, patch);
}
