/**
 * Where the value that a variable holds at some place may still be seen: its occurrences in the order in which they
 * are run, once round each loop, without the other arms of conditionals and without what comes after a return.
 */

import type { Body, Occurrence, Path, Step } from '../syntax/body.ts';
import type { Span } from '../text/span.ts';
import { armsAround, assignmentOf, isLoop } from './constructs.ts';

/** Paths of the reads of `name` that may see the value given to it by the assignment that ends at `from`. */
export function reach(body: Body, name: string, from: number): readonly Path[] {
  const origin = body.path({ start: from - 1, end: from });
  const uses = body.occurrences(name).map((occurrence) => useOf(body.code, occurrence));
  uses.sort((a, b) => a.order - b.order);
  const start = orderOf(origin, from);
  const { end, skipped } = exits(body, origin);
  const found: Path[] = [];
  /** Collects between two places in the order, and says where the variable is certainly overwritten. */
  const collect = (low: number, high: number, loop?: Step): number => {
    const gone = [...skipped];
    for (const use of uses) {
      if (use.order <= low || use.order >= high) continue;
      if (loop && isInitializer(use.path, loop)) continue;
      if (gone.some((range) => range.start <= use.order && use.order < range.end)) continue;
      if (!use.overwrites) found.push(use.path);
      else {
        const arm = armsAround(use.path)[0]?.arm;
        if (!arm || (arm.start <= from && from <= arm.end)) return use.order;
        gone.push({ start: use.order, end: arm.end });
      }
    }
    return high;
  };
  let until = collect(start, end);
  for (let i = origin.length - 1; i >= 0; i--) {
    const loop = origin[i]!;
    if (!isLoop(loop) || isInitializer(origin, loop)) continue;
    if (until < loop.end) break;
    if (collect(loop.start, start, loop) < start) until = loop.start;
  }
  return found;
}

interface Use {
  readonly path: Path;
  /** When it is run, relative to others: its offset, but for assignments their end, and updates come after bodies. */
  readonly order: number;
  readonly overwrites: boolean;
}

function useOf(code: string, { start, path }: Occurrence): Use {
  const assignment = assignmentOf(code, path);
  return { path, order: orderOf(path, assignment?.end ?? start), overwrites: assignment !== undefined };
}

function orderOf(path: Path, offset: number): number {
  for (let i = 1; i < path.length; i++) {
    const loop = path[i - 1]!;
    if (loop.type === 'for_statement' && path[i]!.field === 'update') {
      return loop.end - 1 + (offset - loop.start) / (loop.end - loop.start + 1);
    }
  }
  return offset;
}

function isInitializer(path: Path, loop: Step): boolean {
  const index = path.findIndex((step) => step.type === loop.type && step.start === loop.start && step.end === loop.end);
  return path[index + 1]?.field === 'initializer';
}

/**
 * What is not run after the code at the end of `origin`: the other arms, and what a jump at an arm's end leaves out.
 * `end` is where a return ends it all.
 */
function exits(body: Body, origin: Path): { end: number; skipped: Span[] } {
  const skipped: Span[] = [];
  for (const { arm, around, index } of armsAround(origin)) {
    if (arm.field === 'consequence') skipped.push({ start: arm.end, end: around.end });
    const jump = jumpAtEnd(body.code, arm);
    if (jump === undefined) continue;
    if (jump === 'return') return { end: arm.end, skipped };
    const isLocal = jump === 'break' || jump === 'continue';
    const target = isLocal ? leftBy(jump, origin, index) : labelAfter(body, jump, arm.end);
    if (target !== undefined) skipped.push({ start: arm.end, end: target });
  }
  return { end: Number.POSITIVE_INFINITY, skipped };
}

/** The jump that an arm certainly ends with: `return`, `break`, `continue`, or the label of a goto. */
function jumpAtEnd(code: string, arm: Span): string | undefined {
  const tail = code.slice(Math.max(arm.start, arm.end - 200), arm.end);
  const match = /(?:^|[;{}:])\s*(?:(return)\b[^;{}]*|(break|continue)\s*|goto\s+(\w+)\s*);\s*\}?$/.exec(tail);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** Where the loop or switch ends that the jump leaves or starts over. */
function leftBy(jump: string, path: Path, index: number): number | undefined {
  for (let i = index; i >= 0; i--) {
    const step = path[i]!;
    if (isLoop(step) || (jump === 'break' && step.type === 'switch_statement')) return step.end;
  }
  return undefined;
}

function labelAfter({ code, span }: Body, label: string, from: number): number | undefined {
  const found = new RegExp(`[;{}:]\\s*${label}\\s*:`, 'g');
  found.lastIndex = from - 1;
  const match = found.exec(code);
  return match && match.index < span.end ? match.index + match[0].length : undefined;
}
