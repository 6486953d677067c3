import { describe, expect, it } from 'vitest';
import { edgeWords, graphHtml, sentenceHtml, summaryOf } from '../../client/src/graph/page/html.ts';
import { siteByKey } from '../../client/src/graph/page/keys.ts';
import { type Box, linesSvg } from '../../client/src/graph/page/lines.ts';
import { pageOf } from '../../client/src/graph/page.ts';
import { edge, graph, site } from './graph.ts';

const sites = new Map(graph.sites.map((one) => [one.id, one]));

describe('the pair graph in words', () => {
  it('counts what there is, and what is left out', () => {
    expect(summaryOf(graph)).toBe('2 sites that store, 2 sites that load, 4 lines between them. 2 more are not shown.');
    expect(summaryOf({ ...graph, sites: graph.sites.slice(0, 1), edges: [], left: 0 })).toBe(
      '0 sites that store, 1 site that loads, 0 lines between them.',
    );
  });

  it('says of each line who belongs together, and how that is known', () => {
    expect(graph.edges.map((one) => edgeWords(one, sites))).toEqual([
      'smp_store_release() in put() (box.c:4) with smp_load_acquire() in take() (box.c:10): comments on both sides say so.',
      'box in peek() (box.c:15) goes around smp_store_release() in put() (box.c:4): it accesses the object without a primitive.',
      'smp_wmb() in fill() (box.c:21) with smp_load_acquire() in take() (box.c:10): a guess, by the objects around them.',
      'smp_wmb() in fill() (box.c:21) names gone(), which is not there.',
    ]);
  });
});

describe('the pair graph as HTML', () => {
  it('escapes what comes from code, and has no style and no script of its own', () => {
    const nasty = '<img src=x onerror="alert(1)">&';
    const html = graphHtml({
      ...graph,
      title: nasty,
      sites: [
        site('s0', 'stores', nasty, { object: nasty, kind: nasty, function: nasty, file: nasty }),
        site('s1', 'loads', 'x'),
      ],
      edges: [edge('s0', 's1', 'one', { words: [nasty], verdict: { isForbidden: false, words: nasty } })],
    });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;');
    for (const text of [html, graphHtml(graph), sentenceHtml(nasty)]) {
      const withoutValues = text.replaceAll(/="[^"]*"/g, '=""');
      expect(withoutValues).not.toMatch(/<script|<style|<img|\sstyle=|<[^>]+\son\w+=/);
    }
  });

  it('has the places that arrow keys go to, each as a button in its column', () => {
    const columns = graphHtml(graph).split('<section class="column"');
    const ids = (html: string) => [...html.matchAll(/<button[^>]* id="(\w+)"/g)].map(([, id]) => id);
    expect(columns.map(ids)).toEqual([[], ['s2', 's3'], ['s0', 's1']]);
  });

  it('has the verdict and the words of the comments at their pair', () => {
    const [first, second] = graphHtml(graph).split('<li id="edge').slice(1);
    expect(first).toContain('<strong>MP · forbidden</strong> <q>pairs with take()</q>');
    expect(second).not.toMatch(/<strong>|<q>/);
  });

  it('explains the kinds of lines that are there', () => {
    const legend = graphHtml(graph).split('class="legend"')[1]!;
    expect(legend).toContain('comments on both sides say so');
    expect(legend).not.toContain('by the common object');
    expect(graphHtml({ ...graph, edges: [] })).not.toContain('class="legend"');
  });
});

describe('the lines', () => {
  const box = (column: Box['column'], y: number): Box => ({
    x: column === 'stores' ? 0 : 300,
    y,
    width: 100,
    height: 60,
    column,
  });
  const boxes = new Map([
    ['s2', box('stores', 0)],
    ['s3', box('stores', 100)],
    ['s0', box('loads', 0)],
    ['s1', box('loads', 100)],
  ]);
  const pathsOf = (svg: string) => [...svg.matchAll(/class="line (\w+)" d="M([\d.]+) ([\d.]+)([^"]*)"/g)];

  it('begin and end at the inner sides of their boxes, and are of their kind', () => {
    const paths = pathsOf(linesSvg(graph.edges, boxes));
    expect(paths.map(([, tie]) => tie)).toEqual(['both', 'plain', 'inferred', 'stale']);
    for (const [, , x] of paths) expect(x).toBe('100');
    for (const [, , , , rest] of paths.slice(0, 3)) expect(rest).toMatch(/ 300 [\d.]+$/);
  });

  it('have different places on a box, in the order of their other ends', () => {
    const [both, plain, inferred] = pathsOf(linesSvg(graph.edges, boxes));
    const start = (path: RegExpExecArray | undefined) => Number(path![3]);
    expect(start(both)).toBeLessThan(start(plain));
    expect(start(plain)).toBeLessThan(60);
    expect(start(inferred)).toBeGreaterThan(100);
  });

  it('are numbered as the list is', () => {
    const numbers = [...linesSvg(graph.edges, boxes).matchAll(/>(\d+)<\/text>/g)].map(([, number]) => number);
    expect(numbers).toEqual(['1', '2', '3', '4']);
  });

  it('are bows within a column, and none where a box is not there', () => {
    const within = linesSvg([edge('s2', 's3', 'one', {})], boxes);
    expect(within).toMatch(/d="M100 [\d.]+C1[\d.]+ [\d.]+ 1[\d.]+ [\d.]+ 100 [\d.]+"/);
    expect(linesSvg([edge('s2', 'gone', 'one', {}), edge('gone', null, 'stale', {})], boxes)).toBe('');
  });
});

describe('the keys', () => {
  it('go up and down in a column, and across to whom a line leads', () => {
    const go = (from: string, key: string) => siteByKey(graph, from, key);
    expect(go('s2', 'ArrowDown')).toBe('s3');
    expect(go('s3', 'ArrowUp')).toBe('s2');
    expect(go('s2', 'ArrowUp')).toBe(undefined);
    expect(go('s3', 'ArrowRight')).toBe('s0');
    expect(go('s1', 'ArrowLeft')).toBe('s2');
    expect(go('s1', 'ArrowRight')).toBe(undefined);
    expect(go('s2', 'End')).toBe('s3');
    expect(go('s1', 'Home')).toBe('s0');
    expect(go('s2', 'x')).toBe(undefined);
    expect(go('gone', 'ArrowUp')).toBe(undefined);
  });

  it('go across even where no line leads', () => {
    expect(siteByKey({ ...graph, edges: [] }, 's3', 'ArrowRight')).toBe('s0');
  });
});

describe('the page around it', () => {
  it('allows its own script and style, and nothing else', () => {
    const html = pageOf({
      script: 'vscode-x/graph.js',
      style: 'vscode-x/graph.css',
      source: 'vscode-x:',
      nonce: 'abc',
    });
    const policy = /content="(default-src[^"]+)"/.exec(html)![1];
    expect(policy).toBe("default-src 'none'; style-src vscode-x:; script-src 'nonce-abc'");
    expect([...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script nonce="abc" src="vscode-x/graph.js">',
    ]);
    expect(html).toContain('<html lang="en">');
  });
});
