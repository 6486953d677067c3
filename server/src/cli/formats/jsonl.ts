/** Records as JSON Lines: one object a line, in the order given. */
import type { Stream } from '../io.ts';

/** Writes in large pieces: a kernel has tens of thousands of records. */
export function writeJsonLines(out: Stream, records: Iterable<object>): void {
  let piece: string[] = [];
  for (const record of records) {
    piece.push(JSON.stringify(record));
    if (piece.length < PIECE) continue;
    out.write(`${piece.join('\n')}\n`);
    piece = [];
  }
  if (piece.length > 0) out.write(`${piece.join('\n')}\n`);
}

const PIECE = 1000;
