import { beforeEach, describe, expect, it } from 'vitest';
import type { State } from 'vscode-languageclient/node';
import { statusItem } from '../../client/src/status/item.ts';
import { type Situation, wordsOf } from '../../client/src/status/words.ts';
import type { Status } from '../../server/src/lsp/messages.ts';
import { type FakeClient, fakeClient, register, runCommand } from './fake-client.ts';
import { reset, state, window } from './vscode.ts';

beforeEach(reset);

const ready: Status = { state: 'ready', root: 'file:///tree/a%20b', files: 3, sites: 1200, pairs: 7 };
const words = (situation: Partial<Situation>) =>
  wordsOf({ server: 'running', percentage: undefined, projects: [ready], ...situation });

describe('the words of the status item', () => {
  it('count the pairs of the tree', () => {
    expect(words({}).text).toBe('$(arrow-swap) 7 pairs');
    expect(words({}).label).toBe('Barriers: 7 pairs');
    expect(words({}).tooltip[0]).toBe('/tree/a b: 7 pairing comments, 1,200 ordering sites in 3 files');
  });

  it('count those of several trees together, and each in the tooltip', () => {
    const other = { ...ready, root: 'file:///other', pairs: 1 };
    expect(words({ projects: [ready, other] }).text).toBe('$(arrow-swap) 8 pairs');
    expect(words({ projects: [ready, other] }).tooltip[1]).toMatch(/^\/other: 1 pairing comment,/);
  });

  it('have how far the reading is', () => {
    const reading = { ...ready, state: 'reading', files: 0, sites: 0, pairs: 0 } as const;
    expect(words({ percentage: 42, projects: [reading] }).label).toBe('Barriers 42 %');
    // No numbers that are not there yet.
    expect(words({ percentage: 42, projects: [reading] }).tooltip.join()).not.toMatch(/\b0 /);
  });

  it('say when the reading was stopped, and how to go on', () => {
    const { text, tooltip } = words({ projects: [{ ...ready, state: 'stopped' }] });
    expect(text).not.toMatch(/\d/);
    expect(tooltip[0]).toMatch(/stopped.*restart/);
  });

  it('are an error only when the server is gone', () => {
    expect(words({ server: 'stopped' })).toMatchObject({ isError: true, text: '$(error) Barriers' });
    for (const server of ['starting', 'running'] as const) expect(words({ server }).isError).toBe(false);
  });
});

describe('the status item', () => {
  const RUNNING: State.Running = 2;
  const STOPPED: State.Stopped = 1;

  function registered(): FakeClient {
    window.activeTextEditor = undefined;
    const fake = fakeClient();
    register(statusItem, fake);
    return fake;
  }
  const item = () => state.items[0]!;
  const progress = ({ client }: FakeClient, params: { kind: string; percentage?: number }) => {
    const passedOn: unknown[] = [];
    const next = (_: unknown, given: unknown) => void passedOn.push(given);
    client.middleware.handleWorkDoneProgress!('token', params as never, next);
    return passedOn;
  };

  it('is away when no file of ours is looked at', () => {
    registered();
    expect(item().isShown).toBe(false);
  });

  it('shows the progress, in place of the editor', () => {
    const fake = registered();
    fake.changeState(RUNNING);
    expect(progress(fake, { kind: 'begin', percentage: 0 })).toEqual([]);
    expect(progress(fake, { kind: 'report', percentage: 30 })).toEqual([]);
    expect(item()).toMatchObject({ isShown: true, text: '$(sync~spin) Barriers 30 %' });
    // The client is waiting for the end of it.
    expect(progress(fake, { kind: 'end' })).toEqual([{ kind: 'end' }]);
    expect(item().text).not.toMatch('%');
  });

  it('shows what the server says, until it is gone', () => {
    const fake = registered();
    fake.changeState(RUNNING);
    fake.notify('barrier-ls/status', ready);
    expect(item().text).toBe('$(arrow-swap) 7 pairs');
    fake.changeState(STOPPED);
    expect(item()).toMatchObject({ isShown: true, text: '$(error) Barriers' });
    fake.changeState(RUNNING);
    expect(item().text).not.toContain('7');
  });

  it('keeps the names of folders from being Markdown', () => {
    const fake = registered();
    fake.changeState(RUNNING);
    fake.notify('barrier-ls/status', { ...ready, root: 'file:///a*b*' });
    expect(item().tooltip!.value).toContain('a\\*b\\*');
  });

  it('stops the reading that goes on', async () => {
    const fake = registered();
    progress(fake, { kind: 'begin', percentage: 0 });
    await runCommand('barrier-ls.stopReading');
    expect(fake.requests).toEqual([['window/workDoneProgress/cancel', { token: 'token' }]]);
  });
});
