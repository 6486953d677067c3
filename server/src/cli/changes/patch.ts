/** Text with patches in it as a list of changed files. */
import { parsePatch, type StructuredPatch } from 'diff';
import { Failure } from '../failure.ts';

export interface FilePatch {
  /** As written, with `a/` or `b/`; undefined where the file is not there on that side. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isCopy: boolean;
  readonly hunks: readonly Hunk[];
}

export interface Hunk {
  /** 1-based line of the old file. */
  readonly line: number;
  readonly header: string;
  readonly before: Side;
  readonly after: Side;
}

/** The lines of a hunk as they are on one side, without line ends. */
export interface Side {
  readonly lines: readonly string[];
  /** The last of these lines is the file's last, and has no line end. */
  readonly isUnended: boolean;
}

/** Throws a Failure when a hunk is damaged. */
export function readPatch(text: string): FilePatch[] {
  try {
    return parsePatch(patchLines(text)).filter(isOfFile).map(filePatch);
  } catch (error) {
    throw new Failure(`the patch is damaged: ${(error as Error).message}`);
  }
}

/** All but a patch's own lines is dropped: a message before it, a signature behind it, which looks like a deletion. */
function patchLines(text: string): string {
  const kept: string[] = [];
  const lines = text.split('\n');
  let before = 0;
  let after = 0;
  for (const [i, line] of lines.entries()) {
    if (before > 0 || after > 0) {
      if (!/^[+\\]/.test(line)) before--;
      if (!/^[-\\]/.test(line)) after--;
      // Some mailers drop the space that an empty line of context consists of.
      kept.push(line === '' ? ' ' : line);
      continue;
    }
    const hunk = HUNK.exec(line);
    if (hunk) [before, after] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
    if (hunk || HEADER.test(line) || isFileHeader(lines, i) || isFileHeader(lines, i - 1)) kept.push(line);
  }
  return kept.join('\n');
}

/** Two lines, and a hunk below them: a message may have lines that begin so, too. */
function isFileHeader(lines: readonly string[], at: number): boolean {
  const [old = '', young = '', hunk = ''] = lines.slice(Math.max(0, at), at + 3);
  return old.startsWith('--- ') && young.startsWith('+++ ') && HUNK.test(hunk);
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const HEADER =
  /^(?:diff --git |(?:old|new|new file|deleted file) mode \d|(?:rename|copy) (?:from|to) |Binary files |\\ )/;

/** A patch without a file's name says nothing. */
function isOfFile({
  oldFileName,
  newFileName,
}: {
  oldFileName?: string | undefined;
  newFileName?: string | undefined;
}) {
  return oldFileName !== undefined && newFileName !== undefined;
}

function filePatch(parsed: Partial<StructuredPatch> & Pick<StructuredPatch, 'hunks'>): FilePatch {
  const { oldFileName, newFileName, isCreate = false, isDelete = false, isCopy = false, hunks } = parsed;
  return {
    before: isCreate || isNothing(oldFileName) ? undefined : oldFileName,
    after: isDelete || isNothing(newFileName) ? undefined : newFileName,
    isCopy,
    hunks: hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
      line: oldStart,
      // A side without lines is counted from the line before.
      header: `@@ -${oldLines === 0 ? oldStart - 1 : oldStart},${oldLines} +${newLines === 0 ? newStart - 1 : newStart},${newLines} @@`,
      before: sideOf(lines, '-'),
      after: sideOf(lines, '+'),
    })),
  };
}

function isNothing(name: string | undefined): boolean {
  return name === '/dev/null';
}

function sideOf(lines: readonly string[], own: '-' | '+'): Side {
  const kept: string[] = [];
  let isUnended = false;
  lines.forEach((line, i) => {
    if (line[0] !== ' ' && line[0] !== own) return;
    kept.push(line.slice(1));
    isUnended = lines[i + 1]?.startsWith('\\') ?? false;
  });
  return { lines: kept, isUnended };
}
