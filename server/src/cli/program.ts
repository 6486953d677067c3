/**
 * The command line: which commands there are, and how what happens becomes an exit code.
 * 0: nothing at or above --fail-on; 1: findings; 2: usage, configuration or internal error.
 */
import { Command, CommanderError } from 'commander';
import { baselineCommand } from './commands/baseline.ts';
import { checkCommand } from './commands/check.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { graphCommand } from './commands/graph.ts';
import { litmusCommand } from './commands/litmus.ts';
import { lkmmCommand } from './commands/lkmm.ts';
import { lspCommand, SERVER_OPTIONS } from './commands/lsp.ts';
import { pairsCommand } from './commands/pairs.ts';
import { sitesCommand } from './commands/sites.ts';
import { describeError } from './failure.ts';
import type { Io } from './io.ts';
import { VERSION } from './version.ts';

/** A command adds itself to the program; `finish` takes its exit code. */
export type AddCommand = (program: Command, io: Io, finish: (code: number) => void) => void;

/** Runs the command line with `argv` (without node and script) and gives the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    if (argv.length === 0) {
      io.err.write(program.helpInformation());
      return USAGE;
    }
    // Editors are used to server commands without a subcommand.
    const isServer = SERVER_OPTIONS.test(argv[0]!);
    await program.parseAsync(isServer ? ['lsp', ...argv] : [...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    io.err.write(`barrier-ls: ${describeError(error)}\n`);
    if (io.env['BARRIER_LS_DEBUG'] && error instanceof Error) io.err.write(`${error.stack ?? ''}\n`);
    return USAGE;
  }
}

const USAGE = 2;

const COMMANDS: readonly AddCommand[] = [
  checkCommand,
  baselineCommand,
  pairsCommand,
  sitesCommand,
  explainCommand,
  graphCommand,
  litmusCommand,
  lkmmCommand,
  doctorCommand,
  lspCommand,
];

function createProgram(io: Io, finish: (code: number) => void): Command {
  const program = new Command('barrier-ls')
    .description(
      'Follows memory-barrier pairing comments in C to the other side, and reports the pairs that do not hold.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      outputError: (text, write) => write(`barrier-ls: ${errorLine(text)}\n`),
      getOutHelpWidth: () => Math.min(io.out.columns, WIDEST_HELP),
      getErrHelpWidth: () => Math.min(io.err.columns, WIDEST_HELP),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  // Commands take over the program's settings at the moment they are added.
  for (const add of COMMANDS) add(program, io, finish);
  program.addHelpText('after', EXIT_CODES);
  return program;
}

const WIDEST_HELP = 100;

const EXIT_CODES = `
Exit codes: 0 nothing to report, 1 findings at or above --fail-on, 2 wrong usage or an error.
A PATH is a file or a folder; the default is the working directory.`;

/** Commander's "error: unknown option '--x'\n(Did you mean --y?)" as one line. */
function errorLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}
