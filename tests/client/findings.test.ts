import { beforeEach, describe, expect, it } from 'vitest';
import type { Middleware } from 'vscode-languageclient/node';
import { checkWorkspace } from '../../client/src/findings/check.ts';
import { copyFinding } from '../../client/src/findings/copy.ts';
import { countsInWords } from '../../client/src/findings/counts.ts';
import { HeldBack } from '../../client/src/findings/held-back.ts';
import { markdownOf } from '../../client/src/findings/markdown.ts';
import { fakeClient, placeCursor, register, runCommand } from './fake-client.ts';
import { Location, Range, reset, state, Uri } from './vscode.ts';

beforeEach(reset);

const place = { path: 'kernel/a b.c', line: 12, code: '\tx = p->owner;' };

describe('a finding as Markdown', () => {
  const finding = {
    rule: 'plain-access',
    severity: 'warning',
    message: 'p is loaded plainly.',
    page: undefined,
    place,
    others: [{ path: 'kernel/b.c', line: 3, code: 'smp_store_release(&p, q);', message: 'published here' }],
  };

  it('has the rule, both sides with their code, and links', () => {
    expect(markdownOf(finding)).toBe(
      [
        '**`plain-access`** (warning) at [kernel/a b.c:12](kernel/a%20b.c#L12)',
        'p is loaded plainly.',
        '```c\nx = p->owner;\n```',
        '[kernel/b.c:3](kernel/b.c#L3): published here',
        '```c\nsmp_store_release(&p, q);\n```\n',
      ].join('\n\n'),
    );
  });

  it('links the page of the rule where there is one', () => {
    expect(markdownOf({ ...finding, page: 'https://example.org/plain-access' })).toMatch(
      /^\*\*\[`plain-access`\]\(https:\/\/example\.org\/plain-access\)\*\*/,
    );
  });

  it('does without code that can not be read', () => {
    expect(markdownOf({ ...finding, place: { ...place, code: undefined }, others: [] })).not.toContain('```');
  });

  it('keeps code with a fence in it inside of its own', () => {
    const text = markdownOf({ ...finding, place: { ...place, code: '/* ``` */' }, others: [] });
    expect(text).toContain('````c\n/* ``` */\n````');
  });
});

describe('Copy Finding as Markdown', () => {
  const at = (line: number, from: number, to: number) => new Range(line, from, line, to);
  const finding = (line: number, from: number, to: number, code: string) => ({
    range: at(line, from, to),
    severity: 1,
    source: 'barrier-ls',
    message: `Message of ${code}.`,
    code,
    relatedInformation: [{ location: new Location(Uri.parse('file:///tree/b.c'), at(0, 0, 5)), message: 'other side' }],
  });

  beforeEach(() => {
    state.files.set('/tree/a.c', 'int a;\nsmp_wmb();');
    state.files.set('/tree/b.c', 'smp_rmb();');
    register(copyFinding, fakeClient());
  });

  it('copies the one under the cursor, with both sides', async () => {
    state.diagnostics = [finding(1, 0, 7, 'one'), finding(1, 8, 9, 'two')];
    placeCursor('file:///tree/a.c', 1, 3);
    await runCommand('barrier-ls.copyFinding');
    expect(state.clipboard).toContain('`one`');
    expect(state.clipboard).toContain('(warning) at [a.c:2](a.c#L2)');
    expect(state.clipboard).toContain('smp_wmb();');
    expect(state.clipboard).toContain('[b.c:1](b.c#L1): other side');
    expect(state.clipboard).toContain('smp_rmb();');
    expect(state.clipboard).not.toContain('`two`');
  });

  it('copies those of the line when none is under the cursor, and nobody else has their own', async () => {
    state.diagnostics = [finding(1, 8, 9, 'two'), { ...finding(1, 8, 9, 'alien'), source: 'clangd' }];
    placeCursor('file:///tree/a.c', 1, 0);
    await runCommand('barrier-ls.copyFinding');
    expect(state.clipboard).toContain('`two`');
    expect(state.clipboard).not.toContain('alien');
  });

  it.each([
    ['https://example.org/one', '[`one`](https://example.org/one)'],
    // A page on this machine.
    ['file:///extension/docs/rules/one.md', '**`one`**'],
  ])('links the page of the rule where everybody can see it: %s', async (address, words) => {
    state.diagnostics = [{ ...finding(1, 0, 7, 'one'), code: { value: 'one', target: Uri.parse(address) } }];
    placeCursor('file:///tree/a.c', 1, 3);
    await runCommand('barrier-ls.copyFinding');
    expect(state.clipboard).toContain(words);
    expect(state.clipboard).not.toContain('file:');
  });

  it('says when there is none', async () => {
    placeCursor('file:///tree/a.c', 0, 0);
    await runCommand('barrier-ls.copyFinding');
    expect([state.clipboard, state.messages]).toEqual(['', [['There is no finding in this line.']]]);
  });

  it('does without the code of a file that is gone', async () => {
    state.diagnostics = [finding(1, 0, 7, 'one')];
    state.files.delete('/tree/b.c');
    placeCursor('file:///tree/a.c', 1, 3);
    await runCommand('barrier-ls.copyFinding');
    expect(state.clipboard).toContain('[b.c:1](b.c#L1): other side');
  });
});

