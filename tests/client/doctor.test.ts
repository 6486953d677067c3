import { beforeEach, describe, expect, it } from 'vitest';
import { doctor } from '../../client/src/status/doctor.ts';
import { fakeClient, placeCursor, register, runCommand } from './fake-client.ts';
import { reset, state, Uri, window } from './vscode.ts';

beforeEach(() => {
  reset();
  window.activeTextEditor = undefined;
  register(doctor, fakeClient());
});

describe('Doctor', () => {
  it('has what a bug report needs of the editor, with nothing open, too', async () => {
    await runCommand('barrier-ls.doctor');
    const lines = new Map(state.output.split('\n').map((line) => [line.slice(0, 12).trim(), line.slice(12)]));
    expect(lines.get('tree')).toBe('no folder and no C file is open');
    expect(lines.get('editor')).toBe('Test 1.91.0');
    expect(lines.get('host')).toBe(`node ${process.version} on ${process.platform} ${process.arch}`);
    expect(lines.get('extension')).toBe('a.b 1.2.3');
    expect(lines.get('server')).toBe('running');
  });

  it('says that the file is gone', async () => {
    placeCursor('file:///nowhere/gone.c', 0, 0);
    state.folders = [{ uri: Uri.parse('file:///nowhere') }];
    await runCommand('barrier-ls.doctor');
    expect(state.output).toMatch(/cannot read .*gone\.c: it is not there any more\n/);
  });

  it('says that the command line cannot be run, and keeps the rest', async () => {
    // The extension of these tests has none.
    placeCursor(Uri.file(import.meta.filename).toString(), 0, 0);
    await runCommand('barrier-ls.doctor');
    expect(state.output).toMatch(/^The command line cannot be run: .*\neditor {6}/);
  });
});
