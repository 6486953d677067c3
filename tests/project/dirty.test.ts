import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dirty } from '../../server/src/project/dirty.ts';

/** What was looked at, and when: milliseconds, and names or `all`. */
let looks: [at: number, what: string][];
let dirty: Dirty;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const began = performance.now();
  looks = [];
  dirty = new Dirty(
    { idle: 400, longest: 2000 },
    async (changed) => {
      looks.push([Math.round(performance.now() - began), changed ? [...changed].join(' ') : 'all']);
    },
    () => {},
  );
});

afterEach(() => {
  vi.useRealTimers();
});

/** A key every 100 ms. */
async function type(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    dirty.later('open.c');
    await vi.advanceTimersByTimeAsync(100);
  }
}

describe('what has changed is looked at', () => {
  it('when nobody has typed for a moment', async () => {
    await type(300);
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toEqual([[600, 'open.c']]);
  });

  it('in the end, too, when somebody types on', async () => {
    await type(2500);
    expect(looks).toEqual([[2000, 'open.c']]);
  });

  it('at once when the whole tree may have changed, although somebody types', async () => {
    dirty.all(250);
    await type(1000);
    expect(looks).toEqual([[250, 'all']]);
  });

  it('not after it was stopped, until something is to be looked at now', async () => {
    dirty.all(250);
    dirty.stop();
    await type(1000);
    expect(looks).toEqual([]);
    dirty.now(['a.c']);
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toEqual([[1000, 'all']]);
  });
});
