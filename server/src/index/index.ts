/**
 * The facts of the whole workspace. The one place where they change; everything else reads a snapshot,
 * which stays as it was taken.
 */
import type { Demand, Mention } from '../model/demand.ts';
import type { FileFacts } from '../model/facts.ts';
import { demandOf } from './demand.ts';
import { type Answers, Snapshot } from './snapshot.ts';

export class Index {
  private readonly files = new Map<string, FileFacts>();
  private readonly mentions = new Map<string, Mention[]>();
  private readonly assumed = new Set<string>();
  private readonly answered = new Set<string>();
  private answers: Answers | undefined;
  private current: Snapshot | undefined;

  /** `last` is a snapshot of an earlier index of the same tree, of which little may be different. */
  constructor(private last?: Snapshot) {}

  /** An index that differs from what `last` was taken of in these facts. */
  static after(last: Snapshot, facts: readonly FileFacts[]): Index {
    const index = new Index(last);
    index.apply(last.files());
    index.apply(facts);
    index.assumeDefined(last.answers.assumed);
    index.answer({ names: [...last.answers.answered], structs: [] }, [...last.answers.mentions.values()].flat());
    return index;
  }

  /** Takes in the facts of files, in place of what was known of them. */
  apply(facts: Iterable<FileFacts>): void {
    for (const one of facts) this.files.set(one.file, one);
    this.current = undefined;
  }

  remove(files: Iterable<string>): void {
    for (const file of files) this.files.delete(file);
    this.current = undefined;
  }

  /** What is missing to resolve the claims, without what has been answered. */
  demand(): Demand {
    return demandOf(this.snapshot());
  }

  /** Says that the tree was searched for these names and structures, and where the names were found in code. */
  answer(demand: Pick<Demand, 'names' | 'structs'>, found: Iterable<Mention>): void {
    for (const name of [...demand.names, ...demand.structs]) this.answered.add(name);
    for (const one of found) {
      const known = this.mentions.get(one.name);
      if (known) known.push(one);
      else this.mentions.set(one.name, [one]);
    }
    this.answers = undefined;
    this.current = undefined;
  }

  /** Names that exist outside of what is indexed: never called stale. */
  assumeDefined(names: Iterable<string>): void {
    for (const name of names) this.assumed.add(name);
    this.answers = undefined;
    this.current = undefined;
  }

  snapshot(): Snapshot {
    this.answers ??= sameAnswers(this.last?.answers, {
      mentions: new Map(this.mentions),
      assumed: new Set(this.assumed),
      answered: new Set(this.answered),
    });
    this.current ??= this.last = new Snapshot(new Map(this.files), this.answers, this.last);
    return this.current;
  }
}

/** The earlier answers where the fresh ones say the same: what was made of them then holds on. */
function sameAnswers(earlier: Answers | undefined, fresh: Answers): Answers {
  return earlier && written(earlier) === written(fresh) ? earlier : fresh;
}

function written({ mentions, assumed, answered }: Answers): string {
  return JSON.stringify([[...mentions].sort(), [...assumed].sort(), [...answered].sort()]);
}
