/**
 * Works out between requests what the next ones will ask for: the claims of all files and the look-up tables, a few
 * milliseconds at a time. A request that comes first does the rest of it itself.
 */
import type { FileFacts } from '../model/facts.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { runRules } from '../rules/index.ts';

/** So long is nobody kept waiting. */
const SLICE_MS = 4;

/** Goes on until all is done or `isCurrent` says that nobody will ask these pairs any more. */
export function warm(pairs: Pairs, isCurrent: () => boolean): void {
  const steps = work(pairs)[Symbol.iterator]();
  const slice = () => {
    const end = performance.now() + SLICE_MS;
    while (isCurrent()) {
      if (steps.next().done) return;
      if (performance.now() > end) {
        setImmediate(slice);
        return;
      }
    }
  };
  setImmediate(slice);
}

function* work(pairs: Pairs): Iterable<void> {
  const { snapshot } = pairs;
  yield void snapshot.functionsNamed('');
  yield void snapshot.uses('');
  yield* pairs.resolving();
  yield void pairs.all();
  // Whatever rules look up they look up for the first file that gives them cause to: one is enough.
  const busiest = snapshot.files().reduce<FileFacts | undefined>((most, facts) => {
    return facts.accesses.length > (most?.accesses.length ?? 0) ? facts : most;
  }, undefined);
  if (busiest) runRules({ pairs, files: [busiest] });
}
