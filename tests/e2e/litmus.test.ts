/** Litmus tests as a language: what an editor shows of them, and that nobody waits for a large one. */

import { describe, expect, it } from 'vitest';
import type { CodeLens, Diagnostic } from 'vscode-languageserver/node';
import { Client, eventually, full, pushed } from '../support/client.ts';
import { consumer, ring } from './ring.ts';

const mp = (fence: string, result = 'Never') => `C MP
(* Result: ${result} *)
{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	smp_wmb(); // smp_wmb() of a comment
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0 = READ_ONCE(*y);
	${fence}
	int r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\\ 1:r1=0)
`;

const race = 'C race\n{}\nP0(int *x) { *x = 1; }\nP1(int *x) { r0 = READ_ONCE(*x); }\nexists (1:r0=1)\n';

/** Five processes with eight accesses each: nobody decides that. */
const monster = `C monster\n{}\n${[0, 1, 2, 3, 4]
  .map((n) => `P${n}(int *x) { ${'WRITE_ONCE(*x, 1); r0 = READ_ONCE(*x);'.repeat(4)} }`)
  .join('\n')}\nexists (x=1)\n`;

async function titles(client: Client, file: string): Promise<string[] | null> {
  const lenses = await client.request<CodeLens[] | null>('textDocument/codeLens', {
    textDocument: { uri: client.uri(file) },
  });
  return lenses === null ? null : lenses.map(({ command }) => command!.title);
}

const inShort = (found: readonly Diagnostic[]) =>
  found.map(({ code, severity, range, message }) => [code, severity, range.start.line, message]);

describe.each([
  ['asked for', full],
  ['sent', pushed],
])('diagnostics that are %s', (_, capabilities) => {
  it('come and go with what is typed', async () => {
    const client = await Client.start(ring, { ...(capabilities === full ? {} : { capabilities }) });
    client.open('mp.litmus', mp('smp_rmb();'), 'litmus');
    await client.waitForDiagnostics('mp.litmus', (found) => found.length === 0);
    client.edit('mp.litmus', 'smp_rmb();', 'smp_rmbs();');
    const [misspelt] = await client.waitForDiagnostics('mp.litmus', (found) => found.length === 1);
    expect(inShort([misspelt!])).toEqual([
      ['litmus-syntax', 1, 14, 'the memory model has no smp_rmbs(); did you mean smp_rmb()?'],
    ]);
    client.edit('mp.litmus', '\tsmp_rmbs();\n', '');
    const [result] = await client.waitForDiagnostics('mp.litmus', ([one]) => one?.code === 'litmus-result');
    expect(inShort([result!])).toEqual([
      ['litmus-result', 2, 1, 'the comment says Never, the memory model says Sometimes'],
    ]);
    client.edit('mp.litmus', 'Result: Never', 'Result: Sometimes');
    await client.waitForDiagnostics('mp.litmus', (found) => found.length === 0);
    // What the file is called is enough, whatever the editor takes it for.
    client.open('race.litmus', race, 'plaintext');
    const [found] = await client.waitForDiagnostics('race.litmus', (all) => all.length === 1);
    expect(found).toMatchObject({
      code: 'litmus-data-race',
      severity: 3,
      range: { start: { line: 2, character: 13 } },
      message: "data race on x with 'READ_ONCE(*x)' in P1: this access is plain, and nothing orders the two",
      relatedInformation: [{ message: 'the other access, in P1', location: { range: { start: { line: 3 } } } }],
    });
    client.close('race.litmus');
    await client.waitForDiagnostics('race.litmus', (all) => all.length === 0);
    expect(client.logged()).toEqual([]);
    await client.stop();
  });
});

