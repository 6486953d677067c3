/**
 * The text that facts were made of, read again where lines and columns are to be shown. This is the edge at which
 * offsets become lines; nothing else in the command line knows of them. A text that has changed in between is refused:
 * a position in it would be a guess.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../model/facts.ts';
import { decode } from '../text/decode.ts';
import { Source } from '../text/source.ts';
import { Failure } from './failure.ts';

export class Sources {
  private readonly known = new Map<string, Source>();

  /** `hash` is the one that facts carry. */
  constructor(
    private readonly root: string,
    private readonly hash: (content: Uint8Array) => string,
  ) {}

  /** The text behind `facts`. Throws a Failure when the file is gone or is another one by now. */
  of(facts: Pick<FileFacts, 'file' | 'hash'>): Source {
    const known = this.known.get(facts.file);
    if (known) return known;
    const content = readFileSync(join(this.root, facts.file));
    const decoded = decode(content);
    if (this.hash(content) !== facts.hash || 'binary' in decoded) {
      throw new Failure(`${facts.file} was changed while it was being read; run again`);
    }
    const source = new Source(decoded.text);
    this.known.set(facts.file, source);
    return source;
  }
}
