import { describe, expect, it } from 'vitest';
import { type Client, eventually, full, type Status } from '../support/client.ts';
import { lastingDifferences } from './answers.ts';
import { Neighbour, Workday } from './workday.ts';

const STEPS = 2000;
/** Some files are asked about several times a day, all of them at its end. */
const COMPARED = [650, 1300];
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
      await ready(client);
      let changed = 0;
      for (let step = 1; step <= STEPS; step++) {
        await day.step();
        if (SWITCHED.includes(step)) changed = Math.max(changed, day.switchBranch());
        if (COMPARED.includes(step)) expect(await differencesNow(day, options, step)).toEqual([]);
      }
      expect(await differencesNow(day, options)).toEqual([]);
      expect(changed).toBeGreaterThanOrEqual(500);
      expect(day.neverDone()).toEqual([]);
      expect(client.logged(2)).toEqual([]);
      expect(await client.stop()).toBe(0);
    },
  );
});

/** Compares with a server that is started now: on some files, from a `first` one on, and where none is given on all. */
async function differencesNow(day: Workday, options: object, first?: number): Promise<string[]> {
  const texts = [...day.texts()];
  const some = new Map([...texts, ...texts].slice((first ?? 0) % texts.length).slice(0, SOME));
  const fresh = new Neighbour(day.client.path(''), { ...options, settings: { index: { pollSeconds: 0, threads: 0 } } });
  await fresh.initialize();
  day.showTo(fresh);
  await ready(fresh);
  let found = await lastingDifferences(day.client, fresh, some, 30_000);
  // What is still to be noticed would be so in all of them.
  if (first === undefined && found.length === 0) {
    found = await lastingDifferences(day.client, fresh, new Map(texts), 20_000);
  }
  await fresh.stop();
  return found;
}

/** However busy the machine is. */
async function ready({ messages }: Client): Promise<true> {
  const isReady = ({ state }: Status) => state === 'ready' || undefined;
  return eventually(
    () => messages.find(({ method, params }) => method === 'barrier-ls/status' && isReady(params)) && true,
    'the tree',
    60_000,
  );
}
