import { beforeEach, describe, expect, it } from 'vitest';
import { pairGraph } from '../../client/src/graph/show.ts';
import { type FakeClient, fakeClient, placeCursor, register, runCommand } from './fake-client.ts';
import { graph } from './graph.ts';
import { reset, state, WebviewPanel } from './vscode.ts';

beforeEach(reset);

let answer: unknown;

function start(): FakeClient {
  answer = graph;
  const fake = fakeClient({ 'barrier-ls/graph': () => answer });
  register(pairGraph, fake);
  placeCursor('file:///tree/lib/box.c', 3, 5);
  return fake;
}

/** Lets what was begun come to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('Show Pair Graph', () => {
  it('opens a panel that may load its own files alone, and shows the graph when its page is there', async () => {
    start();
    await runCommand('barrier-ls.showPairGraph');
    const [panel] = state.panels;
    expect(panel!.webview.options.localResourceRoots?.map(String)).toEqual(['file:///extension/dist']);
    expect(panel!.webview.html).toContain('src="vscode-resource:/extension/dist/graph.js"');
    expect(panel!.sent).toEqual([]);
    panel!.say({ kind: 'ready' });
    await settle();
    expect(panel!.sent[0]).toMatchObject({
      kind: 'graph',
      graph: { title: '::box' },
      subject: { subject: graph.subject },
    });
    expect(panel!.title).toBe('Pairs: ::box');
  });

  it('uses the same panel again, until that is closed', async () => {
    start();
    await runCommand('barrier-ls.showPairGraph');
    await runCommand('barrier-ls.showPairGraph', { id: 'root object ::other' });
    expect(state.panels).toHaveLength(1);
    state.panels[0]!.dispose();
    await runCommand('barrier-ls.showPairGraph');
    expect(state.panels).toHaveLength(2);
  });

  it('follows edits, by what the server has called the subject', async () => {
    const fake = start();
    await runCommand('barrier-ls.showPairGraph');
    const [panel] = state.panels;
    panel!.say({ kind: 'ready' });
    await settle();
    answer = { ...graph, title: '::crate' };
    fake.notify('barrier-ls/changed', {});
    await settle();
    expect(panel!.sent.at(-1)).toMatchObject({ graph: { title: '::crate' } });
    expect(fake.requests.at(-1)![1]).toMatchObject({ subject: graph.subject, position: { line: 3 } });
    answer = null;
    fake.notify('barrier-ls/changed', {});
    await settle();
    expect(panel!.sent.at(-1)).toMatchObject({ kind: 'nothing' });
    panel!.dispose();
    const count = fake.requests.length;
    fake.notify('barrier-ls/changed', {});
    await settle();
    expect(fake.requests).toHaveLength(count);
  });

  it('goes to a site that was chosen', async () => {
    start();
    await runCommand('barrier-ls.showPairGraph');
    const [panel] = state.panels;
    panel!.say({ kind: 'ready' });
    panel!.say({ kind: 'open', site: 's2' });
    panel!.say({ kind: 'open', site: 'gone' });
    expect(state.shown.map(({ uri, options }) => [uri.path, options])).toMatchObject([
      ['/tree/lib/box.c', { selection: { start: { line: 3 } } }],
    ]);
  });

  it('comes back after a reload with what its page has kept, and keeps that while the tree is still being read', async () => {
    const fake = start();
    const panel = new WebviewPanel();
    const [serializer] = state.serializers as [
      { deserializeWebviewPanel(panel: unknown, state: unknown): Promise<void> },
    ];
    answer = null;
    await serializer.deserializeWebviewPanel(panel, { graph, subject: { subject: graph.subject } });
    panel.say({ kind: 'ready' });
    await settle();
    expect(panel.sent).toMatchObject([{ kind: 'graph' }]);
    answer = { ...graph, title: '::fresh' };
    fake.notify('barrier-ls/changed', {});
    await settle();
    expect(panel.sent.at(-1)).toMatchObject({ graph: { title: '::fresh' } });
  });

  it('says in a sentence that there is nothing to show', async () => {
    start();
    answer = null;
    await runCommand('barrier-ls.showPairGraph');
    expect(state.panels).toEqual([]);
    expect(state.messages).toEqual([['What is here belongs to no pair that is known.']]);
  });
});
