import { beforeEach, describe, expect, it } from 'vitest';
import { type Entry, PairsProvider } from '../../client/src/tree/provider.ts';
import { pairsTree } from '../../client/src/tree/view.ts';
import { itemWords } from '../../client/src/tree/words.ts';
import type { PairsGroup, PairsItem, PairsParams, PairsSite } from '../../server/src/lsp/messages.ts';
import { type FakeClient, fakeClient, register, runCommand } from './fake-client.ts';
import { reset, state, TreeItemCollapsibleState } from './vscode.ts';

beforeEach(reset);

const group = (some: Partial<PairsGroup> = {}): PairsGroup => ({
  ...{
    id: 'root object ::x',
    kind: 'object',
    name: '::x',
    sites: 3,
    unpaired: 0,
    undocumented: 0,
    findings: 0,
    ...some,
  },
});

const site = (some: Partial<PairsSite> = {}): PairsSite => {
  const at = { line: 6, character: 1 };
  const location = { uri: 'file:///tree/lib/box.c', range: { start: at, end: { line: 6, character: 18 } } };
  const place = { primitive: 'smp_store_release', object: 'box->ready', function: 'put', file: 'lib/box.c', location };
  const known = { access: 'store', state: 'paired', documented: true, sides: 1, findings: [] } as const;
  return { id: 'root object ::x\nsite 0', kind: 'site', ...place, ...known, ...some };
};

describe('the words of the tree', () => {
  it('say of a group how many sites it has, and what is wrong with them', () => {
    expect(itemWords(group()).description).toBe('3 sites');
    const words = itemWords(group({ unpaired: 1, undocumented: 3, findings: 2 }));
    expect(words).toMatchObject({ label: 'x', description: '3 sites · 1 unpaired · 2 findings', isAlarming: true });
    expect(words.spoken).toBe('x, 3 sites, 1 unpaired, 2 findings, 3 without a comment');
    expect(words.tooltip).toEqual([
      '::x: 3 sites.',
      'No other side is known of 1.',
      'None has a comment that says what it pairs with.',
    ]);
    expect(itemWords(group({ name: '' })).label).toBe('Object not known');
    expect(itemWords(group({ name: 'struct box::ready' })).label).toBe('box::ready');
    // Another file may have one of the same name.
    expect(itemWords(group({ file: 'lib/box.c' })).description).toBe('lib/box.c · 3 sites');
  });

  it('say of a site what it does, where it is, and whether it is half of a pair', () => {
    expect(itemWords(site())).toMatchObject({
      label: 'smp_store_release(box->ready)',
      description: 'put() · box.c:7',
      spoken: 'smp_store_release(box->ready), put(), box.c line 7, stores, paired',
      isAlarming: false,
    });
    const lost = site({
      primitive: 'smp_mb',
      object: '',
      access: 'fence',
      state: 'lost',
      sides: 0,
      findings: ['Gone.'],
    });
    expect(itemWords(lost)).toMatchObject({
      label: 'smp_mb()',
      description: 'put() · box.c:7 · its comment leads nowhere',
      spoken: 'smp_mb(), put(), box.c line 7, orders what is around it, its comment leads nowhere, Gone.',
      isAlarming: true,
    });
    // Nothing tells the other side of a fence: that is no reason for alarm.
    expect(itemWords(site({ state: 'unknown', documented: false }))).toMatchObject({ isAlarming: false });
  });

  it('say of another side how it is known, and of what is no call what it is', () => {
    expect(itemWords(site({ kind: 'side', by: 'inferred' })).description).toBe('put() · box.c:7 · a guess');
    expect(itemWords(site({ kind: 'side', by: 'comment', primitive: 'LABEL:A' })).label).toBe('LABEL:A');
  });

  it('tell every state apart by an icon', () => {
    const states = ['paired', 'lost', 'alone', 'unknown'] as const;
    expect(new Set(states.map((one) => itemWords(site({ state: one })).icon)).size).toBe(states.length);
  });
});

