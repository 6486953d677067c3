// @vitest-environment jsdom
/// <reference lib="dom" />
/** The page of the pair graph as a browser has it: used by keyboard and by click, and checked for accessibility. */
import axe from 'axe-core';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sentenceHtml } from '../../client/src/graph/page/html.ts';
import type { GraphResult } from '../../server/src/lsp/messages.ts';
import { edge, graph } from './graph.ts';

const sent: unknown[] = [];
let kept: unknown;

beforeAll(async () => {
  document.documentElement.lang = 'en';
  document.title = 'Pair Graph';
  document.body.innerHTML = '<main aria-label="Pair graph"></main>';
  const api = {
    postMessage: (message: unknown) => void sent.push(message),
    getState: () => undefined,
    setState: (state: unknown) => void (kept = state),
  };
  vi.stubGlobal('acquireVsCodeApi', () => api);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  );
  await import('../../client/src/graph/page/main.ts');
});

beforeEach(() => show(graph));

function show(next: GraphResult): void {
  window.dispatchEvent(
    new MessageEvent('message', { data: { kind: 'graph', graph: next, subject: { subject: 'x' } } }),
  );
}

const button = (id: string) => document.querySelector<HTMLButtonElement>(`button#${id}`)!;
const press = (key: string) =>
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

describe('the page of the pair graph', () => {
  it('says when it is ready, and keeps what it shows for a reload', () => {
    expect(sent[0]).toEqual({ kind: 'ready' });
    expect(kept).toEqual({ graph, subject: { subject: 'x' } });
  });

  it('draws a line for each pair', () => {
    expect(document.querySelectorAll('svg.lines g.edge')).toHaveLength(graph.edges.length);
  });

  it('is gone through by arrow keys, and tells which site was chosen', () => {
    button('s2').focus();
    press('ArrowRight');
    expect(document.activeElement!.id).toBe('s0');
    press('ArrowDown');
    expect(document.activeElement!.id).toBe('s1');
    (document.activeElement as HTMLButtonElement).click();
    expect(sent.at(-1)).toEqual({ kind: 'open', site: 's1' });
  });

  it('has the lines of the site that has the focus stand out', () => {
    const marked = () => document.querySelectorAll('g.edge.marked').length;
    button('s2').focus();
    expect(marked()).toBe(2);
    button('s2').blur();
    expect(marked()).toBe(0);
  });

  it('keeps the focus when it is shown anew', () => {
    button('s3').focus();
    show({ ...graph, title: '::crate' });
    expect(document.querySelector('h1')!.textContent).toBe('::crate');
    expect(document.activeElement!.id).toBe('s3');
  });

  it('names every button by what is on it', () => {
    const words = button('s2').textContent!.replace(/\s+/g, ' ').trim();
    expect(words).toBe('smp_store_release() box put() box.c:4 release store');
    expect(button('s2').hasAttribute('aria-label')).toBe(false);
  });
});

describe('accessibility', () => {
  const faults = async () => {
    // Colours are the theme's, which is not there; they are looked at in a real editor.
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };

  it.each([
    ['a graph', graph],
    ['one without lines', { ...graph, edges: [] }],
    ['one with an empty column', { ...graph, sites: graph.sites.slice(2), edges: [edge('s2', 's3', 'one', {})] }],
    ['an empty one', { ...graph, sites: [], edges: [] }],
  ] as const)('finds nothing to complain of in %s', async (_, one) => {
    show(one);
    expect(await faults()).toEqual([]);
  });

  it('finds nothing to complain of in a sentence', async () => {
    window.dispatchEvent(new MessageEvent('message', { data: { kind: 'nothing', sentence: 'Nothing is here.' } }));
    expect(document.querySelector('main')!.innerHTML).toBe(sentenceHtml('Nothing is here.'));
    expect(await faults()).toEqual([]);
  });

  it('would find a button without a name', async () => {
    button('s0').replaceChildren();
    button('s0').removeAttribute('title');
    expect((await faults()).some((fault) => fault.startsWith('button-name'))).toBe(true);
  });
});
