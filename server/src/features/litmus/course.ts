/**
 * What a function does with all that it calls: its flow with the flows of called functions in their places, as far as
 * these are known, and if need be inside the flow of a function that calls it.
 */
import type { FunctionRef, Snapshot } from '../../index/snapshot.ts';
import type { FileFacts, Site } from '../../model/facts.ts';
import type { Block, Flow, FlowEvent } from '../../model/flow.ts';
import { flowOf, type Place, placesIn } from '../../pairing/ways.ts';

/** One function on the way: the outermost one, or one that is called. */
export interface Frame extends FunctionRef {
  /** As the facts have it, without what is called. */
  readonly flow: Flow;
  /** The call that leads here. */
  readonly caller?: { readonly frame: Frame; readonly at: number };
}

export interface Course {
  /** Its events are copies: one that is run by two calls is there twice. */
  readonly flow: Flow;
  frameOf(event: FlowEvent): Frame;
  /** The function that a block's test is in. */
  frameOfBlock(block: number): Frame;
}

/** The course of a function. With `caller`, of that one, in which the first call of the function is what matters. */
export function courseOf(snapshot: Snapshot, ref: FunctionRef, caller?: FunctionRef): Course | undefined {
  const outer = caller ?? ref;
  const flow = knownFlow(outer);
  return flow && new Splicer(snapshot, caller && ref).course({ ...outer, flow });
}

/** The flow of a function, whosever business its order is. */
export function knownFlow({ facts, fn }: FunctionRef): Flow | undefined {
  const flow = flowOf(facts, fn);
  if (flow || !facts.around) return flow;
  let known = around.get(facts);
  if (!known) around.set(facts, (known = new Map(facts.around.map((one) => [one.fn, one]))));
  return known.get(fn);
}

/** The primitive that an event is. */
export function siteOf({ facts, flow }: Frame, event: FlowEvent): Site | undefined {
  return event.kind === 'site' ? (flow.sites ?? facts.sites)[event.site] : undefined;
}

/** The first event of a function that stands at an offset. */
export function placeIn(
  course: Course,
  { facts, fn }: FunctionRef,
  isIt: (event: FlowEvent) => boolean,
): Place | undefined {
  for (const [event, place] of placesIn(course.flow)) {
    if (!isIt(event)) continue;
    const frame = course.frameOf(event);
    if (frame.facts === facts && frame.fn === fn) return place;
  }
  return undefined;
}

/** Where an event stands, as people read it: the offsets of the calls that lead to it, and its own. */
export function pathTo(frame: Frame, at: number): readonly number[] {
  return frame.caller ? [...pathTo(frame.caller.frame, frame.caller.at), at] : [at];
}

/** Negative where one path is read before another. */
export function compare(one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    if (one[i] !== other[i]) return one[i]! - other[i]!;
  }
  return one.length - other.length;
}

const around = new WeakMap<FileFacts, Map<number, Flow>>();

/** What these do inside is no one's data. */
const LOCKS = /(?:^|_)(?:un|try)?lock(?:_|$)/;

/** Calls in calls; and how many events a called function may have, by how deep it is called. */
const MOST_CALLED: readonly number[] = [120, 40];

/** Events in all. */
const MOST_EVENTS = 1_500;

class Splicer {
  private readonly blocks: { events: FlowEvent[]; next: readonly number[]; test?: Block['test'] }[] = [];
  private readonly blockFrames: Frame[] = [];
  private readonly frames = new Map<FlowEvent, Frame>();
  private isFound = false;

  /** `inner` is looked into whatever its size is, but only once. */
  constructor(
    private readonly snapshot: Snapshot,
    private readonly inner: FunctionRef | undefined,
  ) {}

  course(outer: Frame): Course | undefined {
    this.splice(outer, 0);
    if (this.inner && !this.isFound) return undefined;
    const { blocks, frames, blockFrames } = this;
    return {
      flow: { fn: outer.fn, blocks: blocks as readonly Block[] },
      frameOf: (event) => frames.get(event)!,
      frameOfBlock: (block) => blockFrames[block]!,
    };
  }

  /** Adds a function's blocks; gives those that it ends with. */
  private splice(frame: Frame, depth: number): number[] {
    const starts = frame.flow.blocks.map(() => this.begin(frame));
    const ends: number[] = [];
    frame.flow.blocks.forEach(({ events, next, test }, index) => {
      let current = starts[index]!;
      for (const original of events) {
        const event = { ...original };
        this.frames.set(event, frame);
        this.blocks[current]!.events.push(event);
        const called = event.kind === 'call' ? this.called(frame, event.name, event.at, depth) : undefined;
        if (!called) continue;
        this.blocks[current]!.next = [this.blocks.length];
        const after = this.splice(called, depth + 1);
        current = this.begin(frame);
        for (const end of after) this.blocks[end]!.next = [current];
      }
      if (next.length === 0) ends.push(current);
      Object.assign(this.blocks[current]!, { next: next.map((one) => starts[one]!), ...(test && { test }) });
    });
    return ends;
  }

  private begin(frame: Frame): number {
    this.blockFrames.push(frame);
    return this.blocks.push({ events: [], next: [] }) - 1;
  }

  private called(frame: Frame, name: string, at: number, depth: number): Frame | undefined {
    const most = MOST_CALLED[depth];
    if (most === undefined || name.startsWith('->') || this.frames.size > MOST_EVENTS) return undefined;
    const ref = this.snapshot.callee(frame.facts, name);
    const flow = ref && knownFlow(ref);
    if (!flow || isCalling(frame, ref)) return undefined;
    if (this.inner && ref.facts === this.inner.facts && ref.fn === this.inner.fn) {
      if (this.isFound) return undefined;
      this.isFound = true;
    } else if (LOCKS.test(name) || sizeOf(flow) > most) return undefined;
    return { ...ref, flow, caller: { frame, at } };
  }
}

function isCalling(frame: Frame, { facts, fn }: FunctionRef): boolean {
  return (
    (frame.facts === facts && frame.fn === fn) ||
    (frame.caller !== undefined && isCalling(frame.caller.frame, { facts, fn }))
  );
}

function sizeOf({ blocks }: Flow): number {
  return blocks.reduce((sum, { events }) => sum + events.length, 0);
}
