/** The packaged extension in a real VS Code, by keyboard: what is there for one who opens a folder with pairs in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from './installed.ts';
import { project } from './project.ts';
import { clear, scenes } from './scenes.ts';
import { inVsCode } from './session.ts';
import { PATIENCE } from './window.ts';

// What is skipped is said by installed.ts.
describe.skipIf(missing)('VS Code', () => {
  const folder = project();
  const at = inVsCode({ folder, file: join(folder, 'mailbox.c'), line: 15, column: 4 });

  it('says in the status bar how many pairs there are', async () => {
    // Two in each of: mailbox_post/take, sleep/wake, iomem; and one in mailbox_closed().
    await at.window.status('7 pairs').waitFor();
  });

  it('shows what the barrier orders, and its partner', async () => {
    const said = await at.window.hover('mailbox_take');
    expect(said).toContain('smp_store_release()');
    expect(said).toContain('if (!smp_load_acquire(&box->full))');
    await at.window.press('Escape');
  });

  it('names the other side above each half', async () => {
    await at.window.lens('mailbox_take() line 21').waitFor();
    await at.window.lens('mailbox_post() line 15').waitFor();
  });

  it('goes to the pair and back', async () => {
    await at.window.command('Barriers: Go to Pair');
    await at.window.isAt('mailbox.c', 21);
    await at.window.command('Barriers: Go to Pair');
    await at.window.isAt('mailbox.c', 15);
    await at.window.press('F12');
    await at.window.isAt('mailbox.c', 21);
  });

  it('writes the pairing comment', async () => {
    await at.window.open('mailbox.c', 48, 12);
    await at.window.fix('Document this pairing here');
    await at.window.code('Pairs with smp_load_acquire() in mailbox_closed()').waitFor();
    await at.window.press('Control+s');
    const barrier = '\tsmp_store_release(&box->closed, 1);';
    const lines = () => readFileSync(join(folder, 'mailbox.c'), 'utf8').split('\n');
    await expect.poll(() => lines().indexOf(barrier), { timeout: PATIENCE }).toBe(48);
    expect(lines()[47]).toMatch(/^\t\/\* Pairs with smp_load_acquire\(\) in mailbox_closed\(\)\.? \*\/$/);
  });

  it('lists the finding, with both other sides', async () => {
    await at.window.open('iomem.c', 27, 12);
    await at.window.press('Control+Shift+m');
    await at.window.problem('iomem_inode is published by smp_store_release()').waitFor();
    expect(await at.window.problem('plain-access').count()).toBe(1);
  });

  it('has the objects and their sites in a tree, which leads to the code', async () => {
    await scenes.tree(at.window);
    await at.window.press('ArrowDown', 'Enter');
    await at.window.isAt('iomem.c', 41);
  });

  it('shows the graph, whose sites are reached and opened by keyboard', async () => {
    await scenes.graph(at.window);
    const focused = at.window.webview().locator('button.site:focus');
    await at.window.press('Tab');
    await focused.filter({ hasText: 'iomem_init_inode()' }).waitFor();
    await at.window.press('ArrowRight');
    await focused.filter({ hasText: 'revoke_iomem()' }).waitFor();
    await at.window.press('ArrowDown');
    await focused.filter({ hasText: 'iomem_get_mapping()' }).waitFor();
    await at.window.press('Enter');
    await at.window.isAt('iomem.c', 27);
    await clear(at.window);
  });

  it('opens the litmus test with its verdict, which follows what is changed', async () => {
    await scenes.litmus(at.window);
    await at.window.code('smp_store_release(iomem_inode, inode);').waitFor();
    await at.window.press('Control+f');
    await at.window.page.keyboard.type('smp_store_release(iomem_inode, inode)');
    // What was found stays selected.
    await at.window.press('Enter', 'Escape');
    await at.window.page.keyboard.type('WRITE_ONCE(*iomem_inode, inode)');
    await at.window.lens('Sometimes').waitFor();
    await clear(at.window);
  });

  it('shows both sides, with what they order', async () => {
    await scenes.sides(at.window);
    await at.window.isAt('iomem.c', 41);
    const [one, other] = [0, 1].map((index) => at.window.page.locator('.editor-group-container').nth(index));
    await one!.locator('.view-line', { hasText: 'smp_store_release' }).waitFor();
    await other!.locator('.view-line', { hasText: 'smp_load_acquire' }).waitFor();
    await clear(at.window);
  });

  it('has nothing to complain of', async () => {
    await expect(at.window.notification().allInnerTexts()).resolves.toEqual([]);
    expect(at.complaints()).toEqual([]);
  });
});
