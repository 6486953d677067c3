/**
 * A baseline: the findings that a project has made up its mind to live with for now, so that only new ones count.
 * One finding a line, in order, so that two branches that change it rarely collide.
 */
import { relative, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import type { Reported } from '../formats/report.ts';
import type { Io } from '../io.ts';
import type { Workspace } from '../workspace.ts';
import { BASELINE_FILE, type BaselineOptions } from './options.ts';

export interface Baseline {
  /** Absolute. */
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** Who and where a finding is, for people; for programs the fingerprint is enough. */
export interface Entry {
  readonly file: string;
  readonly rule: string;
  readonly function: string;
  readonly fingerprint: string;
}

/** Where the baseline is, or is to be. */
export function baselinePath(io: Io, workspace: Workspace, { baseline }: BaselineOptions): string {
  return typeof baseline === 'string' ? resolve(io.cwd, baseline) : `${workspace.project.root}/${BASELINE_FILE}`;
}

/** The baseline that the options mean; undefined where there is none, which is a Failure for one given by name. */
export function readBaseline(io: Io, workspace: Workspace, options: BaselineOptions): Baseline | undefined {
  if (options.baseline === false) return undefined;
  const path = baselinePath(io, workspace, options);
  const text = workspace.host.files.text(path);
  if (text !== undefined) return { path, entries: parse(relative(io.cwd, path), text) };
  if (options.baseline === undefined && !workspace.host.files.stat(path)) return undefined;
  throw new Failure(`cannot read ${relative(io.cwd, path)}; barrier-ls baseline write makes a baseline`);
}

export interface Judged {
  /** Not in the baseline. */
  readonly fresh: readonly Reported[];
  readonly known: readonly Reported[];
  /** In the baseline, and no longer found. */
  readonly gone: readonly Entry[];
}

/** `covers` says of an entry whether its finding would be among `found` if it still were there. */
export function judge(
  baseline: Baseline | undefined,
  found: readonly Reported[],
  covers: (entry: Entry) => boolean,
): Judged {
  if (!baseline) return { fresh: found, known: [], gone: [] };
  const prints = new Set(baseline.entries.map(({ fingerprint }) => fingerprint));
  const isKnown = ({ fingerprint }: Reported) => prints.has(fingerprint);
  const present = new Set(found.map(({ fingerprint }) => fingerprint));
  return {
    fresh: found.filter((one) => !isKnown(one)),
    known: found.filter(isKnown),
    gone: baseline.entries.filter((entry) => covers(entry) && !present.has(entry.fingerprint)),
  };
}

export function entryOf({ finding, fingerprint }: Reported): Entry {
  return { file: finding.file, rule: finding.rule, function: finding.function, fingerprint };
}

/** "stale-function in put() of lib/ring.c" */
export function entryInWords(entry: Entry): string {
  return `${entry.rule} in ${entry.function === '' ? '' : `${entry.function}() of `}${entry.file}`;
}

/** The text of a baseline file, with each entry once. */
export function* baselineText(entries: readonly Entry[]): Iterable<string> {
  const unique = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const sorted = [...unique.values()].map((entry) => ({ entry, key: keyOf(entry) }));
  sorted.sort((a, b) => (a.key < b.key ? -1 : 1));
  yield '{\n  "version": 1,\n  "findings": [';
  let separator = '\n';
  for (const { entry } of sorted) {
    yield `${separator}    ${JSON.stringify(entry)}`;
    separator = ',\n';
  }
  yield `${sorted.length > 0 ? '\n  ' : ''}]\n}\n`;
}

function keyOf(entry: Entry): string {
  return [entry.file, entry.rule, entry.function, entry.fingerprint].join('\0');
}

function parse(name: string, text: string): Entry[] {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new Failure(`${name} is no baseline: ${(error as Error).message}`);
  }
  const { version, findings } = (content ?? {}) as { version?: unknown; findings?: unknown };
  if (version !== 1) throw new Failure(`${name} is no baseline of version 1, which is the one that this program knows`);
  if (!Array.isArray(findings)) throw new Failure(`${name} is no baseline: it has no list of findings`);
  return findings.map((one: Partial<Entry> | null, i) => {
    const { file, rule, function: fn = '', fingerprint } = one ?? {};
    if (typeof file !== 'string' || typeof rule !== 'string' || typeof fingerprint !== 'string') {
      throw new Failure(`${name}: finding ${i + 1} has no file, rule or fingerprint`);
    }
    return { file, rule, function: String(fn), fingerprint };
  });
}
