import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { sliced } from '../../server/src/lsp/sliced.ts';

const { token } = new CancellationTokenSource();

/** Takes about a millisecond at each step. */
function* work(steps: number): Generator<void, string> {
  for (let i = 0; i < steps; i++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  return 'done';
}

describe('work in slices', () => {
  it('gives what the steps give', async () => {
    expect(await sliced(work(0), token)).toBe('done');
    expect(await sliced(work(20), token)).toBe('done');
  });

  it('leaves time for something else in between', async () => {
    let others = 0;
    const timer = setInterval(() => others++, 1);
    await sliced(work(60), token);
    clearInterval(timer);
    expect(others).toBeGreaterThan(1);
  });

  it('ends when nobody waits for it any more, however much there is to do', async () => {
    const source = new CancellationTokenSource();
    setTimeout(() => source.cancel(), 20);
    expect(await sliced(work(1_000_000), source.token)).toBe(undefined);
  });

  it('hands on what goes wrong', async () => {
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield.
    const failing = function* (): Generator<void, string> {
      throw new Error('no');
    };
    await expect(sliced(failing(), token)).rejects.toThrow('no');
  });
});
