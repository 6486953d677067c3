/** `graph --format svg`: the pairs as a picture, in light or dark as the viewer's system is. */
import type { Family, Tie } from '../../features/graph.ts';
import { segments } from '../graph/curve.ts';
import { type Box, CHARACTER, HEADER, type Layout, type Line, layOut, ROW, rowOf } from '../graph/layout.ts';
import {
  countWords,
  edgeTip,
  FAMILIES,
  familiesIn,
  functionTitle,
  placesIn,
  siteTip,
  TIES,
  tiesIn,
} from '../graph/words.ts';
import type { GraphFormat, NamedGraph } from './graph-formats.ts';
import { escaped } from './xml.ts';

export const graphSvg: GraphFormat = (named) => svgOf(named, layOut(named.graph));

const MARGIN = 24;
const TOP = 62;
const KEY = 34;

/** `isFocusable`: for a page, where one can go from operation to operation by key. */
export function svgOf(named: NamedGraph, laid: Layout, isFocusable = false): string {
  const key = keyOf(named);
  const width = Math.ceil(Math.max(laid.width, key.width, named.title.length * CHARACTER * 1.6) + 2 * MARGIN);
  const height = Math.ceil(laid.height + TOP + KEY + 2 * MARGIN);
  const places = placesIn(named.graph);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`${named.title}: ${countWords(named.graph)}`)}">`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" width="100%" height="100%"/>`,
    `<text class="title" x="${MARGIN}" y="38">${escaped(named.title)}</text>`,
    `<text class="count" x="${MARGIN}" y="57">${escaped(countWords(named.graph))}${leftWords(named)}</text>`,
    `<g class="graph" transform="translate(${MARGIN} ${TOP + MARGIN / 2})">`,
    ...laid.frames.map(
      (frame) =>
        `<rect class="frame" x="${frame.x}" y="${frame.y}" width="${frame.width}" height="${frame.height}" rx="10"/>` +
        `<text class="file" x="${frame.x + 14}" y="${frame.y + 17}">${escaped(shortened(frame.file, frame.width - 28))}<title>${escaped(frame.file)}</title></text>`,
    ),
    ...laid.lines.map((line, i) => lineSvg(line, i, edgeTip(places, line.edge))),
    ...laid.boxes.map((box) => boxSvg(box, isFocusable)),
    ...laid.lines.flatMap(endsSvg),
    '</g>',
    `<g class="key" transform="translate(${MARGIN} ${height - MARGIN - 4})">${key.svg}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

function leftWords({ graph: { left } }: NamedGraph): string {
  return left > 0 ? `; ${left} more by common objects are not drawn` : '';
}

function boxSvg(box: Box, isFocusable: boolean): string {
  const { x, y, width, height, fn } = box;
  const rows = fn.sites.map((site) => {
    const middle = rowOf(box, site);
    const object = site.object === '' ? '' : ` <tspan class="object">${escaped(site.object)}</tspan>`;
    const focus = isFocusable
      ? ` tabindex="0" role="button" aria-label="${escaped(`${site.what} in ${functionTitle(fn)}`)}"`
      : '';
    return (
      `<g class="site ${site.family}" id="${site.id}"${focus}><title>${escaped(siteTip(fn, site))}</title>` +
      `<rect class="row" x="${x + 4}" y="${middle - ROW / 2}" width="${width - 8}" height="${ROW}" rx="5"/>` +
      `<circle class="mark" cx="${x + 15}" cy="${middle}" r="4"/>` +
      `<text class="what" x="${x + 26}" y="${middle + 4}">${escaped(site.what)}${object}</text>` +
      `<text class="line" x="${x + width - 12}" y="${middle + 4}">${site.line}</text></g>`
    );
  });
  const title = escaped(functionTitle(fn));
  return (
    `<g class="box"><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>` +
    `<text class="function" x="${x + 12}" y="${y + 18}">${title}<title>${title}, ${escaped(fn.file)}:${fn.line}</title></text>` +
    `<path class="rule" d="M${x} ${y + HEADER - 3}h${width}"/>${rows.join('')}</g>`
  );
}

/** A line's colour goes over from that of the one side to that of the other. */
function lineSvg(line: Line, i: number, tip: string): string {
  const { from, to, points, edge } = line;
  const [start, end] = [points[0]!, points.at(-1)!];
  const ends = `class="edge ${edge.tie}" data-from="${edge.from}"${edge.to === null ? '' : ` data-to="${edge.to}"`}`;
  const path = pathOf(line);
  const title = `<title>${escaped(tip)}</title><path class="near" d="${path}"/>`;
  if (edge.tie === 'plain' || edge.tie === 'stale' || from.family === to!.family) {
    const family = edge.tie === 'plain' || edge.tie === 'stale' ? 'plain' : from.family;
    return `<g ${ends}>${title}<path class="stroke ${family}" d="${path}"/></g>`;
  }
  // Over no width at all there would be no gradient.
  const across =
    start.x === end.x
      ? `x1="${start.x}" y1="${start.y}" x2="${end.x}" y2="${end.y}"`
      : `x1="${start.x}" y1="0" x2="${end.x}" y2="0"`;
  return (
    `<g ${ends}>${title}<linearGradient id="g${i}" gradientUnits="userSpaceOnUse" ${across}>` +
    `<stop class="${from.family}" offset="0.1"/><stop class="${to!.family}" offset="0.9"/></linearGradient>` +
    `<path class="stroke" stroke="url(#g${i})" d="${path}"/></g>`
  );
}

