/** The lines of the diagram as SVG, from where the boxes are. */
import type { GraphEdge } from '../../../../server/src/lsp/messages.ts';

/** In pixels, from the diagram's upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly column: 'stores' | 'loads';
}

/** What is inside of the `svg`. Numbers at the lines are those of the list of pairs; edges whose boxes aren't there have none. */
export function linesSvg(edges: readonly GraphEdge[], boxes: ReadonlyMap<string, Box>): string {
  const ports = new Ports(edges, boxes);
  return edges
    .map((edge, i) => {
      const from = boxes.get(edge.from);
      const to = edge.to === null ? null : boxes.get(edge.to);
      if (!from || to === undefined) return '';
      const { path, x, y } = to ? wayBetween(ports, edge, from, to) : wayToNowhere(ports, edge, from);
      const ends = ` data-from="${edge.from}"${edge.to === null ? '' : ` data-to="${edge.to}"`}`;
      return (
        `<g class="edge"${ends}><path class="line ${edge.tie}" d="${path}"/>` +
        `<circle class="number" cx="${round(x)}" cy="${round(y)}" r="9"/>` +
        `<text class="number" x="${round(x)}" y="${round(y + 4)}" text-anchor="middle">${i + 1}</text></g>`
      );
    })
    .join('');
}

interface Way {
  /** As in the `d` of a path. */
  readonly path: string;
  /** Where its number is. */
  readonly x: number;
  readonly y: number;
}

/** Across, from column to column; or, within one, in a bow through the gap between the columns. */
function wayBetween(ports: Ports, edge: GraphEdge, from: Box, to: Box): Way {
  const [x1, y1] = [inner(from), ports.at(edge.from, edge)];
  const [x2, y2] = [inner(to), ports.at(edge.to!, edge)];
  if (from.column === to.column) {
    const reach = x1 + (from.column === 'stores' ? 1 : -1) * Math.min(60, 24 + Math.abs(y2 - y1) / 6);
    const path = `M${round(x1)} ${round(y1)}C${round(reach)} ${round(y1)} ${round(reach)} ${round(y2)} ${round(x2)} ${round(y2)}`;
    return { path, x: x1 + (reach - x1) * 0.75, y: (y1 + y2) / 2 };
  }
  const bend = (x2 - x1) * 0.4;
  const path = `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
  // Nearer to where it begins: in the middle, lines cross. And not one number upon the other.
  const t = 0.16 + 0.12 * (ports.index(edge.from, edge) % 3);
  return { path, ...pointAt(t, [x1, x1 + bend, x2 - bend, x2], [y1, y1, y2, y2]) };
}

/** A short one with a cross at its end. */
function wayToNowhere(ports: Ports, edge: GraphEdge, from: Box): Way {
  const [x, y] = [inner(from), ports.at(edge.from, edge)];
  const end = x + (from.column === 'stores' ? 44 : -44);
  const path = `M${round(x)} ${round(y)}H${round(end)}m-5 -5l10 10m0 -10l-10 10`;
  return { path, x: (x + end) / 2, y };
}

/** The side of a box that the other column is on. */
function inner({ x, width, column }: Box): number {
  return column === 'stores' ? x + width : x;
}

/** Each line has its own place on the side of a box, in the order in which their other ends are: so fewer of them cross. */
class Ports {
  private readonly lines = new Map<string, GraphEdge[]>();

  constructor(
    edges: readonly GraphEdge[],
    private readonly boxes: ReadonlyMap<string, Box>,
  ) {
    for (const edge of edges) {
      for (const id of edge.to === null ? [edge.from] : [edge.from, edge.to]) {
        this.lines.set(id, [...(this.lines.get(id) ?? []), edge]);
      }
    }
    for (const [id, own] of this.lines) own.sort((a, b) => this.height(id, a) - this.height(id, b));
  }

  /** Which of the places of a box it is, counted from 0. */
  index(id: string, edge: GraphEdge): number {
    return this.lines.get(id)!.indexOf(edge);
  }

  at(id: string, edge: GraphEdge): number {
    const { y, height } = this.boxes.get(id)!;
    return y + (height * (this.index(id, edge) + 1)) / (this.lines.get(id)!.length + 1);
  }

  /** Of the other end. */
  private height(id: string, { from, to }: GraphEdge): number {
    const other = this.boxes.get(from === id ? (to ?? from) : from);
    return other ? other.y + other.height / 2 : 0;
  }
}

/** Of a cubic curve. */
function pointAt(t: number, xs: readonly number[], ys: readonly number[]): { readonly x: number; readonly y: number } {
  const u = 1 - t;
  const at = ([a, b, c, d]: readonly number[]) =>
    u * u * u * a! + 3 * u * u * t * b! + 3 * u * t * t * c! + t * t * t * d!;
  return { x: at(xs), y: at(ys) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
