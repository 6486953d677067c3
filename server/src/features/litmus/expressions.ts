/**
 * What an expression of a called function is to the one that calls it: `b->value` where `b` is a parameter and `&x->box` the
 * argument is `x->box.value`. By text alone; undefined where it begins with something that the caller does not name.
 */
import type { View } from '../view.ts';
import type { Frame } from './course.ts';

/** The expression in the words of the outermost function. */
export function outward(view: View, frame: Frame, text: string): string | undefined {
  const { caller } = frame;
  if (!caller) return text;
  const [whole, stars, name, rest] = /^([*&(\s]*)([A-Za-z_]\w*)([\s\S]*)$/.exec(text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  const argument = argumentFor(view, frame, name);
  if (argument === undefined) return isParameterOrLocal(text) ? undefined : text;
  const inner =
    argument.startsWith('&') && rest!.startsWith('->')
      ? `${argument.slice(1).trim()}.${rest!.slice(2)}`
      : `${argument}${rest}`;
  return outward(view, caller.frame, `${stars}${inner}`);
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
