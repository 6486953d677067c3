/** The thread that decides litmus tests, and the documents that wait for it. */
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../server/src/features/litmus-file/judgement.ts';
import { LitmusFiles } from '../../server/src/lsp/litmus-files.ts';
import { createJudge } from '../../server/src/lsp/litmus-thread.ts';
import { serverBundle } from '../support/client.ts';

const script = pathToFileURL(serverBundle().replace('server.js', 'litmus-worker.js'));

const small = 'C t\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nexists (x=1)\n';
const monster = `C monster\n{}\n${[0, 1, 2, 3, 4]
  .map((n) => `P${n}(int *x) { ${'WRITE_ONCE(*x, 1); r0 = READ_ONCE(*x);'.repeat(4)} }`)
  .join('\n')}\nexists (x=1)\n`;
const always: Judgement = { observation: 'Always', positive: 1, negative: 0, flags: [] };

describe('the thread', () => {
  it('decides one test after the other', async () => {
    const judge = createJudge({ script, seconds: 10 });
    const both = [judge.judge(small), judge.judge(small)].map(({ judgement }) => judgement);
    expect(await Promise.all(both)).toEqual([always, always]);
    await judge.close();
  });

  it('gives up in time, and says so', async () => {
    const judge = createJudge({ script, seconds: 0.3 });
    const since = performance.now();
    expect(await judge.judge(monster).judgement).toEqual({
      gaveUp: 'gave up after 0.3 s: there are too many executions',
    });
    expect(performance.now() - since).toBeLessThan(2000);
    await judge.close();
  });

  it('stops at once with what is not wanted any more, and leaves out what was not begun', async () => {
    const judge = createJudge({ script, seconds: 100 });
    const [first, second, third] = [judge.judge(monster), judge.judge(monster), judge.judge(small)];
    second.cancel();
    await pause(50);
    first.cancel();
    expect(await third.judgement).toEqual(always);
    expect([await first.judgement, await second.judgement]).toEqual([undefined, undefined]);
    third.cancel();
    expect(await judge.judge(small).judgement).toEqual(always);
    await judge.close();
  });

  it('leaves nobody waiting when it is closed, or when it can not be started', async () => {
    const judge = createJudge({ script, seconds: 100 });
    const all = [judge.judge(monster), judge.judge(small)].map(({ judgement }) => judgement);
    await judge.close();
    expect(await Promise.all(all)).toEqual([undefined, undefined]);
    const broken = createJudge({ script: new URL('no-such.js', script), seconds: 100 });
    expect(await broken.judge(small).judgement).toEqual({ gaveUp: expect.stringContaining('failed: ') });
    await broken.close();
  });
});

describe('open litmus tests', () => {
  const document = (version: number, text = small) => ({
    uri: 'file:///t.litmus',
    languageId: 'litmus',
    version,
    text,
  });

  /** A judge whose answers come when the test says so. */
  function withJudge() {
    const asked: { text: string; isCancelled: boolean; answer(judgement: Judgement): Promise<void> }[] = [];
    const files = new LitmusFiles({
      judge(text) {
        let resolve!: (judgement: Judgement | undefined) => void;
        const judgement = new Promise<Judgement | undefined>((done) => {
          resolve = done;
        });
        const one = {
          text,
          isCancelled: false,
          answer: async (given: Judgement) => {
            resolve(given);
            await pause(0);
          },
        };
        asked.push(one);
        return {
          judgement,
          cancel: () => {
            one.isCancelled = true;
            resolve(undefined);
          },
        };
      },
      close: async () => {},
    });
    const news: string[] = [];
    files.onChange(() => void news.push('change'));
    files.onLate(() => void news.push('late'));
    return { files, asked, news };
  }

  it('call off what was asked about an earlier text', async () => {
    const { files, asked, news } = withJudge();
    files.set(document(1));
    files.set(document(1));
    expect(asked).toHaveLength(1);
    files.set(document(2, `${small}\n`));
    expect(asked.map(({ isCancelled }) => isCancelled)).toEqual([true, false]);
    await asked[1]!.answer(always);
    expect(files.get(document(2).uri)!.judgement).toEqual(always);
    expect(news).toEqual(['change']);
    files.drop(document(2).uri);
    expect(news).toEqual(['change', 'change']);
  });

  it('tell of a verdict that comes after an answer without one', async () => {
    const { files, asked, news } = withJudge();
    files.set(document(1));
    files.get(document(1).uri)!.answered();
    await asked[0]!.answer(always);
    expect(news).toEqual(['change', 'late']);
  });

  it('tell what is known when the verdict takes its time, and again when it comes', async () => {
    const { files, asked, news } = withJudge();
    files.set(document(1));
    await pause(400);
    expect(news).toEqual(['change']);
    await asked[0]!.answer(always);
    expect(news).toEqual(['change', 'change']);
  });

  it('that can not be read are not decided', async () => {
    const { files, asked, news } = withJudge();
    files.set(document(1, 'C t\n{}\nP0( {'));
    await pause(30);
    expect(asked).toEqual([]);
    expect(news).toEqual(['change']);
    await files.close();
  });
});