describe('the counts of a check', () => {
  it('are in a sentence', () => {
    expect(countsInWords(new Map())).toBe('Nothing was found: all pairs of the workspace hold.');
    expect(countsInWords(new Map([['a', [2]]]))).toBe('1 warning in 1 file.');
    expect(
      countsInWords(
        new Map([
          ['a', [1, 2, 2]],
          ['b', [4]],
        ]),
      ),
    ).toBe('1 error, 2 warnings and 1 hint in 2 files.');
  });
});

type Provide = NonNullable<Middleware['provideWorkspaceDiagnostics']>;

function token() {
  const listeners: (() => void)[] = [];
  const one = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      listeners.push(listener);
      return { dispose() {} };
    },
  };
  const cancel = () => {
    one.isCancellationRequested = true;
    for (const listener of listeners) listener();
  };
  return { token: one as unknown as Parameters<Provide>[1], cancel };
}

describe('questions about the whole workspace', () => {
  function counted() {
    let count = 0;
    const next: Parameters<Provide>[3] = () => {
      count++;
      return { items: [] };
    };
    return { next, count: () => count };
  }

  it('are not asked before somebody wants to know, and always after that', async () => {
    const questions = new HeldBack();
    const { next, count } = counted();
    const answer = questions.provide([], token().token, () => {}, next);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(count()).toBe(0);
    questions.release();
    await answer;
    expect(count()).toBe(1);
    await questions.provide([], token().token, () => {}, next);
    expect(count()).toBe(2);
  });

  it('are given up when the client gives them up', async () => {
    const questions = new HeldBack();
    const { next, count } = counted();
    const { token: one, cancel } = token();
    const answer = questions.provide([], one, () => {}, next);
    cancel();
    expect(await answer).toEqual({ items: [] });
    questions.release();
    expect(count()).toBe(0);
  });
});

describe('Check Workspace', () => {
  const report = (uri: string, severities: readonly number[]) => ({
    kind: 'full',
    uri,
    version: null,
    items: severities.map((severity) => ({ severity })),
  });

  it('says how much was found, and shows it', async () => {
    const items = [report('file:///tree/a.c', [2]), report('untitled:barrier-ls-check', [])];
    const fake = fakeClient({ 'workspace/diagnostic': { items } });
    register(checkWorkspace, fake);
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    state.press = 'Show Problems';
    await runCommand('barrier-ls.checkWorkspace');
    expect(state.messages).toEqual([['1 warning in 1 file.', 'Show Problems']]);
    expect(state.ran).toEqual([['workbench.actions.view.problems']]);
  });

  it('asks about one document that can always be said to be gone, so that there is an answer', async () => {
    const fake = fakeClient({ 'workspace/diagnostic': { items: [report('untitled:barrier-ls-check', [])] } });
    register(checkWorkspace, fake);
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    await runCommand('barrier-ls.checkWorkspace');
    const [[, params]] = fake.requests as [[string, { previousResultIds: { uri: string }[] }]];
    expect(params.previousResultIds).toHaveLength(1);
    expect(params.previousResultIds[0]!.uri).not.toMatch(/^file:/);
    expect(state.messages).toEqual([['Nothing was found: all pairs of the workspace hold.']]);
  });

  it('has the Problems view show the workspace from then on', async () => {
    const fake = fakeClient({ 'workspace/diagnostic': { items: [] } });
    register(checkWorkspace, fake);
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    const shown = fake.client.middleware.provideWorkspaceDiagnostics!(
      [],
      token().token,
      () => {},
      () => ({ items: [] }),
    );
    await runCommand('barrier-ls.checkWorkspace');
    expect(await shown).toEqual({ items: [] });
  });

  it('says so when no folder is open', async () => {
    register(checkWorkspace, fakeClient());
    await runCommand('barrier-ls.checkWorkspace');
    expect(state.messages).toEqual([['No folder is open that could be checked.', 'Open Folder']]);
  });

  it('says so when the folder is gone', async () => {
    register(checkWorkspace, fakeClient());
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    state.missing = ['/tree'];
    state.press = 'Open Folder';
    await runCommand('barrier-ls.checkWorkspace');
    expect(state.messages).toEqual([['There is nothing to check: /tree is not there any more.', 'Open Folder']]);
    expect(state.ran).toEqual([['vscode.openFolder']]);
  });

  it('says so when the server is not there', async () => {
    const fake = fakeClient({ 'workspace/diagnostic': new Error('Client is not running') });
    register(checkWorkspace, fake);
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    Object.assign(fake.client, { isRunning: () => false });
    await runCommand('barrier-ls.checkWorkspace');
    expect(state.messages).toEqual([['The barrier language server is not running.', 'Restart', 'Show Log']]);
  });
});
