import { describe, expect, it } from 'vitest';
import { Client, full } from '../support/client.ts';
import { answersOn, lastingDifferences } from './answers.ts';
import { Neighbour, Workday } from './workday.ts';

const STEPS = 2000;
/** Some files are asked about several times a day, all of them at its end. */
const COMPARED = [250, 800, 1300];
const SOME = 40;
const SWITCHED = [700, 1500];

const watching = { ...full, general: { positionEncodings: ['utf-16'] } };
const polling = {
  ...full,
  general: { positionEncodings: ['utf-8'] },
  workspace: { ...full.workspace, didChangeWatchedFiles: { dynamicRegistration: false } },
};

describe('after a day of work', () => {
  it.each([
    ['the editor tells of changed files', watching, true, 5],
    ['the server looks for changed files itself', polling, false, 6],
  ])(
    'every answer is that of a server that was just started: %s',
    { timeout: 300_000 },
    async (_, capabilities, watches, seed) => {
      const options = { capabilities, settings: { index: { pollSeconds: watches ? 0 : 0.2 } } };
      const day = Workday.begin(seed, watches, options);
      const { client } = day;
      await client.initialize();
      await client.ready();
      let changed = 0;
      for (let step = 1; step <= STEPS; step++) {
        await day.step();
        if (SWITCHED.includes(step)) changed = Math.max(changed, day.switchBranch());
        if (COMPARED.includes(step)) expect(await differencesNow(day, options, step)).toEqual([]);
      }
      expect(await differencesNow(day, options)).toEqual([]);
      expect(changed).toBeGreaterThanOrEqual(500);
      expect(client.logged(2)).toEqual([]);
      expect(await client.stop()).toBe(0);
    },
  );
});

/** Compares with a server that is started now: on all files, or on some of them from a `first` one on. */
async function differencesNow(day: Workday, options: object, first?: number): Promise<string[]> {
  const texts = [...day.texts()];
  const asked = new Map(first === undefined ? texts : [...texts, ...texts].slice(first % texts.length).slice(0, SOME));
  const fresh = new Neighbour(day.client.path(''), options);
  await fresh.initialize();
  day.showTo(fresh);
  await fresh.ready();
  const expected = await answersOn(fresh, asked);
  // Documents that were opened while it was reading.
  const lasting = await lastingDifferences(fresh, asked, await answersOn(fresh, asked));
  await fresh.stop();
  return [...lasting, ...(await lastingDifferences(day.client, asked, expected))];
}