/** Dots where lines begin and end, and a cross with words where one leads nowhere. */
function endsSvg({ points, from, to, edge }: Line): string[] {
  const [start, end] = [points[0]!, points.at(-1)!];
  const dots = [`<circle class="end ${from.family}" cx="${start.x}" cy="${start.y}" r="3.2"/>`];
  if (to) dots.push(`<circle class="end ${to.family}" cx="${end.x}" cy="${end.y}" r="3.2"/>`);
  else {
    const { x, y } = { x: end.x + 7, y: end.y };
    dots.push(
      `<path class="cross" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"/>` +
        `<text class="nowhere" x="${x + 11}" y="${y + 4}">${escaped(edge.words.join(', '))}</text>`,
    );
  }
  return dots;
}

function pathOf({ points, isBow }: Line): string {
  const [start, end] = [points[0]!, points.at(-1)!];
  if (isBow) {
    const reach = Math.max(start.x, end.x) + Math.min(60, 26 + Math.abs(end.y - start.y) / 4);
    return `M${start.x} ${start.y}C${reach} ${start.y} ${reach} ${end.y} ${end.x} ${end.y}`;
  }
  const parts = segments(points).map(
    ([, a, b, end]) => `C${[a, b, end].map(({ x, y }) => `${round(x)} ${round(y)}`).join(' ')}`,
  );
  return `M${start.x} ${start.y}${parts.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The end of a path is what tells files apart. */
function shortened(file: string, width: number): string {
  const most = Math.floor(width / (CHARACTER * 0.92));
  return file.length <= most ? file : `…${file.slice(1 - most)}`;
}

function keyOf({ graph }: NamedGraph): { readonly svg: string; readonly width: number } {
  let x = 0;
  const parts: string[] = [];
  const add = (sign: (x: number) => string, words: string, width: number) => {
    parts.push(`${sign(x)}<text class="word" x="${x + width + 7}" y="4">${escaped(words)}</text>`);
    x += width + 7 + words.length * CHARACTER * 0.92 + 20;
  };
  for (const family of familiesIn(graph))
    add((at) => `<circle class="end ${family}" cx="${at + 5}" cy="0" r="4.5"/>`, FAMILIES[family], 10);
  for (const tie of tiesIn(graph)) {
    const family = tie === 'plain' || tie === 'stale' ? 'plain' : 'other';
    add((at) => `<g class="edge ${tie}"><path class="stroke ${family}" d="M${at} 0h26"/></g>`, TIES[tie], 26);
  }
  return { svg: parts.join(''), width: x };
}

/** Light and dark. */
const COLOURS: Readonly<Record<Family, readonly [string, string]>> = {
  release: ['#2563eb', '#79a8ff'],
  acquire: ['#0b8468', '#4fd1a5'],
  full: ['#8b3fd6', '#c297ff'],
  dependency: ['#b45f06', '#e8b05c'],
  other: ['#66707b', '#919ba6'],
  plain: ['#d1242f', '#ff7b72'],
};

const DASHES: Readonly<Record<Tie, string>> = {
  both: 'none',
  one: '7 4',
  object: '1.5 4.5',
  inferred: '1.5 4.5',
  plain: '1.5 4.5',
  stale: '7 4',
};

function colours(shade: 0 | 1): string {
  const [ground, frame, border, card, edge, ink, dim, warning] = [
    ['#ffffff', '#f5f7fa', '#dfe4ea', '#ffffff', '#c8d0d9', '#1c2329', '#69737e', '#ffefee'],
    ['#0d1117', '#141a22', '#29313b', '#1c232c', '#39434f', '#e8edf2', '#8d97a3', '#3a1a1c'],
  ][shade]!;
  const families = (Object.keys(COLOURS) as Family[]).map((family) => {
    const colour = COLOURS[family][shade];
    return (
      `.mark,.end{}.${family} .mark,.end.${family}{fill:${colour}}.${family} .what{fill:${colour}}` +
      `.stroke.${family}{stroke:${colour}}stop.${family}{stop-color:${colour}}`
    );
  });
  return (
    `.ground{fill:${ground}}.frame{fill:${frame};stroke:${border}}.card{fill:${card};stroke:${edge}}.rule{stroke:${border}}` +
    `text{fill:${ink}}.count,.file,.line,.word{fill:${dim}}.object{fill:${ink}}.end{stroke:${card}}` +
    `.plain .row{fill:${warning}}.cross{stroke:${COLOURS.plain[shade]}}.nowhere{fill:${COLOURS.plain[shade]}}${families.join('')}`
  ).replaceAll('.mark,.end{}', '');
}

const STYLE =
  'text{font:12px ui-monospace,SFMono-Regular,"DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre}' +
  `.title{font-size:17px;font-weight:600}.function{font-size:13px;font-weight:600}.file,.word,.count{font-size:11px}` +
  '.line{text-anchor:end;font-size:11px}.row{fill:none}.frame,.card{stroke-width:1}.rule,.near,.stroke,.cross{fill:none}' +
  '.near{stroke:#000;stroke-opacity:0;stroke-width:12}.stroke{stroke-width:1.8;stroke-linecap:round}.cross{stroke-width:2;stroke-linecap:round}' +
  '.end{stroke-width:1}.inferred .stroke{stroke-opacity:.5}' +
  `${(Object.keys(DASHES) as Tie[]).map((tie) => `.${tie} .stroke{stroke-dasharray:${DASHES[tie]}}`).join('')}` +
  `${colours(0)}@media(prefers-color-scheme:dark){${colours(1)}}`;
