/** What FILE:LINE of the command line is, and what to say when nothing is there. */
import type { Span } from '../../text/span.ts';
import { Failure } from '../failure.ts';
import type { Workspace } from '../workspace.ts';

export interface NamedPlace {
  /** As facts name files. */
  readonly file: string;
  readonly span: Span;
  readonly nothingThere: () => string;
}

/** Refuses a file without facts and a line that it doesn't have. */
export function placeAt(workspace: Workspace, path: string, line: number): NamedPlace {
  const file = workspace.fileAt(path);
  if (!workspace.snapshot.file(file)) throw new Failure(`${path} has nothing to do with memory ordering`);
  const span = workspace.source(file).lineSpan(line);
  if (!span) throw new Failure(`${path} has no line ${line}`);
  return {
    file,
    // The line break belongs to the line here: an empty line is a place, too.
    span: { start: span.start, end: span.end + 1 },
    nothingThere: () => `nothing at ${path}:${line} has to do with memory ordering${near(workspace, file, line)}`,
  };
}

/** Where the nearest line is that has something to be explained. */
function near(workspace: Workspace, file: string, line: number): string {
  const facts = workspace.snapshot.file(file);
  const source = workspace.source(file);
  const offsets = [
    ...(facts?.sites ?? []).map((site) => site.at),
    ...(facts?.comments ?? []).flatMap((comment) => comment.claims.map((claim) => claim.verbSpan.start)),
  ];
  const lines = offsets.map((offset) => source.line(offset));
  const best = lines.sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
  return best === undefined ? '' : `; the nearest line that has is ${best}`;
}
