/**
 * Questions about the ways through a function: what may be run after a place, what is certainly run before it, what
 * stands next to it. Every event is visited once, so each question takes time linear in the function.
 */
import type { FileFacts, Site } from '../model/facts.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';

/** Where an event is in its flow. */
export interface Place {
  readonly block: number;
  /** Index into the block's events. */
  readonly index: number;
}

/** Looks at an event; false ends this way there. */
export type Visit = (event: FlowEvent, place: Place) => boolean;

/** What a look around from a place finds: the first wanted events on each way. */
export interface Nearest {
  readonly places: readonly Place[];
  /** Some way leads out of the function without coming to one. */
  readonly open: boolean;
}

/** The flow of a function, where it has one. */
export function flowOf(facts: FileFacts, fn: number): Flow | undefined {
  let known = flowsByFunction.get(facts);
  if (!known) flowsByFunction.set(facts, (known = new Map(facts.flows?.map((flow) => [flow.fn, flow]))));
  return known.get(fn);
}

/** Where a site (index into the facts' sites) is; undefined in code that is never run. */
export function placeOf(flow: Flow, site: number): Place | undefined {
  return placeWhere(flow, (event) => event.kind === 'site' && event.site === site);
}

/** The first event with a property, in order of blocks. */
export function placeWhere(flow: Flow, isWanted: (event: FlowEvent) => boolean): Place | undefined {
  for (let block = 0; block < flow.blocks.length; block++) {
    const index = flow.blocks[block]!.events.findIndex(isWanted);
    if (index >= 0) return { block, index };
  }
  return undefined;
}

export function eventAt(flow: Flow, { block, index }: Place): FlowEvent {
  return flow.blocks[block]!.events[index]!;
}

/** The primitive that an event is. */
export function siteOf(facts: FileFacts, event: FlowEvent): Site | undefined {
  return event.kind === 'site' ? facts.sites[event.site] : undefined;
}

/** All events with their places, block by block. */
export function* placesIn(flow: Flow): Iterable<readonly [FlowEvent, Place]> {
  for (let block = 0; block < flow.blocks.length; block++) {
    const { events } = flow.blocks[block]!;
    for (let index = 0; index < events.length; index++) yield [events[index]!, { block, index }];
  }
}

/** Visits what may be run after a place; tells whether a way that no visit ended leads to the end of the function. */
export function follow(flow: Flow, from: Place, visit: Visit): boolean {
  return walk(
    flow,
    from,
    visit,
    1,
    (block) => flow.blocks[block]!.next,
    (block) => flow.blocks[block]!.next.length === 0,
  );
}

/** Visits what may have been run before a place, backwards; tells whether such a way leads to the beginning. */
export function trace(flow: Flow, from: Place, visit: Visit): boolean {
  const before = predecessors(flow);
  return walk(
    flow,
    from,
    visit,
    -1,
    (block) => before[block]!,
    (block) => block === 0,
  );
}

/** The nearest events with a property after or before a place, one or none on each way. */
export function nearest(
  flow: Flow,
  from: Place,
  direction: 'after' | 'before',
  isWanted: (event: FlowEvent, place: Place) => boolean,
): Nearest {
  const places: Place[] = [];
  const open = (direction === 'after' ? follow : trace)(flow, from, (event, place) => {
    if (!isWanted(event, place)) return true;
    places.push(place);
    return false;
  });
  return { places, open };
}

/** Whether every way from `from` to `to` comes by an event with a property. True when no way leads there. */
export function isOnEveryWay(
  flow: Flow,
  from: Place,
  to: Place,
  isWanted: (event: FlowEvent, place: Place) => boolean,
): boolean {
  let reached = false;
  follow(flow, from, (event, place) => {
    if (place.block === to.block && place.index === to.index) {
      reached = true;
      return false;
    }
    return !isWanted(event, place);
  });
  return !reached;
}

/** Whether what is at `to` may be run after what is at `from`. */
export function reaches(flow: Flow, from: Place, to: Place): boolean {
  return !isOnEveryWay(flow, from, to, () => false);
}

/** Whether an event with a property is run before a place on every way from the beginning. */
export function isAlwaysBefore(
  flow: Flow,
  place: Place,
  isWanted: (event: FlowEvent, place: Place) => boolean,
): boolean {
  return !nearest(flow, place, 'before', isWanted).open;
}

/** Whether what is at `first` is run on every way that leads to `place`. */
export function dominates(flow: Flow, first: Place, place: Place): boolean {
  return isAlwaysBefore(flow, place, (_, at) => at.block === first.block && at.index === first.index);
}

function walk(
  flow: Flow,
  from: Place,
  visit: Visit,
  step: 1 | -1,
  around: (block: number) => readonly number[],
  leaves: (block: number) => boolean,
): boolean {
  const seen = new Set<number>();
  const pending: number[] = [];
  let open = false;
  const run = (block: number, start: number) => {
    const { events } = flow.blocks[block]!;
    for (let index = start; index >= 0 && index < events.length; index += step) {
      if (!visit(events[index]!, { block, index })) return;
    }
    if (leaves(block)) open = true;
    pending.push(...around(block));
  };
  run(from.block, from.index + step);
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    if (seen.has(block)) continue;
    seen.add(block);
    run(block, step === 1 ? 0 : flow.blocks[block]!.events.length - 1);
  }
  return open;
}

function predecessors(flow: Flow): readonly (readonly number[])[] {
  let known = predecessorsOf.get(flow);
  if (!known) {
    const made: number[][] = flow.blocks.map(() => []);
    flow.blocks.forEach(({ next }, block) => {
      for (const one of next) made[one]!.push(block);
    });
    predecessorsOf.set(flow, (known = made));
  }
  return known;
}

/** Facts never change, so what is made of them is made once. */
const flowsByFunction = new WeakMap<FileFacts, Map<number, Flow>>();
const predecessorsOf = new WeakMap<Flow, readonly (readonly number[])[]>();
