/** Does a task to many files: here, in one thread after the other; in pool.ts, in several. */
import { type Item, prepare, type Result, type Task, type Tools } from './task.ts';

export interface Runner {
  /** Results are in the order of items. `onDone` is told how many are done. */
  run(task: Task, items: readonly Item[], onDone: (count: number) => void): Promise<Result[]>;
  /** Ends all threads. */
  close(): Promise<void>;
}

/** Everything in this thread, which gets a chance to do something else before each file. */
export function createLocalRunner(tools: Tools): Runner {
  return {
    async run(task, items, onDone) {
      const results: Result[] = [];
      if (items.length === 0) return results;
      const work = await prepare(task, tools);
      for (const item of items) {
        await new Promise((resolve) => setImmediate(resolve));
        results.push(work(item));
        onDone(results.length);
      }
      return results;
    },
    close: async () => {},
  };
}

/** Files for which `isHere` go to `here`, the others to `there`; both in order, as scanning wants it. */
export function splitRunner(there: Runner, here: Runner, isHere: (file: string) => boolean): Runner {
  return {
    async run(task, items, onDone) {
      const own = items.filter(({ file }) => isHere(file));
      if (own.length === 0) return there.run(task, items, onDone);
      const rest = items.filter(({ file }) => !isHere(file));
      const theirs = await there.run(task, rest, onDone);
      const ours = await here.run(task, own, (done) => onDone(rest.length + done));
      let [i, j] = [0, 0];
      return items.map(({ file }) => (own[j]?.file === file ? ours[j++]! : theirs[i++]!));
    },
    close: () => there.close(),
  };
}
