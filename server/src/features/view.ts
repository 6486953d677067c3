/** What a feature looks at: one state of the workspace, with the texts that its facts were made of. */

import type { Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import type { Pairs } from '../pairing/pairs.ts';
import type { Source } from '../text/source.ts';
import type { Span } from '../text/span.ts';

export interface View {
  readonly snapshot: Snapshot;
  readonly pairs: Pairs;
  /** The text that offsets of these facts count in. Throws what the shell understands where the file is another by now. */
  source(facts: FileFacts): Source;
}

/** A place in some file, for the shell to show. */
export interface Spot {
  readonly facts: FileFacts;
  readonly at: number;
  readonly end: number;
  /** Enclosing function's name, or ''. */
  readonly function: string;
}

/** Replaces the text of `span`, which may be empty. */
export interface Edit {
  readonly facts: FileFacts;
  readonly span: Span;
  readonly text: string;
}
