/** Smooth lines, level at each of their points. */
import type { Point, Rect } from './layout.ts';

/** A cubic Bézier curve: both ends with their control points between them. */
export type Segment = readonly [start: Point, first: Point, second: Point, end: Point];

export function segments(points: readonly Point[]): Segment[] {
  return points.slice(1).map((end, i) => {
    const start = points[i]!;
    const pull = (end.x - start.x) * 0.45;
    return [start, { x: start.x + pull, y: start.y }, { x: end.x - pull, y: end.y }, end];
  });
}

/** Whether the line through the points stays away from the boxes. */
export function isClear(points: readonly Point[], boxes: readonly Rect[]): boolean {
  const samples = segments(points).flatMap((one) =>
    Array.from({ length: STEPS + 1 }, (_, i) => pointOn(one, i / STEPS)),
  );
  return !boxes.some(({ x, y, width, height }) =>
    samples.some(
      (at) => at.x > x - DISTANCE && at.x < x + width + DISTANCE && at.y > y - DISTANCE && at.y < y + height + DISTANCE,
    ),
  );
}

const STEPS = 40;
const DISTANCE = 5;

function pointOn([p0, p1, p2, p3]: Segment, t: number): Point {
  const u = 1 - t;
  const on = (axis: 'x' | 'y') =>
    u * u * u * p0[axis] + 3 * u * u * t * p1[axis] + 3 * u * t * t * p2[axis] + t * t * t * p3[axis];
  return { x: on('x'), y: on('y') };
}
