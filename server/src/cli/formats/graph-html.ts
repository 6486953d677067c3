/**
 * `graph --format html`: the picture in one file that needs nothing else, to be moved and zoomed by mouse, finger or key.
 * What is pointed at or reached by the Tab key shows its pairs, and the rest steps back.
 */
import { layOut } from '../graph/layout.ts';
import { countWords } from '../graph/words.ts';
import type { GraphFormat } from './graph-formats.ts';
import { svgOf } from './graph-svg.ts';
import { escaped } from './xml.ts';

export const graphHtml: GraphFormat = (named) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${named.title}: ${countWords(named.graph)}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main id="view" tabindex="0" aria-label="Picture; arrow keys move it, plus and minus zoom, 0 shows all of it">
${svgOf(named, layOut(named.graph), true)}</main>
<nav><button id="in" title="Zoom in (+)">+</button><button id="out" title="Zoom out (−)">−</button><button id="all" title="Show all (0)">⤢</button></nav>
<p id="tip" role="status" hidden></p>
<script>${SCRIPT}</script>
</body>
</html>
`;

const STYLE =
  ':root{color-scheme:light dark}html,body{margin:0;height:100%;overflow:hidden;background:#fff;font:13px system-ui,sans-serif}' +
  'main{position:absolute;inset:0;overflow:hidden;cursor:grab;outline:none;touch-action:none}main.moving{cursor:grabbing}' +
  'main>svg{position:absolute;transform-origin:0 0;max-width:none}' +
  'nav{position:fixed;right:16px;bottom:16px;display:flex;gap:6px}' +
  'button{font:16px system-ui,sans-serif;width:34px;height:34px;border:1px solid #c8d0d9;border-radius:8px;background:#fff;color:#1c2329;cursor:pointer}' +
  'button:hover{background:#f5f7fa}button:focus-visible,main:focus-visible{outline:2px solid #2563eb;outline-offset:-2px}' +
  '#tip{position:fixed;pointer-events:none;left:16px;bottom:16px;max-width:min(60ch,calc(100% - 200px));max-height:40%;overflow:auto;margin:0;padding:10px 14px;white-space:pre-line;' +
  'background:#1c2329;color:#fff;border-radius:8px;line-height:1.45}#tip[hidden]{display:none}' +
  '.site{outline:none}.site:focus-visible .row{stroke:#2563eb;stroke-width:1.6}.edge,.box,.end{transition:opacity .12s}' +
  '.chosen .edge:not(.lit),.chosen .site:not(.lit),.chosen .graph>.end{opacity:.16}' +
  '@media(prefers-color-scheme:dark){html,body{background:#0d1117}button{background:#1c232c;color:#e8edf2;border-color:#39434f}button:hover{background:#29313b}#tip{background:#e8edf2;color:#1c2329}}' +
  '@media(prefers-reduced-motion:reduce){.edge,.box,.end{transition:none}}';

/** Everything is positions of one transform; there is no state besides. */
const SCRIPT = `
const view = document.getElementById('view'), svg = view.querySelector('svg'), tip = document.getElementById('tip');
const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
let x = 0, y = 0, scale = 1, chosen = null;
const draw = () => { svg.style.transform = 'translate(' + x + 'px,' + y + 'px) scale(' + scale + ')'; };
const zoom = (by, px = innerWidth / 2, py = innerHeight / 2) => {
  const next = Math.min(4, Math.max(0.05, scale * by));
  x = px - (px - x) * next / scale; y = py - (py - y) * next / scale; scale = next; draw();
};
const all = () => {
  scale = Math.min(1, innerWidth / width, innerHeight / height);
  x = (innerWidth - width * scale) / 2; y = Math.max(0, (innerHeight - height * scale) / 2); draw();
};
const titleOf = (element) => element.querySelector('title').textContent;
const show = (element) => {
  if (element === chosen) return;
  chosen = element;
  for (const one of svg.querySelectorAll('.lit')) one.classList.remove('lit');
  svg.classList.toggle('chosen', element !== null);
  tip.hidden = element === null;
  if (!element) return;
  const edges = element.matches('.edge') ? [element] : [...svg.querySelectorAll('.edge')].filter((edge) => edge.dataset.from === element.id || edge.dataset.to === element.id);
  const ends = new Set(edges.flatMap((edge) => [edge.dataset.from, edge.dataset.to]));
  element.classList.add('lit');
  for (const edge of edges) edge.classList.add('lit');
  for (const site of svg.querySelectorAll('.site')) if (ends.has(site.id)) site.classList.add('lit');
  tip.textContent = [...new Set([element, ...edges])].map(titleOf).join('\\n\\n');
};
let held = null;
view.addEventListener('pointerdown', (event) => { held = { px: event.clientX - x, py: event.clientY - y }; });
addEventListener('pointermove', (event) => {
  if (!held || event.buttons === 0) { held = null; view.classList.remove('moving'); return; }
  x = event.clientX - held.px; y = event.clientY - held.py; view.classList.add('moving'); draw();
});
addEventListener('pointerup', () => { held = null; view.classList.remove('moving'); });
view.addEventListener('wheel', (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY); }, { passive: false });
view.addEventListener('pointerover', (event) => { if (!held) show(event.target.closest('.site, .graph > .edge')); });
view.addEventListener('pointerleave', () => show(null));
view.addEventListener('focusin', (event) => {
  const site = event.target.closest('.site');
  show(site);
  if (!site) return;
  const at = site.getBoundingClientRect();
  if (at.left < 20 || at.right > innerWidth - 20) x += innerWidth / 2 - (at.left + at.right) / 2;
  if (at.top < 20 || at.bottom > innerHeight - 120) y += innerHeight / 2 - (at.top + at.bottom) / 2;
  draw();
});
const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const move = moves[event.key];
  if (move) { x += move[0]; y += move[1]; draw(); }
  else if (event.key === '+' || event.key === '=') zoom(1.25);
  else if (event.key === '-') zoom(0.8);
  else if (event.key === '0') all();
  else if (event.key === 'Escape') { show(null); view.focus(); }
  else return;
  event.preventDefault();
});
document.getElementById('in').onclick = () => zoom(1.25);
document.getElementById('out').onclick = () => zoom(0.8);
document.getElementById('all').onclick = all;
addEventListener('resize', all);
all();
`;
