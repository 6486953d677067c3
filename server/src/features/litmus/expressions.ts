/**
 * What an expression of a called function is to the one that calls it: `b->value` where `b` is a parameter and `&x->box` the
 * argument is `x->box.value`. By text alone; undefined where it begins with something that the caller does not name.
 */
import type { View } from '../view.ts';
import type { Frame } from './course.ts';

/** The expression in the words of the outermost function. */
export function outward(view: View, frame: Frame, text: string): string | undefined {
  const { caller } = frame;
  const [whole, stars, name, rest] = /^([*&(\s]*)([A-Za-z_]\w*)([\s\S]*)$/.exec(text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  const argument = caller && argumentFor(view, frame, name);
  const known = argument ?? initialOf(view, frame, name);
  if (known === undefined) return caller && isParameterOrLocal(text) ? undefined : text;
  const inner =
    known.startsWith('&') && rest!.startsWith('->') ? `${known.slice(1).trim()}.${rest!.slice(2)}` : `${known}${rest}`;
  const outer = argument === undefined ? frame : caller!.frame;
  return argument === undefined && `${stars}${inner}` === text ? text : outward(view, outer, `${stars}${inner}`);
}

/** Whether what is accessed is a local variable of a caller, which was given its address: a copy that no one else sees. */
export function isCopyOfCaller(view: View, frame: Frame, text: string): boolean {
  const { caller } = frame;
  const name = /^[*&(\s]*([A-Za-z_]\w*)/.exec(text)?.[1];
  const argument = caller && name !== undefined ? argumentFor(view, frame, name) : undefined;
  if (!caller || argument === undefined) return false;
  const variable = /^&\s*(\w+)$/.exec(argument)?.[1];
  if (variable === undefined) return isCopyOfCaller(view, caller.frame, argument);
  const { facts, fn } = caller.frame;
  const { body } = facts.functions[fn]!;
  const code = view.source(facts).text.slice(body.start, body.end);
  return new RegExp(`(?:^|[;{}])\\s*(?:struct|union)\\s+\\w+\\s+${variable}\\s*[;=,]`, 'm').test(code);
}

/** What a variable is set to, where that is once in its function: `kvm = vcpu->kvm`. */
function initialOf(view: View, { facts, fn }: Frame, name: string): string | undefined {
  const { body } = facts.functions[fn]!;
  const text = view.source(facts).text.slice(body.start, body.end);
  const values = [...text.matchAll(new RegExp(`(?<![.>\\w])${name}\\s*(?:[-+|&]?=(?!=)|\\+\\+|--)\\s*([^;,]*)`, 'g'))];
  const value = values.length === 1 ? values[0]![1]!.trim() : undefined;
  return value !== undefined && /^&?\w+(?:(?:->|\.)\w+)+$/.test(value) && !new RegExp(`^&?${name}\\b`).test(value)
    ? value
    : undefined;
}

/** The argument of the call that leads to `frame` for one of its parameters. */
function argumentFor(view: View, { facts, fn, caller }: Frame, name: string): string | undefined {
  const { at, body } = facts.functions[fn]!;
  const parameters = listAt(view.source(facts).text, at, body.start);
  const index = parameters.findIndex((one) => new RegExp(`\\b${name}\\s*(?:\\[[^\\]]*\\])*$`).test(one));
  if (index < 0) return undefined;
  const argument = listAt(view.source(caller!.frame.facts).text, caller!.at, caller!.at + LONGEST_CALL)[index];
  return argument !== undefined && /^&?\s*\w[\w\s.>[\]-]*$/.test(argument) ? argument : undefined;
}

const LONGEST_CALL = 600;

/** The parts, at its commas, of the first parenthesis after an offset. */
function listAt(text: string, from: number, limit: number): string[] {
  const open = text.indexOf('(', from);
  const parts: string[] = [];
  if (open < 0 || open >= limit) return parts;
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < limit; at++) {
    const char = text[at]!;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    if (depth === 0 || (depth === 1 && char === ',')) {
      parts.push(text.slice(start, at).replace(/\s+/g, ' ').trim());
      start = at + 1;
    }
    if (depth === 0) break;
  }
  return parts;
}

/** Members are reached from a local variable or a parameter; a bare name is a global's. */
function isParameterOrLocal(text: string): boolean {
  return /->|^\*/.test(text);
}
