/**
 * Where the boxes of a picture of pairs go. What lines connect is laid out by dagre, those who publish on the left and
 * those who observe on the right; these groups are then put in rows that fill a page.
 */
import { Graph, layout } from '@dagrejs/dagre';
import type { GraphEdge, GraphFunction, GraphSite, PairGraph } from '../../features/graph.ts';
import { isClear } from './curve.ts';
import { type Group, groupsOf } from './groups.ts';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Around the functions of a file that belong to a group. */
export interface Frame extends Rect {
  readonly file: string;
}

export interface Box extends Rect {
  readonly fn: GraphFunction;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly edge: GraphEdge;
  readonly from: GraphSite;
  readonly to: GraphSite | null;
  /** From the edge of the one box to that of the other; a line that goes past boxes has points in between. */
  readonly points: readonly Point[];
  /** Both ends are on the same side of their boxes, on which the line makes a bow. */
  readonly isBow: boolean;
}

/** Of the monospaced font that everything is written in, at 12 pixels. */
export const CHARACTER = 7.25;
export const HEADER = 28;
export const ROW = 21;
const TITLE = 24;
const PADDING = 12;
const FRAME = 14;
const GAP = { box: 24, column: 96, group: 26 };
const DANGLING = { width: 30, height: 20 };
const BOW = 60;

export function layOut(graph: PairGraph): Layout {
  return pack(groupsOf(graph).map(layOutGroup));
}

/** The middle of a site's row. */
export function rowOf(box: Box, site: GraphSite): number {
  return box.y + HEADER + (box.fn.sites.indexOf(site) + 0.5) * ROW;
}

function layOutGroup({ functions, edges }: Group): Layout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: GAP.box, ranksep: GAP.column });
  graph.setDefaultEdgeLabel(() => ({}));
  const nameOf = (fn: GraphFunction) => `f${functions.indexOf(fn)}`;
  const owner = new Map(functions.flatMap((fn) => fn.sites.map(({ id }) => [id, fn])));
  const add = (name: string, size: { readonly width: number; readonly height: number }, file: string) => {
    graph.setNode(name, { ...size });
    graph.setParent(name, `file ${file}`);
  };
  for (const { file } of functions) graph.setNode(`file ${file}`, {});
  for (const fn of functions) add(nameOf(fn), sizeOf(fn), fn.file);
  edges.forEach(({ from, to, words }, i) => {
    const fn = owner.get(from)!;
    const target = to === null ? `d${i}` : nameOf(owner.get(to)!);
    if (to === null) {
      add(target, { width: DANGLING.width + words.join(', ').length * CHARACTER, height: DANGLING.height }, fn.file);
    }
    // A line within a function is drawn beside it.
    if (target !== nameOf(fn)) graph.setEdge(nameOf(fn), target, {}, `e${i}`);
  });
  layout(graph);

  const rectOf = (name: string): Rect => {
    const { x, y, width, height } = graph.node(name) as Required<Rect>;
    return { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height };
  };
  const boxes = functions.map((fn): Box => ({ fn, ...rectOf(nameOf(fn)) }));
  const boxOf = (id: string) => boxes[functions.indexOf(owner.get(id)!)]!;
  const ends = edges.map(({ to }, i) => (to === null ? rectOf(`d${i}`) : undefined));
  const frames = [...new Set(functions.map(({ file }) => file))].map((file): Frame => {
    const loose = ends.filter((end, i) => end && boxOf(edges[i]!.from).fn.file === file) as Rect[];
    return { file, ...framed([...boxes.filter(({ fn }) => fn.file === file), ...loose]) };
  });
  const lines = edges.map((edge, i): Line => {
    const from = boxOf(edge.from);
    const site = from.fn.sites.find(({ id }) => id === edge.from)!;
    const start = { box: from, y: rowOf(from, site) };
    if (edge.to === null) {
      const end = ends[i]!;
      return { edge, from: site, to: null, ...route(start, { box: end, y: end.y + end.height / 2 }, [], []) };
    }
    const to = boxOf(edge.to);
    const other = to.fn.sites.find(({ id }) => id === edge.to)!;
    const laid = graph.edge({ v: nameOf(from.fn), w: nameOf(to.fn), name: `e${i}` }) as
      | { points?: Point[] }
      | undefined;
    return {
      edge,
      from: site,
      to: other,
      ...route(start, { box: to, y: rowOf(to, other) }, laid?.points ?? [], boxes),
    };
  });
  return shifted({ frames, boxes, lines });
}

interface End {
  readonly box: Rect;
  readonly y: number;
}

