import { beforeEach, describe, expect, it } from 'vitest';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import { checkWorkspace } from '../../client/src/findings/check.ts';
import { copyFinding } from '../../client/src/findings/copy.ts';
import { countsInWords } from '../../client/src/findings/counts.ts';
import { markdownOf } from '../../client/src/findings/markdown.ts';
import { WorkspacePull } from '../../client/src/findings/workspace-pull.ts';
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
    expect(countsInWords(new Map([['a', [1]]]))).toBe('1 warning in 1 file.');
    expect(
      countsInWords(
        new Map([
          ['a', [0, 1, 1]],
          ['b', [3]],
        ]),
      ),
    ).toBe('1 error, 2 warnings and 1 hint in 2 files.');
  });
});

type Provide = NonNullable<Middleware['provideWorkspaceDiagnostics']>;
type Next = Parameters<Provide>[3];

/** A server that reports these severities, by URI; and whether it was asked. */
function serverWith(findings: Readonly<Record<string, readonly number[]>>) {
  const asked: string[][] = [];
  const next: Next = (resultIds, _, report) => {
    asked.push(resultIds.map(({ uri }) => uri.toString()));
    const items = Object.entries(findings).map(([uri, severities]) => ({
      kind: 'full',
      uri: Uri.parse(uri),
      version: null,
      items: severities.map((severity) => ({ severity })),
    }));
    // As the real one does with a document that it is asked about and that is not there.
    const gone = resultIds.filter(({ uri }) => !(uri.toString() in findings));
    const goneItems = gone.map(({ uri }) => ({ kind: 'full', uri, version: null, resultId: 'gone', items: [] }));
    report({ items: [...items, ...goneItems] } as unknown as Parameters<typeof report>[0]);
    return { items: [] };
  };
  return { asked, next };
}

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
  it('are not asked before somebody wants to know', async () => {
    const pull = new WorkspacePull();
    const { asked, next } = serverWith({});
    const answer = pull.provide([], token().token, () => {}, next);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toEqual([]);
    await Promise.all([pull.whole(), answer]);
    expect(asked).toHaveLength(1);
  });

  it('are given up when the client gives them up', async () => {
    const pull = new WorkspacePull();
    const { asked, next } = serverWith({});
    const { token: one, cancel } = token();
    const answer = pull.provide([], one, () => {}, next);
    cancel();
    expect(await answer).toEqual({ items: [] });
    expect(asked).toEqual([]);
  });

  it('show what is found', async () => {
    const pull = new WorkspacePull();
    const shown: string[] = [];
    const { next } = serverWith({ 'file:///tree/a.c': [1, 1], 'file:///tree/b.c': [] });
    const report = (chunk: Parameters<Parameters<Provide>[2]>[0]) => {
      for (const { uri } of chunk?.items ?? []) shown.push(uri.toString());
    };
    await Promise.all([pull.whole(), pull.provide([], token().token, report, next)]);
    expect(shown.slice(0, 2)).toEqual(['file:///tree/a.c', 'file:///tree/b.c']);
  });

  it('have an answer at once even if there is nothing to tell, and wait for a change after that', async () => {
    const pull = new WorkspacePull();
    const { asked, next } = serverWith({});
    const known: Parameters<Provide>[0] = [];
    const report: Parameters<Provide>[2] = (chunk) => {
      for (const { uri, resultId } of chunk?.items ?? []) known.push({ uri, value: resultId! });
    };
    await Promise.all([pull.whole(), pull.provide([], token().token, report, next)]);
    // One that is not there, which the client remembers as gone: of that there is nothing new to tell.
    expect(asked[0]).toHaveLength(1);
    await pull.provide(known, token().token, () => {}, next);
    expect(asked[1]).toEqual(asked[0]);
    expect(known).toEqual([expect.objectContaining({ value: 'gone' })]);
    // Whoever asks now is told what is known.
    await pull.whole();
  });

  it('begin anew with another server', async () => {
    const pull = new WorkspacePull();
    await Promise.all([pull.whole(), pull.provide([], token().token, () => {}, serverWith({}).next)]);
    let isWhole = false;
    const { next } = serverWith({});
    const answer = pull.provide(
      [],
      token().token,
      () => {},
      async (...args) => {
        void pull.whole().then(() => (isWhole = true));
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(isWhole).toBe(false);
        return next(...args);
      },
    );
    await answer;
    await pull.whole();
    expect(isWhole).toBe(true);
  });
});

describe('Check Workspace', () => {
  const provide = (client: LanguageClient) => client.middleware.provideWorkspaceDiagnostics!;

  it('says how much was found, and shows it', async () => {
    const fake = fakeClient();
    register(checkWorkspace, fake);
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    state.press = 'Show Problems';
    // As the client shows them: those that the server reports for the workspace, and those of open documents.
    const finding = { source: 'barrier-ls', severity: 1 };
    state.diagnostics = [
      [Uri.parse('file:///tree/a.c'), [finding, { source: 'clangd', severity: 0 }]],
      [Uri.parse('file:///tree/b.c'), [{ source: 'clangd', severity: 0 }]],
    ];
    const { next } = serverWith({});
    await Promise.all([
      runCommand('barrier-ls.checkWorkspace'),
      provide(fake.client)([], token().token, () => {}, next),
    ]);
    expect(state.messages).toEqual([['1 warning in 1 file.', 'Show Problems']]);
    expect(state.ran).toEqual([['workbench.actions.view.problems']]);
  });

  it('says so when no folder is open', async () => {
    register(checkWorkspace, fakeClient());
    await runCommand('barrier-ls.checkWorkspace');
    expect(state.messages).toEqual([['No folder is open that could be checked.', 'Open Folder']]);
  });

  it('says so when the server is not there', async () => {
    const fake = fakeClient();
    register(checkWorkspace, fake);
    state.folders = [{ uri: Uri.parse('file:///tree') }];
    Object.assign(fake.client, { isRunning: () => false, start: () => Promise.reject(new Error('no')) });
    await runCommand('barrier-ls.checkWorkspace');
    expect(state.messages).toEqual([['The barrier language server is not running.', 'Restart', 'Show Log']]);
  });
});
