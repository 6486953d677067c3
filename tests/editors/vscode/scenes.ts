/**
 * What there is to see of the extension, each brought about by keyboard in a window that has a `project()` open: for
 * the tests of how it looks, and for the pictures.
 */
import type { Window } from './window.ts';

export type Scene = (window: Window) => Promise<void>;

export const scenes = {
  /** Lenses above both halves, and the finding below the cursor. */
  async lens(window) {
    await window.open('kernel/iomem.c', 27, 12);
    await window.lens('iomem_init_inode').first().waitFor();
    await window.lens('revoke_iomem').first().waitFor();
  },

  /** The explanation of the pair, on its release. */
  async hover(window) {
    await window.open('kernel/iomem.c', 41, 12);
    await window.hover('Message passing');
  },

  /** The founding story in the Problems view, with both other sides. */
  async problems(window) {
    await window.open('kernel/iomem.c', 27, 12);
    await window.command('Problems: Focus on Problems View');
    await window.problem('plain-access').waitFor();
    await window.problem('publishes the pointer').waitFor();
  },

  /** The objects and who orders them, one of them opened. */
  async tree(window) {
    await window.open('kernel/iomem.c', 41, 12);
    await window.command('Focus on Barrier Pairs View');
    await window.entry('iomem_inode').first().waitFor();
    // Once more, now that it is open and has entries that can have the focus.
    await window.command('Focus on Barrier Pairs View');
    await window.unfold(window.entry('iomem_init_inode()').first());
  },

  /** The graph of the object, beside the code. */
  async graph(window) {
    await window.open('kernel/iomem.c', 41, 12);
    await window.command('Barriers: Show Pair Graph');
    await window.webview().locator('button.site').first().waitFor();
  },

  /** The litmus test of the pair, with its verdict. */
  async litmus(window) {
    await window.open('kernel/iomem.c', 41, 12);
    await window.command('Barriers: Open Litmus Test');
    await window.lens('forbidden').waitFor();
  },

  /** Both sides of the pair, with what they order. */
  async sides(window) {
    await window.open('kernel/iomem.c', 41, 12);
    await window.command('Barriers: Show Both Sides');
    await window.page.locator('.editor-group-container').nth(1).waitFor();
  },
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

/** Puts everything away that a scene has brought up. */
export async function clear(window: Window): Promise<void> {
  await window.press('Escape', 'Escape');
  if (await window.page.locator('.part.panel').isVisible()) await window.press('Control+j');
  // The litmus test is a document that nobody has saved; the editor would ask.
  while (await window.page.locator('.tab.dirty').count()) await window.command('View: Revert and Close Editor');
  await window.command('View: Close All Editor Groups');
  await window.page.locator('.tab').first().waitFor({ state: 'detached' });
}
