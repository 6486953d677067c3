/** The options of `check`: how they are declared, and what commander makes of them. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Severity } from '../../model/finding.ts';
import { type ChangeOptions, withChangeOptions } from '../changes/options.ts';
import { checkFormats } from '../formats/check-formats.ts';
import { appendNames, type ReadOptions, withAssumeDefined, withReadOptions } from '../options.ts';
import { appendOutput, type Output } from './outputs.ts';

export interface CheckOptions extends ReadOptions, BaselineOptions, ChangeOptions {
  readonly format?: readonly Output[];
  readonly failOn: Severity | 'never';
  readonly exitZero?: boolean;
  readonly maxFindings?: number;
  readonly rule?: readonly string[];
  readonly strictBaseline?: boolean;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly stats?: boolean;
  readonly statsDepth: number;
}

export interface BaselineOptions {
  /** A file as given; false where none is to be used; undefined for the one of the project. */
  readonly baseline?: string | false;
}

export function withCheckOptions(command: Command): Command {
  return withChangeOptions(withAssumeDefined(withReadOptions(command)))
    .addOption(
      new Option(
        '--format <format[=file]>',
        `how to print: ${[...checkFormats.keys()].join(', ')}; with =FILE into a file, and then may be repeated (default: "text")`,
      ).argParser(appendOutput),
    )
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity for exit code 1')
        .choices(['error', 'warning', 'info', 'hint', 'never'])
        .default('warning'),
    )
    .option('--exit-zero', 'exit code 0 whatever is found')
    .option('--max-findings <n>', 'print the most serious n, and count the rest', parseCount)
    .option('--rule <codes>', 'only these rules, separated by commas; may be repeated', appendNames)
    .option('--baseline <file>', `findings to pass over (default: ${BASELINE_FILE} at the root, if it is there)`)
    .option('--no-baseline', 'pass nothing over')
    .option('--strict-baseline', 'exit code 1 for what is in the baseline and no longer found')
    .addOption(
      new Option('--fix', 'apply the fixes that leave nothing to choose, and report what is left').conflicts([
        'fixDryRun',
      ]),
    )
    .option('--fix-dry-run', 'print what --fix would do as a patch')
    .addOption(
      new Option(
        '--stats',
        'instead, how many barriers have a comment, by folder and by entry of MAINTAINERS (text, json)',
      ).conflicts(['fix', 'fixDryRun']),
    )
    .option('--stats-depth <n>', 'folders of how many levels --stats tells apart', parseCount, 2);
}

/** The baseline of a project, at its root. */
export const BASELINE_FILE = 'barrier-ls-baseline.json';

function parseCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}
