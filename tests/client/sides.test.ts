import { beforeEach, describe, expect, it } from 'vitest';
import { bothSides } from '../../client/src/sides/show.ts';
import { accessWords, pairTitle, signOf, why } from '../../client/src/sides/words.ts';
import type { OrderedAccess, OrderedSide, SidesPair } from '../../server/src/lsp/messages.ts';
import { fakeClient, placeCursor, register, runCommand } from './fake-client.ts';
import { reset, state, window } from './vscode.ts';

beforeEach(() => {
  reset();
  window.visibleTextEditors.length = 0;
});

const at = (line: number) => ({ start: { line, character: 1 }, end: { line, character: 9 } });
const access = (object: string, does: OrderedAccess['does'], line: number, shared = true): OrderedAccess => {
  return { range: at(line), object, does, shared };
};

const put: OrderedSide = {
  ...{ primitive: 'smp_store_release', function: 'put', file: 'put.c' },
  location: { uri: 'file:///tree/put.c', range: at(5) },
  before: [access('box->own', 'store', 3, false), access('box->data', 'store', 4)],
  after: [access('box->ready', 'store', 5)],
};
const take: OrderedSide = {
  ...{ primitive: 'smp_load_acquire', function: 'take', file: 'take.c' },
  location: { uri: 'file:///tree/take.c', range: at(8) },
  before: [access('box->ready', 'load', 8)],
  after: [access('box->data', 'load', 9)],
};
const pair: SidesPair = { one: put, other: take, by: 'comment', why: 'Message passing.', verdict: 'MP · forbidden' };

describe('the words at both sides', () => {
  it('say who pairs with whom, why, and how that is known', () => {
    expect(pairTitle(pair)).toBe('smp_store_release() in put() ⇄ smp_load_acquire() in take()');
    expect(why(pair)).toEqual(['Message passing.', 'MP · forbidden', 'The comment here says that they pair.']);
    expect(why({ ...pair, why: '', verdict: null, by: 'inferred' })).toHaveLength(1);
  });

  it('say of an access what its barrier does with it, and whether the other side has to do with it', () => {
    expect(accessWords(put, put.before[0]!, 'before')).toBe(
      'Stores box->own: kept before what follows by smp_store_release().',
    );
    expect(accessWords(take, take.after[0]!, 'after')).toBe(
      'Loads box->data: kept after what comes before by smp_load_acquire(). The other side orders its access to it, too.',
    );
  });

  it('tell by signs alone what is before and after, and what is shared', () => {
    const signs = [true, false].flatMap((shared) =>
      (['before', 'after'] as const).map((when) => signOf({ ...put.before[0]!, shared }, when)),
    );
    expect(new Set(signs).size).toBe(4);
  });
});

describe('Show Both Sides', () => {
  const start = (pairs: readonly SidesPair[]) => {
    const fake = fakeClient({ 'barrier-ls/sides': { pairs } });
    register(bothSides, fake);
    placeCursor('file:///tree/put.c', 5, 3);
    return fake;
  };

  it('opens one editor beside the other, and marks the barrier and what is before and after it in each', async () => {
    start([pair]);
    await runCommand('barrier-ls.showBothSides');
    expect(state.shown.map(({ uri, options }) => [uri.path, (options as { viewColumn: number }).viewColumn])).toEqual([
      ['/tree/put.c', 1],
      ['/tree/take.c', 2],
    ]);
    const counts = state.decorations
      .filter(({ ranges }) => ranges.length > 0)
      .map(({ uri, ranges }) => [uri.path, ranges.length]);
    expect(counts).toEqual([
      ['/tree/put.c', 1],
      ['/tree/put.c', 2],
      ['/tree/put.c', 1],
      ['/tree/take.c', 1],
      ['/tree/take.c', 1],
      ['/tree/take.c', 1],
    ]);
    // Frames differ in their lines, not in their colours alone.
    const borders = new Set(
      state.decorations.map(({ type }) => JSON.stringify((type as { options: { border: string } }).options.border)),
    );
    expect(borders.size).toBe(2);
  });

  it('takes the marks away', async () => {
    start([pair]);
    await runCommand('barrier-ls.showBothSides');
    state.decorations.length = 0;
    await runCommand('barrier-ls.hideSides');
    expect(state.decorations).toHaveLength(6);
    expect(state.decorations.every(({ ranges }) => ranges.length === 0)).toBe(true);
  });

  it('asks which where there are several, and shows that one', async () => {
    start([
      pair,
      { ...pair, other: { ...take, function: 'peek', location: { uri: 'file:///tree/peek.c', range: at(1) } } },
    ]);
    await runCommand('barrier-ls.showBothSides');
    expect(state.picks).toMatchObject([
      { label: 'smp_store_release() in put() ⇄ smp_load_acquire() in take()', detail: 'put.c:6 — take.c:9' },
      { label: 'smp_store_release() in put() ⇄ smp_load_acquire() in peek()' },
    ]);
    // The user takes the last one.
    expect(state.shown.map(({ uri }) => uri.path)).toEqual(['/tree/put.c', '/tree/peek.c']);
  });

  it('asks about the entry of the tree that it is used on', async () => {
    const fake = start([pair]);
    await runCommand('barrier-ls.showBothSides', { id: 'root object ::x' });
    expect(fake.requests).toEqual([['barrier-ls/sides', { subject: 'root object ::x' }]]);
  });

  it('says in a sentence that there is nothing to show', async () => {
    start([]);
    await runCommand('barrier-ls.showBothSides');
    expect(state.messages).toEqual([['No other side is known of what is here.']]);
    window.activeTextEditor = undefined;
    await runCommand('barrier-ls.showBothSides');
    expect(state.messages[1]![0]).toMatch(/^Open a C file/);
  });
});
