// A worker as the pool wants one, that does what the names of its files say.
import { parentPort } from 'node:worker_threads';

let done;
parentPort.on('message', (order) => {
  if ('task' in order) {
    if (order.task.kind === 'scan') throw new Error('cannot begin');
    done = order.done;
    parentPort.postMessage({ ready: true });
    return;
  }
  const results = order.batch.map(({ file }) => {
    if (file === 'crash.c') process.exit(3);
    if (file === 'throw.c') throw new Error('what is this');
    while (file === 'hang.c');
    Atomics.add(done, 0, 1);
    return { file, facts: `facts of ${file}` };
  });
  parentPort.postMessage({ results });
});
