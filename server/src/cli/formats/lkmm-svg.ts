/** `lkmm --svg`: an execution as a picture, in light or dark as the viewer's system is. */
import { BOX, drawColumns, type EventBox, type Way } from '../graph/columns.ts';
import type { ExecutionGraph, LinkKind } from '../graph/execution.ts';
import { CHARACTER } from '../graph/layout.ts';
import { escaped } from './xml.ts';

export function executionSvg(graph: ExecutionGraph): string {
  const drawn = drawColumns(graph);
  const key = keyOf(graph);
  const lines = wrapped(graph.words, Math.max(60, Math.floor(drawn.width / SMALL)));
  const textWidth = Math.max(
    graph.title.length * CHARACTER * 1.6,
    key.width,
    ...lines.map((line) => line.length * SMALL),
  );
  const width = Math.ceil(Math.max(drawn.width, textWidth) + 2 * MARGIN);
  const top = 48 + lines.length * 17 + 20;
  const height = Math.ceil(top + drawn.height + KEY + MARGIN);
  const hasCycle = graph.links.some(({ isCycle }) => isCycle);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`${graph.title}: ${graph.words}`)}">`,
    `<style>${STYLE}</style>`,
    `<defs>${KINDS.map(markerOf).join('')}${markerOf('po')}</defs>`,
    '<rect class="ground" width="100%" height="100%"/>',
    `<text class="title" x="${MARGIN}" y="38">${escaped(graph.title)}</text>`,
    ...lines.map((line, i) => `<text class="words" x="${MARGIN}" y="${58 + i * 17}">${escaped(line)}</text>`),
    `<g class="${hasCycle ? 'refused' : 'possible'}" transform="translate(${Math.round((width - drawn.width) / 2)} ${top})">`,
    ...drawn.middles.map((x, i) => `<text class="process" x="${x}" y="16">P${i}</text>`),
    ...programOrder(drawn.boxes),
    ...drawn.boxes.map(boxSvg),
    // What belongs to the cycle lies on top.
    ...[...drawn.ways].sort((a, b) => Number(a.link.isCycle) - Number(b.link.isCycle)).map(waySvg),
    '</g>',
    `<g transform="translate(${MARGIN} ${height - MARGIN})">${key.svg}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

const MARGIN = 24;
const KEY = 44;
const SMALL = CHARACTER * 0.92;
const KINDS: readonly LinkKind[] = ['rf', 'co', 'fr', 'order'];

function boxSvg({ node, x, y, width }: EventBox): string {
  const middle = y + BOX / 2 + 4;
  if (node.effect === '')
    return `<text class="barrier" x="${x + width / 2}" y="${middle}">${escaped(node.code)}</text>`;
  return (
    `<g><rect class="card" x="${x}" y="${y}" width="${width}" height="${BOX}" rx="8"/>` +
    `<text class="code" x="${x + 12}" y="${middle}">${escaped(node.code)}</text>` +
    `<text class="effect" x="${x + width - 12}" y="${middle}">${escaped(node.effect)}</text></g>`
  );
}

/** From each event to the next of its process. */
function programOrder(boxes: readonly EventBox[]): string[] {
  return boxes.slice(1).flatMap((box, i) => {
    const last = boxes[i]!;
    if (last.column !== box.column) return [];
    const x = box.x + box.width / 2;
    const [start, end] = [
      last.node.effect === '' ? last.y + BOX - 8 : last.y + BOX,
      box.node.effect === '' ? box.y + 7 : box.y,
    ];
    return [`<path class="link po" marker-end="url(#po)" d="M${x} ${start + 2}V${end - 3}"/>`];
  });
}

function waySvg({ link, path, label }: Way): string {
  const { kind, isCycle } = link;
  return (
    `<g class="${isCycle ? 'cycle' : 'rest'}"><title>${escaped(MEANINGS[kind])}</title><path class="link ${kind}" marker-end="url(#${kind})" d="${path}"/>` +
    `<text class="label ${kind}" text-anchor="${label.anchor}" x="${label.x}" y="${label.y}">${escaped(link.label)}</text></g>`
  );
}

function markerOf(kind: LinkKind | 'po'): string {
  return `<marker id="${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="head ${kind}" d="M0 1L10 5L0 9z"/></marker>`;
}

const MEANINGS: Readonly<Record<LinkKind, string>> = {
  rf: 'is read by',
  co: 'is overwritten by',
  fr: 'does not see yet',
  order: 'is kept in order before',
};

function keyOf({ links }: ExecutionGraph): { readonly svg: string; readonly width: number } {
  let x = 0;
  const parts = KINDS.filter((kind) => links.some((link) => link.kind === kind)).map((kind) => {
    const words = kind === 'order' ? MEANINGS[kind] : `${kind}: ${MEANINGS[kind]}`;
    const part =
      `<path class="link ${kind}" marker-end="url(#${kind})" d="M${x} 0h30"/>` +
      `<text class="words" x="${x + 38}" y="4">${escaped(words)}</text>`;
    x += 38 + words.length * SMALL + 22;
    return part;
  });
  return { svg: parts.join(''), width: x };
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Light and dark. */
const COLOURS: Readonly<Record<LinkKind | 'po', readonly [string, string]>> = {
  rf: ['#0b8468', '#4fd1a5'],
  co: ['#2563eb', '#79a8ff'],
  fr: ['#b45f06', '#e8b05c'],
  order: ['#8b3fd6', '#c297ff'],
  po: ['#919ba6', '#66707b'],
};

function colours(shade: 0 | 1): string {
  const [ground, card, edge, ink, dim] = [
    ['#ffffff', '#f5f7fa', '#c8d0d9', '#1c2329', '#69737e'],
    ['#0d1117', '#1c232c', '#39434f', '#e8edf2', '#8d97a3'],
  ][shade]!;
  const kinds = ([...KINDS, 'po'] as const).map((kind) => {
    const colour = COLOURS[kind][shade];
    return `.link.${kind}{stroke:${colour}}.head.${kind},.label.${kind}{fill:${colour}}`;
  });
  return `.ground{fill:${ground}}.card{fill:${card};stroke:${edge}}text{fill:${ink}}.words,.effect,.barrier{fill:${dim}}.label{stroke:${ground}}${kinds.join('')}`;
}

const STYLE =
  'text{font:12px ui-monospace,SFMono-Regular,"DejaVu Sans Mono",Menlo,Consolas,monospace;white-space:pre}' +
  '.title{font-size:17px;font-weight:600}.words{font-size:11px}.process{font-size:14px;font-weight:600;text-anchor:middle}' +
  '.effect{text-anchor:end}.barrier{text-anchor:middle;font-style:italic}.link{fill:none;stroke-width:1.6}.po{stroke-width:1.2}' +
  '.label{font-size:11px;font-weight:600;stroke-width:4;stroke-linejoin:round;paint-order:stroke}.cycle .link{stroke-width:2.8}' +
  `.refused .rest{opacity:.4}${colours(0)}@media(prefers-color-scheme:dark){${colours(1)}}`;
