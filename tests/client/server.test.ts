import { beforeEach, describe, expect, it } from 'vitest';
import type { CloseAction } from 'vscode-languageclient/node';
import { Control } from '../../client/src/server/control.ts';
import { Crashes } from '../../client/src/server/crashes.ts';
import { type FakeClient, fakeClient, register, runCommand } from './fake-client.ts';
import { reset, state } from './vscode.ts';

beforeEach(reset);

const RESTART: CloseAction.Restart = 2;
const DO_NOT_RESTART: CloseAction.DoNotRestart = 1;
const MINUTE = 60_000;

describe('a server that ends by itself', () => {
  /** What is done when it ends at these times, in minutes. */
  function actions(minutes: readonly number[]): CloseAction[] {
    let now = 0;
    const crashes = new Crashes(
      () => {},
      () => now,
    );
    return minutes.map((minute) => {
      now = minute * MINUTE;
      return crashes.closed().action;
    });
  }

  it('is started again three times', () => {
    expect(actions([0, 0.1, 0.2, 0.3])).toEqual([RESTART, RESTART, RESTART, DO_NOT_RESTART]);
  });

  it('is started again as often as it likes if it takes its time', () => {
    expect(actions([0, 2, 4, 6, 8, 10])).toEqual(Array(6).fill(RESTART));
  });

  it('says nothing until it stays down, and then one sentence', () => {
    const said: string[] = [];
    const crashes = new Crashes(
      (sentence) => said.push(sentence),
      () => 0,
    );
    for (let i = 0; i < 3; i++) expect(crashes.closed().handled).toBe(true);
    expect(said).toEqual([]);
    expect(crashes.closed().handled).toBe(true);
    expect(said).toEqual([expect.stringMatching(/^[A-Z][^\n]*\bstopped 4 times\b[^\n]*\.$/)]);
  });
});

/** A client whose server starts, or does not. */
function startable(
  outcomes: readonly ('up' | 'fails' | 'crashes')[],
  control: Control,
): FakeClient & { starts: number } {
  const fake = { ...fakeClient(), starts: 0 };
  let isUp = false;
  Object.assign(fake.client, {
    isRunning: () => isUp,
    stop: async () => void (isUp = false),
    start: async () => {
      const outcome = outcomes[fake.starts++] ?? 'up';
      if (outcome === 'crashes') control.crashes.closed();
      isUp = outcome === 'up';
      if (!isUp) throw new Error('at spawn (node:child_process:1:1)');
    },
  });
  return fake;
}

describe('starting', () => {
  it('says nothing when the server comes up', async () => {
    const control = new Control();
    register(control, startable(['up'], control));
    await control.start();
    expect(state.messages).toEqual([]);
  });

  it('says in a sentence that it does not, with ways on', async () => {
    const control = new Control();
    register(control, startable(['fails'], control));
    await control.start();
    expect(state.messages).toEqual([['The barrier language server cannot be started.', 'Reload Window', 'Show Log']]);
  });

  it('says nothing of a crash on the way, after which the client starts it again', async () => {
    const control = new Control();
    register(control, startable(['crashes'], control));
    await control.start();
    expect(state.messages).toEqual([]);
  });

  it('reloads the window when the user wants that', async () => {
    const control = new Control();
    register(control, startable(['fails'], control));
    state.press = 'Reload Window';
    await control.start();
    expect(state.ran).toEqual([['workbench.action.reloadWindow']]);
  });
});

describe('Restart Server', () => {
  it('starts one that runs, and one that does not', async () => {
    const control = new Control();
    const fake = startable(['up', 'up'], control);
    register(control, fake);
    await control.start();
    await runCommand('barrier-ls.restartServer');
    expect(fake.starts).toBe(2);
    expect(fake.client.isRunning()).toBe(true);
  });

  it('forgives the crashes that were', async () => {
    const control = new Control();
    register(control, startable([], control));
    for (let i = 0; i < 3; i++) control.crashes.closed();
    await runCommand('barrier-ls.restartServer');
    expect(control.crashes.closed().action).toBe(RESTART);
  });

  it('is what the button does after too many crashes', async () => {
    const control = new Control();
    const fake = startable([], control);
    register(control, fake);
    state.press = 'Restart';
    for (let i = 0; i < 4; i++) control.crashes.closed();
    await expect.poll(() => fake.starts).toBe(1);
    expect(state.messages).toHaveLength(1);
  });
});
