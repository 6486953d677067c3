/** Work that is too long for one go: a few milliseconds at a time, with other messages in between. */
import type { CancellationToken } from 'vscode-languageserver/node';

/** So long is nobody else kept waiting. */
const SLICE_MS = 8;

/** The result of the steps; stops in between, with undefined, when nobody waits for it any longer. */
export async function sliced<T>(steps: Generator<void, T>, token: CancellationToken): Promise<T | undefined> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (token.isCancellationRequested) return undefined;
    since = performance.now();
  }
}
