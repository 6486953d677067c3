/** What features look at, made from a project that goes on changing: one view for each state of it. */
import type { View } from '../features/view.ts';
import type { Snapshot } from '../index/snapshot.ts';
import { Pairs } from '../pairing/pairs.ts';
import type { LiveProject } from '../project/live.ts';
import { warm } from './warm.ts';

/** A file says something else than the facts that an answer was about to be made of. It is being read again. */
export class StaleFacts extends Error {
  constructor(
    file: string,
    /** Resolves when it was read. */
    readonly settled: () => Promise<void>,
  ) {
    super(`${file} has changed`);
  }
}

export class Views {
  private pairs: Pairs | undefined;

  constructor(private readonly live: LiveProject) {}

  /** The same one as long as nothing changes. What was found out for an earlier one is taken over where it still holds. */
  current(): View {
    const { live } = this;
    const snapshot = live.snapshot();
    if (this.pairs?.snapshot !== snapshot) this.pairs = this.make(snapshot);
    return {
      snapshot,
      pairs: this.pairs,
      source(facts) {
        const source = live.source(facts);
        if (!source) throw new StaleFacts(facts.file, () => live.settled());
        return source;
      },
    };
  }

  private make(snapshot: Snapshot): Pairs {
    const pairs = new Pairs(snapshot, this.pairs);
    warm(pairs, () => this.pairs === pairs);
    return pairs;
  }
}
