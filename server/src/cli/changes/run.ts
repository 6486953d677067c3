/** One run of `check` over what a change brings about. */

import { activeRules, type Rule } from '../../rules/index.ts';
import { Source } from '../../text/source.ts';
import type { CheckOptions } from '../check/options.ts';
import { writeOutputs } from '../check/outputs.ts';
import { report } from '../check/report.ts';
import type { Report } from '../formats/report.ts';
import type { Io } from '../io.ts';
import { colorOf, pathsOf } from '../options.ts';
import { summarize } from '../summary.ts';
import { compare } from './compare.ts';
import type { FindChange } from './options.ts';

/** Gives the exit code. With no paths, all of the tree is asked about: what breaks may be anywhere. */
export async function runOnChange(
  io: Io,
  given: readonly string[],
  options: CheckOptions,
  findChange: FindChange,
  selected: readonly Rule[] | undefined,
): Promise<number> {
  const paths = given.length > 0 ? pathsOf(given) : [];
  const { workspace, fresh, notes, base, changed } = await compare(io, paths, options, findChange, selected);
  if (!workspace) {
    writeOutputs(io, nothing(base, selected), options.format ?? [{ format: 'text' }], colorOf(options));
    return 0;
  }
  const prints = fresh.map(({ fingerprint }) => fingerprint);
  const scope = { isComplete: false, change: { base, files: changed, notes, prints } };
  return report(
    io,
    workspace,
    options,
    fresh.map(({ finding }) => finding),
    scope,
  );
}

/** Where no file is different that has to do with ordering there is nothing to open. */
function nothing(base: string, selected: readonly Rule[] | undefined): Report {
  return {
    findings: [],
    suppressed: [],
    left: 0,
    summary: summarize([], [], []),
    change: { base, files: 0, notes: [] },
    rules: (selected ?? activeRules()).map(({ meta }) => meta),
    seconds: 0,
    source: () => new Source(''),
    display: (file) => file,
    inRepository: (file) => file,
    fails: () => false,
    fixOf: () => undefined,
  };
}
