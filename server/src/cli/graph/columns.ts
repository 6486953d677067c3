/** Where the events of an execution are drawn: a column for each process, and a way for each link that crosses no box. */
import type { EventLink, EventNode, ExecutionGraph } from './execution.ts';
import { CHARACTER } from './layout.ts';

export interface EventBox {
  readonly node: EventNode;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Way {
  readonly link: EventLink;
  /** As in the `d` of a path. */
  readonly path: string;
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' };
}

export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** Middle of each column. */
  readonly middles: readonly number[];
  readonly boxes: readonly EventBox[];
  readonly ways: readonly Way[];
}

export const BOX = 34;
const STEP = 62;
const HEADING = 34;
const GAP = 150;
const LANE = 26;
/** Room at the far left and right, for links within a process. */
const BOW = 34;

export function drawColumns({ columns, links }: ExecutionGraph): Drawn {
  const widths = columns.map((nodes) => Math.max(90, ...nodes.map(widthOf)));
  const longest = Math.max(0, ...links.map(({ label }) => label.length)) * CHARACTER;
  const side = BOW + longest + 10;
  const boxes: EventBox[] = [];
  const middles: number[] = [];
  let x = side;
  columns.forEach((nodes, column) => {
    const width = widths[column]!;
    middles.push(x + width / 2);
    nodes.forEach((node, row) => {
      boxes.push({ node, column, x, y: HEADING + row * STEP, width });
    });
    x += width + GAP;
  });
  const bottom = Math.max(HEADING, ...boxes.map(({ y }) => y + BOX));
  const router = new Router(boxes, columns.length, bottom);
  const ways = links.map((link) => router.way(link));
  return { width: x - GAP + side, height: bottom + router.lanes * LANE, middles, boxes, ways };
}

function widthOf({ code, effect }: EventNode): number {
  return (code.length + (effect === '' ? 0 : effect.length + 3)) * CHARACTER + 24;
}

class Router {
  /** Links that have gone around below. */
  lanes = 0;
  private readonly byEvent: ReadonlyMap<number, EventBox>;
  private readonly used = new Map<string, number>();

  constructor(
    boxes: readonly EventBox[],
    private readonly columns: number,
    private readonly bottom: number,
  ) {
    this.byEvent = new Map(boxes.map((box) => [box.node.event, box]));
  }

  way(link: EventLink): Way {
    const [from, to] = [this.byEvent.get(link.from)!, this.byEvent.get(link.to)!];
    const apart = Math.abs(from.column - to.column);
    if (apart === 0) return this.bow(link, from, to);
    return apart === 1 ? this.across(link, from, to) : this.around(link, from, to);
  }

  /** Within a process: on the outer side, farther out the longer it is. */
  private bow(link: EventLink, from: EventBox, to: EventBox): Way {
    const isLeft = from.column === 0 && this.columns > 1;
    const sign = isLeft ? -1 : 1;
    const x = isLeft ? from.x : from.x + from.width;
    const [start, end] = [this.port(from, isLeft), this.port(to, isLeft)];
    const reach = x + sign * Math.min(BOW, 14 + Math.abs(end - start) / 7);
    const path = `M${x} ${start}C${reach} ${start} ${reach} ${end} ${x} ${end}`;
    const label = { x: reach, y: (start + end) / 2 + 4, anchor: isLeft ? ('end' as const) : ('start' as const) };
    return { link, path, label };
  }

  /** The label is nearer to where it comes from: in the middle, lines cross. */
  private across(link: EventLink, from: EventBox, to: EventBox): Way {
    const isLeft = to.column < from.column;
    const [x1, x2] = isLeft ? [from.x, to.x + to.width] : [from.x + from.width, to.x];
    const [y1, y2] = [this.port(from, isLeft), this.port(to, !isLeft)];
    const bend = (x2 - x1) * 0.45;
    const path = `M${x1} ${y1}C${round(x1 + bend)} ${y1} ${round(x2 - bend)} ${y2} ${x2} ${y2}`;
    const t = 0.3;
    const at = (a: number, b: number, c: number, d: number) =>
      (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
    const label = {
      x: round(at(x1, x1 + bend, x2 - bend, x2)),
      y: round(at(y1, y1, y2, y2) + 4),
      anchor: 'middle' as const,
    };
    return { link, path, label };
  }

  /** Past the columns in between, below all boxes. */
  private around(link: EventLink, from: EventBox, to: EventBox): Way {
    const isLeft = to.column < from.column;
    const sign = isLeft ? -1 : 1;
    const lane = this.bottom + ++this.lanes * LANE - 8;
    const [x1, x2] = isLeft ? [from.x, to.x + to.width] : [from.x + from.width, to.x];
    const [y1, y2] = [this.port(from, isLeft), this.port(to, !isLeft)];
    const [down, up] = [x1 + sign * (18 + 6 * this.lanes), x2 - sign * (18 + 6 * this.lanes)];
    const r = 10;
    const path =
      `M${x1} ${y1}H${down - sign * r}Q${down} ${y1} ${down} ${y1 + r}V${lane - r}Q${down} ${lane} ${down + sign * r} ${lane}` +
      `H${up - sign * r}Q${up} ${lane} ${up} ${lane - r}V${y2 + r}Q${up} ${y2} ${up + sign * r} ${y2}H${x2}`;
    return { link, path, label: { x: round((down + up) / 2), y: lane + 4, anchor: 'middle' } };
  }

  /** Each link has its own place on the side of a box. */
  private port(box: EventBox, isLeft: boolean): number {
    const key = `${box.node.event} ${isLeft}`;
    const count = this.used.get(key) ?? 0;
    this.used.set(key, count + 1);
    return box.y + BOX / 2 + [0, -8, 8, -4, 4, -12, 12][count % 7]!;
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
