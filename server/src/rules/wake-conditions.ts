/** What a look for sleepers is about: whether it leads to a wake-up, and which store may be what they wait for. */
import type { FileFacts, Site } from '../model/facts.ts';
import type { Flow, FlowEvent } from '../model/flow.ts';
import { follow, type Place, siteOf } from '../pairing/ways.ts';

/** Tells of a store whether it may be the condition of those whom the `site` at a place looks for. */
export function conditionOf(facts: FileFacts, flow: Flow, site: Site, place: Place): (store: Place) => boolean {
  const asked = askedBehind(facts, flow, place);
  return (store) =>
    storedAt(facts, flow, store).some((stored) => {
      if (asked.length > 0 && !asked.some((text) => overlaps(text, stored))) return false;
      return isAboutQueue(site, stored);
    });
}

/** Whether a function does nothing but link something into a list, or take it out: plain stores, be it under a lock. */
export function isListOperation(name: string): boolean {
  return /^(?:__)?h?list_(?:add|del|move|splice|replace)\w*$|^(?:__)?skb_queue_(?:head|tail)$/.test(name);
}

/** The objects that are stored to: a list operation is given the addresses of its. */
export function storedAt(facts: FileFacts, flow: Flow, { block, index }: Place): string[] {
  const { events } = flow.blocks[block]!;
  const store = events[index]!;
  if (store.kind === 'access') return [store.object.text];
  if (store.kind !== 'call') return [siteOf(facts, store)?.object?.text ?? ''];
  const stored: string[] = [];
  for (let i = index - 1; i >= 0 && events[i]!.at > store.at; i--) {
    const event = events[i]!;
    if (event.kind === 'access' && event.mode === 'address') stored.unshift(event.object.text);
  }
  return stored;
}

/** Whether what is asked is whether there is somebody to be woken. */
export function wakesNext(facts: FileFacts, flow: Flow, place: Place): boolean {
  const { test, next } = flow.blocks[place.block]!;
  if (!test) return false;
  let wakes = false;
  for (const block of next) {
    let steps = 0;
    follow(flow, { block, index: -1 }, (event) => {
      wakes ||= isWake(facts, event);
      return !wakes && ++steps < 6;
    });
  }
  return wakes;
}

function isWake(facts: FileFacts, event: FlowEvent): boolean {
  return /wake|complete/.test(siteOf(facts, event)?.primitive ?? (event.kind === 'call' ? event.name : ''));
}

/** wake_up_var() and wake_up_bit() name the object of the condition; a wait queue is for what stands beside it. */
function isAboutQueue(site: Site, stored: string): boolean {
  const queue = site.object?.text ?? '';
  if (!/_active$/.test(site.primitive)) return stored === queue;
  const root = /^\w+/.exec(queue)?.[0] ?? '';
  const isGlobal = !/->|\./.test(queue);
  return isGlobal || new RegExp(`^\\W*${root}\\b`).test(stored);
}

/** Whether one of two objects is the other one, or a part of it. */
function overlaps(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (long.startsWith(short) && /^(?:\.|->|\[)/.test(long.slice(short.length)));
}

/**
 * The objects that are tested once there is a sleeper and before it is woken: they are what it waits for. Empty where it
 * is woken in any case, or where a function is asked.
 */
function askedBehind(facts: FileFacts, flow: Flow, { block }: Place): string[] {
  const { test, next } = flow.blocks[block]!;
  const asked: string[] = [];
  if (!test || next.length !== 2) return asked;
  follow(flow, { block: next[0]!, index: -1 }, (event, at) => {
    if (isWake(facts, event)) return false;
    const condition = flow.blocks[at.block]!.test;
    const object = event.kind === 'access' ? event.object : siteOf(facts, event)?.object;
    if (object && condition && condition.start <= event.at && event.at < condition.end) asked.push(object.text);
    return asked.length < MOST_ASKED;
  });
  return asked;
}

/** Conditions are short; what is far behind is about something else. */
const MOST_ASKED = 8;