describe('the entries of the tree', () => {
  const provider = (fake: FakeClient, overviews: unknown[] = []) =>
    new PairsProvider(
      fake.client,
      () => ({ by: 'object', filter: 'x', scope: 'open' }),
      (overview) => overviews.push(overview),
    );
  const answer = (items: readonly PairsItem[], total = items.length) =>
    fakeClient({ 'barrier-ls/pairs': { state: 'ready', items, total } });

  it('are asked for as the user has chosen, level by level', async () => {
    const overviews: unknown[] = [];
    const fake = answer([group()]);
    const tree = provider(fake, overviews);
    const [top] = await tree.getChildren();
    await tree.getChildren(top);
    expect(fake.requests.map(([, params]) => params)).toEqual([
      { by: 'object', filter: 'x', scope: 'open', limit: 100 },
      { by: 'object', filter: 'x', scope: 'open', limit: 100, parent: 'root object ::x' },
    ]);
    expect(overviews).toEqual([{ state: 'ready', total: 1 }]);
  });

  it('of a long list come in pages', async () => {
    const fake = fakeClient({
      'barrier-ls/pairs': ({ limit }: PairsParams) => ({
        state: 'ready',
        items: Array.from({ length: Math.min(limit!, 150) }, (_, i) => group({ id: `${i}` })),
        total: 150,
      }),
    });
    const tree = provider(fake);
    const first = await tree.getChildren();
    expect(first).toHaveLength(101);
    const more = first.at(-1) as Entry & { kind: 'more' };
    expect(tree.getTreeItem(more)).toMatchObject({ label: '50 more entries…', contextValue: 'more' });
    expect(await tree.getChildren(more)).toEqual([]);
    const changed: unknown[] = [];
    tree.onDidChangeTreeData((entry) => changed.push(entry));
    tree.showMore(more);
    expect(changed).toEqual([undefined]);
    expect(await tree.getChildren()).toHaveLength(150);
    tree.restart();
    expect(await tree.getChildren()).toHaveLength(101);
  });

  it('are none, and it is told why, when no server is running', async () => {
    const overviews: unknown[] = [];
    const fake = answer([group()]);
    Object.assign(fake.client, { isRunning: () => false });
    expect(await provider(fake, overviews).getChildren()).toEqual([]);
    expect([fake.requests, overviews]).toEqual([[], [{ state: 'stopped', total: 0 }]]);
  });

  it('are none, and nobody is bothered with why, when the server ends on the way', async () => {
    const fake = fakeClient({ 'barrier-ls/pairs': new Error('the connection is closed') });
    expect(await provider(fake).getChildren()).toEqual([]);
    expect([fake.errors, state.messages]).toEqual([['barrier-ls/pairs'], []]);
  });

  it('are known by their ids, go to their place when they are clicked, and can be read aloud', () => {
    const tree = provider(answer([]));
    const item = tree.getTreeItem(site());
    expect(item).toMatchObject({
      id: 'root object ::x\nsite 0',
      contextValue: 'site',
      collapsibleState: TreeItemCollapsibleState.Collapsed,
      command: { command: 'vscode.open' },
      accessibilityInformation: { label: expect.stringContaining('box.c line 7') },
    });
    const [uri, { selection }] = item.command!.arguments!;
    expect([String(uri), selection.start.line]).toEqual(['file:///tree/lib/box.c', 6]);
    expect(tree.getTreeItem(site({ kind: 'side', sides: 0 })).collapsibleState).toBe(TreeItemCollapsibleState.None);
    // There is no graph of what is not known.
    expect(tree.getTreeItem(group({ name: '' })).contextValue).toBe('unknown');
  });
});

describe('the view', () => {
  const chosen = (fake: FakeClient) => fake.requests.at(-1)?.[1];
  const contexts = () =>
    Object.fromEntries(state.ran.filter(([name]) => name === 'setContext').map(([, key, value]) => [key, value]));
  const start = () => {
    const fake = fakeClient({ 'barrier-ls/pairs': { state: 'ready', items: [], total: 0 } });
    register(pairsTree, fake);
    const provider = state.views[0]!.options as { treeDataProvider: PairsProvider };
    return { fake, tree: provider.treeDataProvider };
  };

  it('asks for what its buttons choose', async () => {
    const { fake, tree } = start();
    await runCommand('barrier-ls.pairsByFile');
    await runCommand('barrier-ls.pairsOfOpenFiles');
    state.typed = ' printk  ring ';
    await runCommand('barrier-ls.pairsFilter');
    await tree.getChildren();
    expect(chosen(fake)).toMatchObject({ by: 'file', scope: 'open', filter: 'printk  ring' });
    expect(contexts()).toMatchObject({
      'barrier-ls.pairs.by': 'file',
      'barrier-ls.pairs.scope': 'open',
      'barrier-ls.pairs.isFiltered': true,
      'barrier-ls.pairs.state': 'ready',
    });
    state.typed = undefined;
    await runCommand('barrier-ls.pairsFilter');
    await tree.getChildren();
    expect(chosen(fake)).toMatchObject({ filter: 'printk  ring' });
    await runCommand('barrier-ls.pairsClearFilter');
    await tree.getChildren();
    expect(chosen(fake)).toMatchObject({ filter: '' });
  });

  it('asks again when the server says that something has changed, or is another', () => {
    const { fake, tree } = start();
    let changes = 0;
    tree.onDidChangeTreeData(() => changes++);
    fake.notify('barrier-ls/changed', {});
    fake.changeState(2);
    expect(changes).toBe(2);
  });

  it('says how much there is', async () => {
    const fake = fakeClient({ 'barrier-ls/pairs': { state: 'ready', items: [group()], total: 1 } });
    register(pairsTree, fake);
    const [view] = state.views;
    await (view!.options as { treeDataProvider: PairsProvider }).treeDataProvider.getChildren();
    expect(view).toMatchObject({ description: '1 object', message: '' });
  });
});
