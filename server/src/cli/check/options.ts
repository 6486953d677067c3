/** The options of `check`: how they are declared, and what commander makes of them. */
import { type Command, Option } from 'commander';
import type { Severity } from '../../model/finding.ts';
import { appendNames, type TreeOptions, withAssumeDefined, withTreeOptions } from '../options.ts';

export interface CheckOptions extends TreeOptions {
  readonly failOn: Severity | 'never';
  readonly rule?: readonly string[];
}

export function withCheckOptions(command: Command): Command {
  return withAssumeDefined(withTreeOptions(command, ['text', 'json', 'jsonl']))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity for exit code 1')
        .choices(['error', 'warning', 'info', 'hint', 'never'])
        .default('warning'),
    )
    .option('--rule <codes>', 'only these rules, separated by commas; may be repeated', appendNames);
}
