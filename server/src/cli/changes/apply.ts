/**
 * Puts hunks into a text. They may have moved, but what they take away and what stands around it must be there to the
 * letter: a hunk that is forced into other code makes a text that nobody has written.
 */
import type { Hunk, Side } from './patch.ts';

export type Applied =
  | { readonly text: string }
  /** The hunk that has no place, by its position in the list, and whether its result is there instead. */
  | { readonly failed: number; readonly isThere: boolean };

export function applyHunks(text: string, hunks: readonly Hunk[]): Applied {
  const lines = text === '' ? [] : text.split('\n');
  const isEnded = lines.at(-1) === '';
  if (isEnded) lines.pop();
  const made: string[] = [];
  let at = 0;
  let moved = 0;
  let ending = isEnded ? '\n' : '';
  for (const [i, { before, after, line }] of hunks.entries()) {
    // Lines that are put in without any around them go behind the line that is named.
    const expected = line - 1 + moved;
    const found = findPlace(lines, before.lines, expected, at);
    if (found === undefined) return { failed: i, isThere: findPlace(lines, after.lines, expected, 0) !== undefined };
    made.push(...lines.slice(at, found), ...replacement(lines, found, before, after));
    moved = found - (line - 1);
    at = found + before.lines.length;
    if (at === lines.length && (before.isUnended || after.isUnended)) ending = after.isUnended ? '' : '\n';
    if (lines.length === 0) ending = after.isUnended ? '' : '\n';
  }
  made.push(...lines.slice(at));
  return { text: made.length === 0 ? '' : made.join('\n') + ending };
}

/** The place nearest to `expected`, not before `from`, where these lines stand. */
function findPlace(
  lines: readonly string[],
  wanted: readonly string[],
  expected: number,
  from: number,
): number | undefined {
  const last = lines.length - wanted.length;
  const fits = (at: number) => at >= from && at <= last && wanted.every((line, i) => isSameLine(line, lines[at + i]!));
  if (wanted.length === 0) return expected >= from && expected <= last ? expected : undefined;
  for (let distance = 0; distance <= lines.length; distance++) {
    if (fits(expected + distance)) return expected + distance;
    if (fits(expected - distance)) return expected - distance;
  }
  return undefined;
}

/** Mail turns one kind of line end into the other. */
function isSameLine(a: string, b: string): boolean {
  return a === b || withoutCarriage(a) === withoutCarriage(b);
}

function withoutCarriage(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/**
 * The hunk's new lines. Those that were there before stay as the file has them; where the patch has lost the carriage
 * returns that the file has, new ones get them, too.
 */
function replacement(lines: readonly string[], found: number, before: Side, after: Side): string[] {
  const old = new Map(before.lines.map((line, i) => [line, lines[found + i]!]));
  const isLost = [...old].some(([line, there]) => there === `${line}\r`);
  return after.lines.map((line) => old.get(line) ?? (isLost && !line.endsWith('\r') ? `${line}\r` : line));
}
