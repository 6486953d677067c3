/** `lkmm`: decides litmus tests by the Linux-kernel memory model, as herd7 does. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { disagreementOf } from '../../features/litmus-file/claimed-result.ts';
import { type Decision, decide } from '../../lkmm/decide.ts';
import type { Problem } from '../../lkmm/syntax/litmus.ts';
import { parseLitmus } from '../../lkmm/syntax/parse.ts';
import { decode } from '../../text/decode.ts';
import { Source } from '../../text/source.ts';
import { Failure, systemReason } from '../failure.ts';
import { executionDot } from '../formats/lkmm-dot.ts';
import { executionSvg } from '../formats/lkmm-svg.ts';
import { observationText, reasonText, statesText } from '../formats/lkmm-text.ts';
import { executionGraph } from '../graph/execution.ts';
import type { Io } from '../io.ts';
import { colorOf } from '../options.ts';
import { paintFor } from '../paint.ts';
import type { AddCommand } from '../program.ts';

interface LkmmOptions {
  readonly explain?: boolean;
  readonly states?: boolean;
  readonly checkResults?: boolean;
  readonly dot?: boolean;
  readonly svg?: boolean;
  readonly timeout: number;
  readonly color: string;
}

export const lkmmCommand: AddCommand = (program, io, finish) => {
  program
    .command('lkmm')
    .description(
      'Decide litmus tests by the Linux-kernel memory model: can the outcome happen never, sometimes, always?',
    )
    .argument('<file...>', 'litmus tests in the C dialect of herd7')
    .option('--explain', 'also say why: an execution with the outcome, or the cycle that rules it out')
    .option('--states', 'print all that herd7 prints: the states that can be seen at the end, too')
    .option('--check-results', "end with exit code 1 when a test's comment `Result: …` says otherwise")
    .addOption(new Option('--svg', 'draw what --explain tells: an execution as a picture').conflicts('dot'))
    .option('--dot', 'the same, for Graphviz')
    .option('--timeout <seconds>', 'give up on a test after this time', parseSeconds, 10)
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
    .action((files: string[], options: LkmmOptions) => {
      if (isDrawing(options) && files.length > 1) throw new Failure('--svg and --dot draw one test at a time');
      const codes = files.map((file) => decideFile(io, file, options));
      finish(Math.max(0, ...codes));
    });
};

/** Prints the verdict on one file and gives its exit code: what is wrong with one does not keep others from it. */
function decideFile(io: Io, file: string, options: LkmmOptions): number {
  const report = (message: string) => io.err.write(`${file}${message}\n`);
  const text = read(io, file);
  if (typeof text !== 'string') {
    report(`: ${text.reason}`);
    return 2;
  }
  const parsed = parseLitmus(text);
  if ('problems' in parsed) {
    const source = new Source(text);
    for (const problem of parsed.problems) report(placed(source, problem));
    return 2;
  }
  const { test } = parsed;
  const limit = Date.now() + options.timeout * 1000;
  const decision = decide(test, {
    steps: Number.POSITIVE_INFINITY,
    explain: options.explain || isDrawing(options),
    isCancelled: () => Date.now() > limit,
  });
  if ('gaveUp' in decision) {
    report(`: ${gaveUpText(decision.gaveUp, options)}`);
    return 2;
  }
  const { verdict } = decision;
  if (isDrawing(options)) {
    const graph = executionGraph(text, test, verdict);
    if (!graph) report(': nothing to draw: no execution has this outcome, whatever is read');
    else io.out.write(options.svg ? executionSvg(graph) : executionDot(graph));
    return graph ? 0 : 2;
  }
  io.out.write(options.states ? statesText(test, verdict) : observationText(test, verdict));
  if (options.explain) io.out.write(reasonText(paintFor(colorOf(options), io, io.out), text, test, verdict));
  if (!options.checkResults) return 0;
  const disagreement = disagreementOf(test, verdict);
  if (disagreement) report(placed(new Source(text), disagreement));
  return disagreement ? 1 : 0;
}

function isDrawing({ dot, svg }: LkmmOptions): boolean {
  return (dot || svg) === true;
}

function read(io: Io, file: string): string | { readonly reason: string } {
  try {
    const decoded = decode(readFileSync(resolve(io.cwd, file)));
    return 'binary' in decoded ? { reason: 'not a text file' } : decoded.text;
  } catch (error) {
    return { reason: systemReason((error as NodeJS.ErrnoException).code ?? String(error)) };
  }
}

function placed(source: Source, { span, message }: Problem): string {
  return `:${source.line(span.start)}:${source.column(span.start)}: ${message}`;
}

function gaveUpText(gaveUp: Extract<Decision, { gaveUp: unknown }>['gaveUp'], { timeout }: LkmmOptions): string {
  return gaveUp.reason === 'cancelled'
    ? `given up after ${timeout} seconds: there are too many executions (--timeout gives it longer)`
    : gaveUp.message;
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0)) throw new InvalidArgumentError('It takes a number of seconds.');
  return seconds;
}
