/** What the second access of a side owes to the value that the first one has loaded. */
import type { FlowEvent } from '../../model/flow.ts';
import { placesIn } from '../../pairing/ways.ts';
import type { View } from '../view.ts';
import type { Course, Frame } from './course.ts';
import type { Access, Side } from './sides.ts';

/** That the second access is run only after a test of what the first one has loaded. */
export interface Guard {
  /** What the loaded value is there: not zero or zero; undefined where the test is about more than that. */
  readonly isSet: boolean | undefined;
}

export function guardOf(view: View, { course }: Side, first: Access, second: Access): Guard | undefined {
  const { spot } = first;
  if (!course || !spot || !second.spot) return first.site?.use?.tested ? { isSet: undefined } : undefined;
  const { flow } = course;
  const to = second.spot.place.block;
  const known = carriers(view, course, first);
  for (let block = 0; block < flow.blocks.length; block++) {
    const { test, next } = flow.blocks[block]!;
    if (!test || next.length !== 2 || next[0] === next[1]) continue;
    const carrier = known.find(({ frame }) => frame === course.frameOfBlock(block));
    if (!carrier) continue;
    const text = view.source(carrier.frame.facts).text.slice(test.start, test.end);
    const isInside = test.start <= carrier.at && carrier.at < test.end;
    if (!isInside && !namesIn(text).some((name) => carrier.names.has(name))) continue;
    const [isTrue, isFalse] = next.map((way) => canReach(course, way, to, block));
    if (isTrue && isFalse) continue;
    // Other words around it, such as a comparison or the name of what is called, may turn the meaning.
    const isWhole = isInside
      ? carrier.frame === spot.frame && test.start === carrier.at && test.end === first.site?.end
      : /^\w+$/.test(text.trim());
    return { isSet: isWhole ? isTrue : undefined };
  }
  return undefined;
}

/** Whether the address of the second access is made of what the first one has loaded. */
export function isReachedThrough(view: View, { course }: Side, first: Access, second: Access): boolean {
  const { text } = second.object;
  const isSameFrame = first.spot?.frame === second.spot?.frame;
  const at = text.indexOf(first.object.text);
  if (isSameFrame && at >= 0 && /^\)*\s*(?:->|\[)/.test(text.slice(at + first.object.text.length))) return true;
  const root = /^[(*&\s]*(\w+)/.exec(text)?.[1];
  return course !== undefined && root !== undefined && namesOf(view, course, first, second).has(root);
}

/** Whether the second access is to an element whose index is made of what the first one has loaded. */
export function isIndexedBy(view: View, { course }: Side, first: Access, second: Access): boolean {
  const index = /\[([^\]]*)\]/.exec(second.object.text)?.[1];
  if (!course || index === undefined) return false;
  const names = namesOf(view, course, first, second);
  return index.includes(first.object.text) || namesIn(index).some((name) => names.has(name));
}

/** In one function on the way: where the value comes from there, and the local variables that get it. */
interface Carrier {
  readonly frame: Frame;
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

function namesOf(view: View, course: Course, first: Access, second: Access): ReadonlySet<string> {
  return carriers(view, course, first).find(({ frame }) => frame === second.spot?.frame)?.names ?? new Set();
}

/** The function that loads, and those to which the value is returned. */
function carriers(view: View, course: Course, { spot, site, at }: Access): Carrier[] {
  if (!spot) return [];
  const found: Carrier[] = [];
  const names = new Set<string>();
  for (const [event] of placesIn(course.flow)) {
    if (site && isAssigned(course, event, spot.frame, at)) names.add(event.name);
  }
  found.push({ frame: spot.frame, at, names });
  for (let frame = spot.frame; frame.caller && returns(view, found.at(-1)!); frame = frame.caller.frame) {
    const { frame: outer, at: call } = frame.caller;
    const assigned = ASSIGNED.exec(statementBefore(view, outer, call))?.[1];
    found.push({ frame: outer, at: call, names: new Set(assigned === undefined ? [] : [assigned]) });
  }
  return found;
}

function isAssigned(
  { frameOf }: Course,
  event: FlowEvent,
  frame: Frame,
  at: number,
): event is FlowEvent & { readonly kind: 'assign' } {
  if (event.kind !== 'assign' || event.site === undefined || frameOf(event) !== frame) return false;
  return (frame.flow.sites ?? frame.facts.sites)[event.site]!.at === at;
}

/** Whether a function gives its caller what it has loaded, or the outcome of a test of it. */
function returns(view: View, { frame, at, names }: Carrier): boolean {
  if (/\breturn\b/.test(statementBefore(view, frame, at))) return true;
  const { body } = frame.facts.functions[frame.fn]!;
  const rest = view.source(frame.facts).text.slice(at, body.end);
  const values = [...rest.matchAll(/\breturn\b\s*([^;]*);/g)].map(([, value]) => value!);
  return values.some(
    (value) => namesIn(value).some((name) => names.has(name)) || /^(?:true|false|[01]|-E[A-Z]+)$/.test(value),
  );
}

/** `x = (cast)!` before a call. */
const ASSIGNED = /(\w+)\s*=\s*[(!\s]*(?:\([^()]*\)\s*)?(?:(?:un)?likely\s*\(\s*)?$/;

function statementBefore(view: View, { facts, fn }: Frame, at: number): string {
  const { text } = view.source(facts);
  const start = Math.max(
    facts.functions[fn]!.body.start,
    text.lastIndexOf(';', at),
    text.lastIndexOf('{', at),
    text.lastIndexOf('}', at),
  );
  return text.slice(start, at);
}

function namesIn(text: string): string[] {
  return text.match(/(?<![.>\w])[A-Za-z_]\w*/g) ?? [];
}

/** Whether a way leads from one block to another, around a third one. */
export function canReach({ flow }: Course, from: number, to: number, without = -1): boolean {
  const seen = new Set([without]);
  const pending = [from];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    if (block === to) return true;
    if (seen.has(block)) continue;
    seen.add(block);
    pending.push(...flow.blocks[block]!.next);
  }
  return false;
}
