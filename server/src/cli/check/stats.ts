/**
 * `check --stats`: how well the barriers of a tree are documented, by folder and by maintainer. Counted are barriers
 * and ordered accesses; READ_ONCE(), WRITE_ONCE() and the accessors of RCU are not, since nobody has to say what these
 * pair with.
 */
import type { FileFacts, Site } from '../../model/facts.ts';
import type { Status } from '../../model/pair.ts';
import { isExplicitKind } from '../../primitives/explicit.ts';
import { statsJson } from '../formats/stats-json.ts';
import { statsText } from '../formats/stats-text.ts';
import type { Io } from '../io.ts';
import { colorOf } from '../options.ts';
import { isExplicitSite } from '../summary.ts';
import { type Workspace, withWorkspace } from '../workspace.ts';
import { readMaintainers } from './maintainers.ts';
import type { CheckOptions } from './options.ts';
import { writePieces } from './outputs.ts';

export interface Stats {
  readonly total: Coverage;
  /** In order of path; "." for files right at the root. Those without a barrier are left out. */
  readonly directories: readonly (Coverage & { readonly path: string })[];
  /** In the order of MAINTAINERS; a file can belong to several. Undefined where the tree has no such file. */
  readonly maintainers?: readonly (Coverage & { readonly entry: string })[];
}

export interface Coverage {
  /** Barriers and ordered accesses. */
  readonly sites: number;
  /** Those with a pairing comment of their own. */
  readonly documented: number;
  /** Those without, which the comment of another one leads to. */
  readonly named: number;
  /** Those with neither. */
  readonly undocumented: number;
  /** Pairing comments by where they lead. */
  readonly comments: { readonly resolved: number; readonly stale: number; readonly vague: number };
}

export async function coverage(io: Io, paths: readonly string[], options: CheckOptions): Promise<void> {
  await withWorkspace(io, paths, options, (workspace) => {
    const stats = statsOf(workspace, options.statsDepth);
    for (const { format, file } of options.format ?? [{ format: 'text', file: undefined }]) {
      const print = format === 'json' ? statsJson : statsText;
      writePieces(io, file, colorOf(options), (paint) => print(stats, paint));
    }
  });
}

function statsOf(workspace: Workspace, depth: number): Stats {
  const files = workspace
    .selectedFiles()
    .map((facts) => ({ file: facts.file, coverage: coverageOf(workspace, facts) }));
  const counted = files.filter(({ coverage: one }) => one.sites + commentsOf(one) > 0);
  const directories = new Map<string, Coverage>();
  for (const { file, coverage: one } of counted) {
    const path = directory(file, depth);
    directories.set(path, sum(directories.get(path) ?? NOTHING, one));
  }
  const maintainers = maintainersOf(workspace, counted);
  return {
    total: counted.reduce((total, { coverage: one }) => sum(total, one), NOTHING),
    directories: [...directories].map(([path, one]) => ({ path, ...one })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...(maintainers && { maintainers }),
  };
}

function maintainersOf(
  { host, project }: Workspace,
  files: readonly { file: string; coverage: Coverage }[],
): Stats['maintainers'] {
  const text = host.files.text(`${project.root}/MAINTAINERS`);
  if (text === undefined) return undefined;
  return readMaintainers(text).flatMap(({ entry, covers }) => {
    const own = files.filter(({ file }) => covers(file));
    if (own.length === 0) return [];
    return [{ entry, ...own.reduce((total, { coverage: one }) => sum(total, one), NOTHING) }];
  });
}

function coverageOf({ pairs }: Workspace, facts: FileFacts): Coverage {
  const own = new Set<Site>();
  const comments = { resolved: 0, stale: 0, vague: 0 };
  for (const { claim, status } of pairs.claimsIn(facts.file)) {
    const column = COLUMNS[status];
    if (claim.verb === 'mention' || column === undefined) continue;
    comments[column]++;
    for (const anchor of claim.anchors) own.add(facts.sites[anchor]!);
  }
  const led = new Set(pairs.pointingInto(facts).flatMap(({ targets }) => targets.map(({ site }) => site)));
  const sites = facts.sites.filter(callsForComment);
  const documented = sites.filter((site) => own.has(site)).length;
  const named = sites.filter((site) => !own.has(site) && led.has(site)).length;
  return { sites: sites.length, documented, named, undocumented: sites.length - documented - named, comments };
}

function callsForComment(site: Site): boolean {
  const isRcu = site.kind === 'publish' || site.kind === 'dependency-load';
  return isExplicitKind(site.kind) && !isRcu && isExplicitSite(site);
}

/** What a comment's status counts as; a comment on something else than barriers is none of ours. */
const COLUMNS: Readonly<Partial<Record<Status, 'resolved' | 'stale' | 'vague'>>> = {
  resolved: 'resolved',
  'resolved-wrapper': 'resolved',
  'stale-function': 'stale',
  'stale-barrier': 'stale',
  vague: 'vague',
};

/** The folder of a file, cut to so many levels. */
function directory(file: string, depth: number): string {
  return file.split('/').slice(0, -1).slice(0, depth).join('/') || '.';
}

const NOTHING: Coverage = {
  sites: 0,
  documented: 0,
  named: 0,
  undocumented: 0,
  comments: { resolved: 0, stale: 0, vague: 0 },
};

function sum(a: Coverage, b: Coverage): Coverage {
  return {
    sites: a.sites + b.sites,
    documented: a.documented + b.documented,
    named: a.named + b.named,
    undocumented: a.undocumented + b.undocumented,
    comments: {
      resolved: a.comments.resolved + b.comments.resolved,
      stale: a.comments.stale + b.comments.stale,
      vague: a.comments.vague + b.comments.vague,
    },
  };
}

function commentsOf({ comments }: Coverage): number {
  return comments.resolved + comments.stale + comments.vague;
}
