/** Which events of a flow take and drop locks, and where one is held. */
import type { FileFacts } from '../model/facts.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { eventAt, nearest, type Place, siteOf } from '../pairing/ways.ts';

export function lockEffect(facts: FileFacts, event: FlowEvent): 'take' | 'drop' | undefined {
  const kind = siteOf(facts, event)?.kind;
  if (kind === 'lock') return 'take';
  if (kind === 'unlock') return 'drop';
  return event.kind === 'call' ? event.lock : undefined;
}

/** Whether the last thing that was done to a lock is to take it, on some way at least, or the callers hold one. */
export function isHeldAt(facts: FileFacts, flow: Flow, place: Place): boolean {
  const { places, open } = nearest(flow, place, 'before', (event) => lockEffect(facts, event) !== undefined);
  return places.some((at) => lockEffect(facts, eventAt(flow, at)) === 'take') || (open && flow.entered === true);
}
