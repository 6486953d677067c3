/**
 * What the formats of `check` print: findings, and the texts that they are in. A format makes it into pieces of text
 * one after the other, so that a hundred thousand findings need no more memory than the findings themselves.
 */
import type { Finding } from '../../model/finding.ts';
import type { RuleMeta } from '../../rules/index.ts';
import type { Source } from '../../text/source.ts';
import type { Span } from '../../text/span.ts';
import type { Note } from '../changes/notes.ts';
import type { Paint } from '../paint.ts';
import type { CheckSummary } from '../summary.ts';

export interface Report {
  /** In order of place. */
  readonly findings: readonly Reported[];
  /** What comments in the code silence. */
  readonly suppressed: readonly Suppressed[];
  /** Found, but not to be printed one by one. */
  readonly left: number;
  readonly summary: CheckSummary;
  /** Where only what a change brings about is reported: what that is. */
  readonly change?: ReportedChange;
  /** Of the rules that ran. */
  readonly rules: readonly RuleMeta[];
  readonly seconds: number;
  /** The text of a file that a finding is in or refers to. */
  source(file: string): Source;
  /** A file's path for people who read the output where the command was run. */
  display(file: string): string;
  /** A file's path from the top of what a CI service has checked out. */
  inRepository(file: string): string;
  /** Whether the finding is serious enough for exit code 1. */
  fails(finding: Finding): boolean;
  /** The one right fix, where there is one within the finding's file. */
  fixOf(finding: Finding): Fix | undefined;
}

export interface Reported {
  readonly finding: Finding;
  readonly fingerprint: string;
}

export interface ReportedChange {
  /** What it was compared with. */
  readonly base: string;
  /** How many files are different. */
  readonly files: number;
  /** What else there is to look at; in order of place. */
  readonly notes: readonly Note[];
}

export interface Suppressed extends Reported {
  readonly reason: string;
}

export interface Fix {
  readonly title: string;
  /** In the file of the finding. */
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** The paint is that of the stream that is written to. */
export type CheckFormat = (report: Report, paint: Paint) => Iterable<string>;

/** 1-based lines and columns, the latter in UTF-16 units; the end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf(source: Source, { start, end }: Span): Place {
  return {
    line: source.line(start),
    column: source.column(start),
    endLine: source.line(end),
    endColumn: source.column(end),
  };
}

/** The other sides as lines of text, `path:line: what is there`, for formats without a place for them. */
export function relatedLines(report: Report, { related }: Finding): string[] {
  return related.map(
    ({ file, span, message }) => `${report.inRepository(file)}:${report.source(file).line(span.start)}: ${message}`,
  );
}
