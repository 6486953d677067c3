/**
 * The text that facts were made of, read again where lines and columns are to be shown. This is the edge at which
 * offsets become lines; nothing else in the command line knows of them. A text that has changed in between is refused:
 * a position in it would be a guess.
 */
import type { Host } from '../host/host.ts';
import type { FileFacts } from '../model/facts.ts';
import { decode } from '../text/decode.ts';
import { Source } from '../text/source.ts';
import { Failure } from './failure.ts';

export class Sources {
  private readonly known = new Map<string, Source>();

  /** The hash is the one that facts carry. */
  constructor(
    private readonly root: string,
    private readonly host: Pick<Host, 'files' | 'hash'>,
  ) {}

  /** The text behind `facts`. Throws a Failure when the file is gone or is another one by now. */
  of(facts: Pick<FileFacts, 'file' | 'hash'>): Source {
    const known = this.known.get(facts.file);
    if (known) return known;
    const { bytes } = this.host.files.read(`${this.root}/${facts.file}`, LARGEST);
    const decoded = bytes && decode(bytes);
    if (!decoded || 'binary' in decoded || this.host.hash(bytes) !== facts.hash) {
      throw new Failure(`${facts.file} was changed while it was being read; run again`);
    }
    const source = new Source(decoded.text);
    this.known.set(facts.file, source);
    return source;
  }
}

/** Nothing larger has facts. */
const LARGEST = 8 * 1024 * 1024;
