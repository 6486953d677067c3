/** The options that commands share: how they are declared, and what they mean once read. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Failure } from './failure.ts';
import { type ColorChoice, parseColorChoice } from './paint.ts';

/** What commander hands to the commands that read a tree. */
export interface ReadOptions {
  readonly root?: string;
  readonly cache: boolean;
  readonly threads?: number;
  readonly color: string;
  readonly assumeDefined?: readonly string[];
}

/** Of the commands that print in one format. */
export interface TreeOptions extends ReadOptions {
  readonly format: string;
}

/** Adds the options of a command that reads a tree and prints. The first of `formats` is the default. */
export function withTreeOptions(command: Command, formats: readonly string[]): Command {
  return withReadOptions(command).addOption(
    new Option('--format <format>', 'how to print').choices([...formats]).default(formats[0]),
  );
}

/** Adds the options of every command that reads a tree. */
export function withReadOptions(command: Command): Command {
  return command
    .option('--root <dir>', 'the top of the tree (default: the nearest folder above that looks like one)')
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
    .option('--no-cache', 'read every file anew, and leave no facts behind')
    .option('--threads <n>', 'worker threads (default: by the number of processors)', parseThreads);
}

/** Adds `--assume-defined`, for trees that are only a part of something. */
export function withAssumeDefined(command: Command): Command {
  return command.option(
    '--assume-defined <names>',
    'functions, separated by commas, that exist outside of the tree; may be repeated',
    appendNames,
  );
}

/** A repeatable option whose values are separated by commas. */
export function appendNames(value: string, previous: readonly string[] = []): string[] {
  const names = value.split(',').map((name) => name.trim());
  return [...previous, ...names.filter((name) => name !== '')];
}

export function colorOf(options: { readonly color: string }): ColorChoice {
  return parseColorChoice(options.color);
}

/** The paths to look at: the given ones, or the working directory. */
export function pathsOf(given: readonly string[]): readonly string[] {
  if (given.includes('')) throw new Failure('an empty path was given');
  return given.length > 0 ? given : ['.'];
}

function parseThreads(value: string): number {
  const threads = Number(value);
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new InvalidArgumentError(`It takes a whole number from 1 to ${MOST_THREADS}.`);
  }
  return threads;
}

const MOST_THREADS = 64;