describe('a litmus test', () => {
  it('has its verdict above it, its parts in the outline, and the pages of its primitives', async () => {
    const client = await Client.start(ring);
    client.open('mp.litmus', mp('smp_rmb();'), 'litmus');
    expect(await titles(client, 'mp.litmus')).toEqual(['Never · forbidden by the LKMM']);
    client.edit('mp.litmus', 'smp_rmb();', 'barrier();');
    expect(await titles(client, 'mp.litmus')).toEqual(['Sometimes (1 of 4 executions)']);
    client.edit('mp.litmus', 'barrier();', 'barrier(;');
    expect(await titles(client, 'mp.litmus')).toBe(null);
    client.edit('mp.litmus', 'barrier(;', 'smp_rmb();');

    const { uri } = client.at('mp.litmus', '|').textDocument;
    const symbols = await client.request('textDocument/documentSymbol', { textDocument: { uri } });
    const names = ({ name, children }: { name: string; children: never[] }): unknown => [name, children.map(names)];
    expect(symbols.map(names)).toEqual([
      ['initial state', []],
      ['P0', ['WRITE_ONCE(*x, 1)', 'smp_wmb()', 'WRITE_ONCE(*y, 1)'].map((name) => [name, []])],
      ['P1', ['int r0 = READ_ONCE(*y)', 'smp_rmb()', 'int r1 = READ_ONCE(*x)'].map((name) => [name, []])],
      ['exists', []],
    ]);

    const hover = async (piece: string) => client.request('textDocument/hover', client.at('mp.litmus', piece));
    const page = await hover('smp_|wmb();');
    expect(page.contents.value).toMatch(/^\*\*smp_wmb\(\)\*\* · write barrier\n\nOrders earlier stores before later/);
    expect(page.range).toEqual({ start: { line: 7, character: 1 }, end: { line: 7, character: 8 } });
    expect(await hover('smp_w|mb() of a comment')).toBe(null);
    expect(await hover('exi|sts')).toBe(null);
    // It is no C, and no barriers are looked for in it.
    expect(await client.request('textDocument/definition', client.at('mp.litmus', 'smp_|wmb();'))).toBe(null);
    expect(await client.request('workspace/symbol', { query: 'smp_wmb' })).toBe(null);
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('is in the outline of clients that are told so later', async () => {
    const client = await Client.start(ring);
    const registered = client.asked
      .filter(({ method }) => method === 'client/registerCapability')
      .flatMap(({ params }) => params.registrations)
      .find(({ method }) => method === 'textDocument/documentSymbol');
    expect(registered.registerOptions).toEqual({
      documentSelector: [{ language: 'litmus' }, { pattern: '**/*.litmus' }],
    });
    await client.stop();
  });

  it('that is too large keeps nobody waiting, and is called off when it is edited', async () => {
    const client = await Client.start(ring);
    client.open('consumer.c', consumer);
    client.open('monster.litmus', monster, 'litmus');
    const since = performance.now();
    const found = await client.request('textDocument/hover', client.at('consumer.c', 'smp_load|_acquire(&'));
    expect(found).not.toBe(null);
    expect(performance.now() - since).toBeLessThan(900);
    expect(await titles(client, 'monster.litmus')).toEqual(['Deciding …']);
    const text = monster.slice(monster.indexOf('P0'), monster.indexOf('exists'));
    client.edit('monster.litmus', text, 'P0(int *x) { WRITE_ONCE(*x, 1); }\n');
    await eventually(async () => {
      const [title] = (await titles(client, 'monster.litmus')) ?? [];
      return title === 'Always (the only execution)' ? true : undefined;
    }, 'the verdict on what is left of it');
    expect(client.logged()).toEqual([]);
    await client.stop();
  });

  it('may be anything at all', async () => {
    const client = await Client.start(ring);
    const texts = [
      '',
      'C',
      '{}',
      '\0',
      'C x\n{',
      mp('(*').slice(0, 90),
      `C deep\n{}\nP0() { ${'{'.repeat(5000)}`,
      monster,
    ];
    for (const [i, text] of texts.entries()) client.open(`${i}.litmus`, text, 'litmus');
    for (const [i] of texts.slice(0, -1).entries()) {
      const [first] = await client.pull(`${i}.litmus`);
      expect(first).toMatchObject({ code: 'litmus-syntax', severity: 1 });
      expect(first!.range.end).toBeDefined();
    }
    expect(client.logged()).toEqual([]);
    await client.stop();
  });
});
