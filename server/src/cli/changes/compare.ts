/** Opens a project before and after a change, and finds what the change brings about. */
import type { Finding } from '../../model/finding.ts';
import { openRevisions } from '../../project/revisions.ts';
import type { Rule } from '../../rules/index.ts';
import { findingsOf } from '../check/findings.ts';
import { Failure } from '../failure.ts';
import { fingerprints } from '../fingerprint.ts';
import type { Reported } from '../formats/report.ts';
import type { Io } from '../io.ts';
import type { ReadOptions } from '../options.ts';
import { noteSkipped, Opening, type Workspace } from '../workspace.ts';
import { type Note, notesOf } from './notes.ts';
import type { Change, FindChange } from './options.ts';
import { fateOf } from './sides.ts';

export interface Comparison {
  /** Undefined when no file is different that has to do with it. */
  readonly workspace: Workspace | undefined;
  /** The findings that were not there before, with the fingerprints that they have among all. */
  readonly fresh: readonly Reported[];
  readonly notes: readonly Note[];
  /** What it was compared with. */
  readonly base: string;
  /** So many files are different. */
  readonly changed: number;
}

/** With no paths, all of the tree is asked about. `selected` are the rules to run, if not those that are on. */
export async function compare(
  io: Io,
  paths: readonly string[],
  options: ReadOptions,
  findChange: FindChange,
  selected: readonly Rule[] | undefined,
): Promise<Comparison> {
  const opening = new Opening(io, paths.length > 0 ? paths : ['.'], options);
  let change: Change | undefined;
  try {
    const states = await openRevisions({
      ...opening.project,
      revisions: (location) => {
        if (location.outside.length > 0) throw new Failure(`${location.outside[0]} is not in ${location.root}`);
        change = findChange(location, opening.host);
        return change.revisions;
      },
    });
    opening.progress.end();
    const { base, renamed, revisions } = change!;
    const changed = new Set([...revisions.before.keys(), ...revisions.after.keys()]);
    if (!states) return { workspace: undefined, fresh: [], notes: [], base, changed: 0 };
    const asked = paths.length > 0 ? states.after.project : { ...states.after.project, selected: [''] };
    const after = opening.workspace(asked, states.after.files);
    noteSkipped(io, after);
    const found = findingsOf(after, selected);
    // Elsewhere nothing can make one of these an old one.
    const files = [...new Set(found.map(({ file }) => renamed.get(file) ?? file))];
    const before = opening.workspace({ ...states.before.project, selected: files }, states.before.files, after);
    const fresh = newAmong(found, after, findingsOf(before, selected), before, renamed);
    const fate = fateOf(before, after, changed, renamed);
    const notes = notesOf(
      before,
      after,
      fate,
      fresh.map(({ finding }) => finding),
    );
    return {
      workspace: after,
      fresh,
      notes: notes.filter(({ file }) => after.isSelected(file)),
      base,
      changed: changed.size,
    };
  } finally {
    opening.progress.end();
  }
}

/** Those of `found` that are not among `known`; what was found in a file that has another name now is not new. */
function newAmong(
  found: readonly Finding[],
  after: Workspace,
  known: readonly Finding[],
  before: Workspace,
  renamed: ReadonlyMap<string, string>,
): Reported[] {
  const newNames = new Map([...renamed].map(([to, from]) => [from, to]));
  const moved = known.map((one) => ({ ...one, file: newNames.get(one.file) ?? one.file }));
  const prints = new Set(fingerprints(moved, (file) => before.source(renamed.get(file) ?? file).text));
  const own = fingerprints(found, (file) => after.source(file).text);
  return found.flatMap((finding, i) => (prints.has(own[i]!) ? [] : [{ finding, fingerprint: own[i]! }]));
}
