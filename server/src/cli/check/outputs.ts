/** Where reports go: one format to the standard output, any number of them to files. */
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { Failure } from '../failure.ts';
import { checkFormats } from '../formats/check-formats.ts';
import type { Report } from '../formats/report.ts';
import { stepSummary } from '../formats/step-summary.ts';
import type { Io } from '../io.ts';
import { type ColorChoice, type Paint, paintFor } from '../paint.ts';
import { addToFile, putFile } from '../put-file.ts';

export interface Output {
  readonly format: string;
  /** As given; undefined is the standard output. */
  readonly file?: string;
}

/** One more `FORMAT` or `FORMAT=FILE` of the command line. */
export function appendOutput(value: string, previous: readonly Output[] = []): Output[] {
  const [, format = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
  if (!checkFormats.has(format)) {
    throw new InvalidArgumentError(`Allowed choices are ${[...checkFormats.keys()].join(', ')}.`);
  }
  if (file === '') throw new InvalidArgumentError('After the = it takes the name of a file.');
  if (file === undefined && previous.some((one) => one.file === undefined)) {
    throw new InvalidArgumentError('Only one format can go to the standard output; FORMAT=FILE writes a file.');
  }
  return [...previous, { format, ...(file !== undefined && { file }) }];
}

/** Files first: who reads the standard output to its end finds them all in place. Throws a Failure. */
export function writeOutputs(io: Io, report: Report, outputs: readonly Output[], color: ColorChoice): void {
  for (const { format, file } of [...outputs].sort(
    (a, b) => Number(b.file !== undefined) - Number(a.file !== undefined),
  )) {
    const print = checkFormats.get(format)!;
    writePieces(io, file, color, (paint) => print(report, paint));
  }
  const summary = io.env['GITHUB_STEP_SUMMARY'];
  if (summary && outputs.some(({ format }) => format === 'github')) {
    try {
      addToFile(summary, chunks(stepSummary(report, paintFor('never', io, io.out))));
    } catch (error) {
      // The annotations are there, and findings decide on the exit code.
      if (!(error instanceof Failure)) throw error;
      io.err.write(`barrier-ls: no step summary: ${error.message}\n`);
    }
  }
}

/** Writes to a file, or else to the standard output. Throws a Failure. */
export function writePieces(
  io: Io,
  file: string | undefined,
  color: ColorChoice,
  print: (paint: Paint) => Iterable<string>,
): void {
  if (file === undefined) {
    for (const chunk of chunks(print(paintFor(color, io, io.out)))) io.out.write(chunk);
  } else {
    const paint = paintFor(color === 'always' ? 'always' : 'never', io, io.out);
    putFile(resolve(io.cwd, file), chunks(print(paint)));
  }
}

/** Small pieces joined to larger ones: a system call for each would take longer than all the rest. */
function* chunks(pieces: Iterable<string>): Iterable<string> {
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  if (parts.length > 0) yield parts.join('');
}

const CHUNK = 1 << 16;
