/** What goes wrong around the extension in a real VS Code: the user gets one sentence and a way on, or can simply go on. */
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from './installed.ts';
import { project, write } from './project.ts';
import { inVsCode, type Session } from './session.ts';
import { type Open, PATIENCE } from './window.ts';

interface Trouble {
  readonly name: string;
  /** Before the window is opened; returns what is opened. */
  readonly open: () => Open;
  /** What one does then, and what is seen. */
  readonly see: (at: Session) => Promise<void>;
  /** What the notifications say in the end: nothing, where there is nothing to say. */
  readonly says?: readonly RegExp[];
}

const ALONE = `int flag, data;
void post(void)
{
	data = 1;
	/* Pairs with smp_load_acquire() in take(). */
	smp_store_release(&flag, 1);
}
int take(void)
{
	/* Pairs with smp_store_release() in post(). */
	return smp_load_acquire(&flag) ? data : 0;
}
`;

const troubles: readonly Trouble[] = [
  {
    name: 'no folder: a file on its own has its pairs',
    open: () => ({ file: write(project(), '../alone/alone.c', ALONE), line: 6, column: 4 }),
    async see({ window }) {
      await window.hover('take()');
      await window.press('Escape');
      await window.command('Barriers: Go to Pair');
      await window.isAt('alone.c', 11);
    },
  },
  {
    name: 'a read-only folder: is read, and nothing is written into it',
    open: () => {
      const folder = project();
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
        chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
      chmodSync(folder, 0o555);
      return mailbox(folder, 48);
    },
    async see({ window }) {
      await window.status('7 pairs').waitFor();
      await window.fix('Document this pairing here');
      await window.code('Pairs with smp_load_acquire() in mailbox_closed()').waitFor();
      await window.press('Control+s');
      await window.notification('read-only').waitFor();
    },
    // The editor's own words, with its own ways on.
    says: [/Failed to save 'mailbox.c'/],
  },
  {
    name: 'a deleted folder: what is open still has its pairs',
    open: () => mailbox((deleted = project()), 15),
    async see({ window }) {
      await window.hover('mailbox_take');
      await window.press('Escape');
      rmSync(deleted, { recursive: true });
      // What was in the folder is gone; five are in the document.
      await window.status('5 pairs').waitFor();
      await window.command('Barriers: Go to Pair');
      await window.isAt('mailbox.c', 21);
      await window.command('Barriers: Doctor');
      await window.code('cannot read').waitFor();
    },
  },
  {
    name: 'a huge file: is left alone, and the others have their pairs',
    open: () => {
      const folder = project();
      const filler = '/* A line like all the others, of which there are very many. */\n'.repeat(150_000);
      const file = write(folder, 'huge.c', `${filler}void huge(int *flag) { smp_store_release(flag, 1); }\n`);
      return { folder, file };
    },
    async see({ window }) {
      await window.status('7 pairs').waitFor();
      await window.open('mailbox.c', 15, 12);
      await window.hover('mailbox_take');
    },
    says: [/huge.c is larger than 8 MB/],
  },
  {
    name: 'a server that crashes: comes back, and the user is asked when it does not stay',
    open: () => mailbox(project(), 15),
    async see(at) {
      const crashed: number[] = [];
      const running = () => at.server.processes('server.js').filter(({ pid }) => !crashed.includes(pid));
      while (crashed.length < 4) {
        // One, when those of the windows before have ended; and it has answered.
        await expect.poll(() => running().length, LONG).toBe(1);
        await at.window.hover('mailbox_take');
        await at.window.press('Escape');
        crashed.push(running()[0]!.pid);
        process.kill(crashed.at(-1)!, 'SIGKILL');
      }
      await at.window.notification('has stopped 4 times').waitFor();
      await at.window.command('Notifications: Focus Notification Toast');
      await at.window.press('Tab');
      await at.window.page.locator(':focus', { hasText: 'Restart' }).waitFor();
      await at.window.press('Enter');
      await at.window.status('7 pairs').waitFor();
      await at.window.hover('mailbox_take');
    },
  },
];

let deleted = '';

const LONG = { timeout: PATIENCE };

function mailbox(folder: string, line: number): Open {
  return { folder, file: join(folder, 'mailbox.c'), line, column: 4 };
}

// What is skipped is said by installed.ts.
describe.skipIf(missing)('VS Code in trouble', () => {
  const at = inVsCode(undefined, { isOrdinaryUser: true });

  for (const { name, open, see, says = [] } of troubles)
    it(name, async () => {
      await at.open(open());
      await see(at);
      const said = await at.window.notification().allInnerTexts();
      expect(said).toEqual(says.map((words) => expect.stringMatching(words)));
      await expect(at.window.page.locator('.monaco-dialog-box').count()).resolves.toBe(0);
      expect(said.join('\n')).not.toMatch(/^\s*at .*:\d+/m);
    });
});
