/**
 * One pass over a project: finds out what changed since the memo was made, reads that, and fills an index with the
 * facts of all candidates and of what these ask for. A first opening is a pass with an empty memo.
 */
import type { Host } from '../host/host.ts';
import { Index } from '../index/index.ts';
import type { FileFacts } from '../model/facts.ts';
import { advance, type Before } from './advance.ts';
import { type Answered, answerDemands, restore, type Unpack } from './answer.ts';
import type { Memo } from './memo.ts';
import { unpackFacts } from './packed.ts';
import type { Progress } from './progress.ts';
import type { Runner } from './runner.ts';
import { survey } from './survey.ts';

export interface Pass {
  readonly root: string;
  /** Source files of the project, relative to the root, in order. */
  readonly listed: readonly string[];
  /** The only ones that may have changed; any may, when not given. */
  readonly changed?: ReadonlySet<string>;
  /** Is brought up to date. */
  readonly memo: Memo;
  readonly host: Host;
  readonly runner: Runner;
  /** Functions that exist outside of the tree, in order. */
  readonly assumed: readonly string[];
  /** What the last pass ended with. */
  readonly before?: Before;
  readonly unpack?: Unpack;
  readonly onProgress: Progress;
}

export interface Passed extends Answered {
  readonly index: Index;
  /** The files that are there, in order. */
  readonly files: readonly string[];
  /** Nothing was different from what the memo said. */
  readonly unchanged: boolean;
}

export async function runPass(pass: Pass): Promise<Passed> {
  const { memo, assumed, before, onProgress, runner, unpack = (_, packed) => unpackFacts(packed) } = pass;
  const { files, unchanged, altered, answersChanged, passing } = await survey(pass);
  const done = (index: Index, answered: Answered) => ({
    ...answered,
    problems: [...passing, ...answered.problems],
    index,
    files,
    unchanged,
  });
  const isAssumedSame = memo.assumed === assumed.join(' ');
  if (before && isAssumedSame && !answersChanged) {
    const index = await advance({ before, altered, memo, runner, unpack });
    if (index) return done(index, { problems: [], focus: before.focus });
  }
  const index = new Index(before?.snapshot);
  index.assumeDefined(assumed);
  if (unchanged && isAssumedSame) return done(index, await restore(index, memo, unpack));
  const answered = await answerDemands({ index, files, memo, runner, unpack, onProgress });
  memo.assumed = assumed.join(' ');
  return { ...done(index, answered), unchanged: false };
}

/** Gives the same facts for the same text, so that what was made of them holds on from one pass to the next. */
export function rememberingUnpack(): Unpack {
  const known = new Map<string, Map<string, FileFacts>>();
  return (file, packed) => {
    let texts = known.get(file);
    if (!texts) known.set(file, (texts = new Map()));
    let facts = texts.get(packed);
    // A file is asked for with more and more functions in full; what no pass asked for lately is let go.
    if (!facts) {
      facts = unpackFacts(packed);
      while (texts.size >= 4) texts.delete(texts.keys().next().value!);
      texts.set(packed, facts);
    }
    return facts;
  };
}
