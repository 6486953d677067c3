/** What the extension costs those who have no C code open, in a real VS Code: nothing. */
import { describe, expect, it } from 'vitest';
import { missing } from './installed.ts';
import { project, write } from './project.ts';
import { inVsCode, OURS } from './session.ts';

/** As the extension host logs it when an extension is activated. */
const ACTIVATED = new RegExp(`_doActivateExtension \\S*${OURS}`);

// What is skipped is said by installed.ts.
describe.skipIf(missing)('VS Code without C', () => {
  const folder = project();
  const at = inVsCode({ folder, file: write(folder, 'notes.txt', 'No code.\n') });

  it('does not start the extension, nor the server', async () => {
    // The last thing that a window does when it starts.
    await expect.poll(() => at.server.log('exthost'), { timeout: 30_000 }).toContain('onStartupFinished');
    expect(at.server.log('exthost')).not.toMatch(ACTIVATED);
    expect(at.server.processes(OURS)).toEqual([]);
    await expect(at.window.status(/pairs|Barriers/).count()).resolves.toBe(0);
  });

  it('starts it when C code is opened', async () => {
    await at.window.open('mailbox.c', 15, 12);
    await at.window.status('7 pairs').waitFor();
    expect(at.server.log('exthost')).toMatch(ACTIVATED);
    expect(at.server.processes(OURS)).toHaveLength(1);
  });
});
