/** Blocks in the making: they are begun, filled with the events of the code, and ended with the ways that lead on. */
import type { Condition, FlowEvent } from '../../model/flow.ts';
import type { Body } from '../../syntax/body.ts';
import { firstIndex } from '../../text/sorted.ts';
import type { Timed } from './events.ts';

export interface Draft {
  readonly events: FlowEvent[];
  next: number[];
  test?: Condition;
}

/** A block that is being filled; undefined where no way leads. */
export type Current = number | undefined;

/** A stretch of the body, from `start` up to `end`, in offsets. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Generated code beyond this many blocks is not for people. */
const MAX_BLOCKS = 4_000;
const MAX_DEPTH = 200;

export class Drafts {
  readonly blocks: Draft[] = [];
  /** The code can't be told, or there is too much of it: what is here is of no use. */
  garbled = false;
  private depth = 0;

  constructor(
    readonly body: Body,
    readonly events: readonly Timed[],
  ) {}

  begin(): number {
    if (this.blocks.length >= MAX_BLOCKS) this.garbled = true;
    return this.blocks.push({ events: [], next: [] }) - 1;
  }

  /** What `read` gives for something that stands inside of something else; undefined where that goes on for too long. */
  inside(read: () => Current): Current {
    if (this.depth > MAX_DEPTH) this.garbled = true;
    if (this.garbled) return undefined;
    this.depth++;
    const end = read();
    this.depth--;
    return end;
  }

  /** Ends a block with a way to `target`, or with the end of the function; gives the block after it, which is none. */
  jump(from: Current, target: number | undefined): undefined {
    if (from !== undefined && target !== undefined) this.blocks[from]!.next = [target];
    return undefined;
  }

  /** Adds the events of a piece of code to a block. */
  append({ start, end }: Stretch, to: Current): Current {
    if (to === undefined) return undefined;
    const { events } = this.blocks[to]!;
    for (let i = firstAt(this.events, start); i < this.events.length; i++) {
      const { order, event } = this.events[i]!;
      if (order >= end) break;
      events.push(event);
    }
    return to;
  }

  text({ start, end }: Stretch): string {
    return this.body.code.slice(start, end);
  }
}

/** Index of the first event at or after an offset. */
function firstAt(events: readonly Timed[], offset: number): number {
  return firstIndex(events, ({ order }) => order >= offset);
}
