/**
 * One line on a terminal that says how far a long run is. It appears after a second, so that short runs stay quiet,
 * and is erased before anything else is written. On anything but a terminal it does nothing.
 */
import type { Stream } from './io.ts';

export interface Progress {
  /** Tells of `done` of `total` pieces of the present phase; `total` 0 means that nobody knows yet. */
  report(phase: string, done: number, total: number): void;
  /** Erases the line. */
  end(): void;
}

/** `now` gives milliseconds; it is a parameter for tests. */
export function createProgress(stream: Stream, now: () => number = Date.now): Progress {
  if (!stream.isTerminal) return { report: () => {}, end: () => {} };
  const start = now();
  let last = 0;
  let shown = false;
  return {
    report(phase, done, total) {
      const time = now();
      if (time - start < PATIENCE_MS || time - last < INTERVAL_MS) return;
      last = time;
      shown = true;
      const percent = total > 0 ? ` ${Math.min(100, Math.floor((100 * done) / total))} %` : '';
      const line = `${phase}${percent}${total > 0 ? ` (${done} of ${total})` : ''}`;
      stream.write(`\r\u001b[K${line.slice(0, Math.max(1, stream.columns - 1))}`);
    },
    end() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}

const PATIENCE_MS = 1000;
const INTERVAL_MS = 100;