/** `laid` are the points of the layout, of which the first and the last are on the boxes; they go around `boxes`. */
function route(from: End, to: End, laid: readonly Point[], boxes: readonly Rect[]): Pick<Line, 'points' | 'isBow'> {
  const right = (end: End) => ({ x: end.box.x + end.box.width, y: end.y });
  const left = (end: End) => ({ x: end.box.x, y: end.y });
  const isForward = right(from).x < left(to).x;
  if (!isForward && right(to).x >= left(from).x) return { points: [right(from), right(to)], isBow: true };
  const [start, end] = isForward ? [right(from), left(to)] : [left(from), right(to)];
  const others = boxes.filter((box) => box !== from.box && box !== to.box);
  if (isClear([start, end], others)) return { points: [start, end], isBow: false };
  return {
    points: [start, ...laid.slice(1, -1).flatMap((point) => across(point, boxes, isForward)), end],
    isBow: false,
  };
}

/** A point beside the boxes of a column, as a stretch along all of the column's width. */
function across({ x, y }: Point, boxes: readonly Rect[], isForward: boolean): Point[] {
  const widths = boxes.filter((box) => Math.abs(box.x + box.width / 2 - x) < 2).map(({ width }) => width);
  const half = Math.round(Math.max(0, ...widths) / 2);
  const stretch = [Math.round(x) - half, Math.round(x) + half].map((at) => ({ x: at, y: Math.round(y) }));
  return half === 0 ? stretch.slice(1) : isForward ? stretch : stretch.reverse();
}

function sizeOf({ name, sites }: GraphFunction): { readonly width: number; readonly height: number } {
  const rows = sites.map(({ what, object, line }) => `${what} ${object}   ${line}`.length * CHARACTER + 16);
  const header = (name.length + 2) * CHARACTER * 1.09;
  const width = Math.ceil(Math.max(header, ...rows, 110)) + 2 * PADDING;
  return { width, height: HEADER + sites.length * ROW + 7 };
}

function bounds(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((one) => one.x));
  const y = Math.min(...rects.map((one) => one.y));
  const right = Math.max(...rects.map((one) => one.x + one.width));
  const bottom = Math.max(...rects.map((one) => one.y + one.height));
  return { x, y, width: right - x, height: bottom - y };
}

function framed(rects: readonly Rect[]): Rect {
  const { x, y, width, height } = bounds(rects);
  return { x: x - FRAME, y: y - TITLE - 4, width: width + 2 * FRAME, height: height + FRAME + TITLE + 4 };
}

/** From 0, 0 on. */
function shifted(parts: Pick<Layout, 'frames' | 'boxes' | 'lines'>): Layout {
  const paths = parts.lines.map(({ points, isBow }): Rect => {
    const { x, y, width, height } = bounds(points.map((point) => ({ ...point, width: 0, height: 0 })));
    return { x, y, width: width + (isBow ? BOW : 0), height };
  });
  const { x, y, width, height } = bounds([...parts.frames, ...paths]);
  return { width, height, ...moved(parts, -x, -y) };
}

function moved({ frames, boxes, lines }: Pick<Layout, 'frames' | 'boxes' | 'lines'>, dx: number, dy: number) {
  const move = <T extends Point>(one: T): T => ({ ...one, x: one.x + dx, y: one.y + dy });
  return {
    frames: frames.map(move),
    boxes: boxes.map(move),
    lines: lines.map((line) => ({ ...line, points: line.points.map(move) })),
  };
}

/** Rows of groups, the tallest first, about half as wide again as all of it is high. */
function pack(groups: readonly Layout[]): Layout {
  const area = groups.reduce((sum, { width, height }) => sum + (width + GAP.group) * (height + GAP.group), 0);
  const most = Math.max(...groups.map(({ width }) => width), Math.sqrt(area * 1.6));
  const order = groups.map((group, i) => ({ group, i })).sort((a, b) => b.group.height - a.group.height || a.i - b.i);
  const placed: Pick<Layout, 'frames' | 'boxes' | 'lines'>[] = [];
  let [x, y, row, width] = [0, 0, 0, 0];
  for (const { group } of order) {
    if (x > 0 && x + group.width > most) [x, y, row] = [0, y + row + GAP.group, 0];
    placed.push(moved(group, x, y));
    width = Math.max(width, x + group.width);
    row = Math.max(row, group.height);
    x += group.width + GAP.group;
  }
  return {
    width,
    height: y + row,
    frames: placed.flatMap(({ frames }) => frames),
    boxes: placed.flatMap(({ boxes }) => boxes),
    lines: placed.flatMap(({ lines }) => lines),
  };
}
