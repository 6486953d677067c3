/**
 * The script of the pair graph's page: shows what the extension sends, draws the lines when the boxes have their places,
 * and tells when a site is chosen. What is shown is kept through a reload of the window.
 */
/// <reference lib="dom" />
import type { GraphResult } from '../../../../server/src/lsp/messages.ts';
import type { FromPage, PageState, ToPage } from '../messages.ts';
import { graphHtml, sentenceHtml } from './html.ts';
import { siteByKey } from './keys.ts';
import { type Box, linesSvg } from './lines.ts';

interface Api {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): Api;

const api = acquireVsCodeApi();
const main = document.querySelector('main')!;
let graph: GraphResult | undefined;

function show(next: GraphResult): void {
  const focused = document.activeElement instanceof HTMLButtonElement ? document.activeElement.id : undefined;
  graph = next;
  main.innerHTML = graphHtml(next);
  draw();
  // Ids go by the order of the code, so that the focus is where it was, or near by.
  if (focused !== undefined) document.getElementById(focused)?.focus();
}

function draw(): void {
  const svg = main.querySelector('svg.lines');
  if (!graph || !svg) return;
  const origin = svg.getBoundingClientRect();
  const boxes = new Map<string, Box>();
  for (const button of main.querySelectorAll<HTMLButtonElement>('button.site')) {
    const { x, y, width, height } = button.getBoundingClientRect();
    const column = button.dataset['column'] === 'stores' ? 'stores' : 'loads';
    boxes.set(button.id, { x: x - origin.x, y: y - origin.y, width, height, column });
  }
  svg.innerHTML = linesSvg(graph.edges, boxes);
}

/** The lines of a site stand out while it has the focus, or the pointer is on it. */
function mark(target: EventTarget | null, isOn: boolean): void {
  const id = siteOf(target)?.id;
  if (id === undefined) return;
  for (const edge of main.querySelectorAll<SVGGElement>('g.edge')) {
    const isIts = edge.dataset['from'] === id || edge.dataset['to'] === id;
    edge.classList.toggle('marked', isOn && isIts);
  }
}

function siteOf(target: EventTarget | null): HTMLButtonElement | null {
  return target instanceof Element ? target.closest<HTMLButtonElement>('button.site') : null;
}

main.addEventListener('click', ({ target }) => {
  const site = siteOf(target);
  if (site) api.postMessage({ kind: 'open', site: site.id });
});
main.addEventListener('keydown', (event) => {
  const site = siteOf(event.target);
  const next = site && graph && siteByKey(graph, site.id, event.key);
  if (!next) return;
  event.preventDefault();
  document.getElementById(next)?.focus();
});
for (const [name, isOn] of [
  ['focusin', true],
  ['focusout', false],
  ['mouseover', true],
  ['mouseout', false],
] as const) {
  main.addEventListener(name, ({ target }) => mark(target, isOn));
}
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.kind === 'graph') {
    show(data.graph);
    api.setState({ graph: data.graph, subject: data.subject });
  } else {
    graph = undefined;
    main.innerHTML = sentenceHtml(data.sentence);
  }
});
new ResizeObserver(draw).observe(main);

const known = api.getState();
if (known) show(known.graph);
api.postMessage({ kind: 'ready' });
