/**
 * What would suffice as a change of the code: where one primitive takes the place of another one or of a plain access,
 * or one fence goes between two statements. Code that is written in any other way is left to people.
 */
import type { FileFacts } from '../../model/facts.ts';
import { codeIn } from '../comment-text.ts';
import type { PairTest } from '../litmus.ts';
import { commentLine } from '../statement.ts';
import type { Edit, View } from '../view.ts';
import type { Access } from './sides.ts';
import type { Sufficient } from './suffices.ts';

/** Undefined where the code is as strong as it needs to be, where more than one place would change, or it can't be told how. */
export function sufficientEdit(view: View, test: PairTest, { changes, isLess }: Sufficient): Edit | undefined {
  const [change] = changes;
  if (isLess || !change || changes.length > 1 || change.to === undefined) return undefined;
  const step = test.steps[change.process]!;
  if (change.what !== 'fence') return accessEdit(view, step[change.what], change.to);
  if (change.from === undefined) return insertedFence(view, step.first, step.second, change.to);
  const fence = step.fences.length === 1 ? step.fences[0]! : undefined;
  if (!fence || fence.site.primitive !== change.from) return undefined;
  const { at, primitive } = fence.site;
  return { facts: fence.facts, span: { start: at, end: at + primitive.length }, text: change.to };
}

function accessEdit(view: View, access: Access, to: string): Edit | undefined {
  const { text } = view.source(access.facts);
  const name = /^\w+/.exec(to)![0];
  return access.site ? swapped(text, access, name) : marked(text, access, name);
}

/** `READ_ONCE(x)` as `smp_load_acquire(&x)`, `WRITE_ONCE(x, v)` as `smp_store_release(&x, v)`; of an update the name alone. */
function swapped(text: string, { facts, site }: Access, name: string): Edit | undefined {
  const { at, end, primitive } = site!;
  if (text.slice(at, at + primitive.length) !== primitive) return undefined;
  const isKin = name.replace(ORDER, '') === primitive.replace(ORDER, '');
  if (isKin) return { facts, span: { start: at, end: at + primitive.length }, text: name };
  const takesPlace = /^(?:READ|WRITE)_ONCE$/.test(primitive);
  if (!takesPlace || !/^smp_(?:load_acquire|store_release)$/.test(name)) return undefined;
  const inside = /^\s*\(\s*(.*)\)$/s.exec(text.slice(at + primitive.length, end))?.[1];
  return inside === undefined ? undefined : { facts, span: { start: at, end }, text: `${name}(${addressOf(inside)})` };
}

const ORDER = /_(?:relaxed|acquire|release)$/;

/** A plain load of `x` as `READ_ONCE(x)`; a statement `x = v;` as `WRITE_ONCE(x, v);`. */
function marked(text: string, { facts, at, object, loads, stores }: Access, name: string): Edit | undefined {
  const end = at + object.text.length;
  if (text.slice(at, end) !== object.text || (loads && stores)) return undefined;
  const place = /^smp_/.test(name) ? addressOf(object.text) : object.text;
  if (loads) return { facts, span: { start: at, end }, text: `${name}(${place})` };
  const before = codeBefore(facts, text, at);
  const assigned = /^\s*=(?!=)\s*([^;{}]*?)\s*;/.exec(text.slice(end));
  if (!assigned || !/[;{})]$/.test(before) || /[^=!<>]=[^=]|\/\*/.test(assigned[1]!)) return undefined;
  const span = { start: at, end: end + assigned[0].length };
  return { facts, span, text: `${name}(${place}, ${assigned[1]});` };
}

function addressOf(place: string): string {
  return /^\*[\w>.-]+(?:,|$)/.test(place) ? place.slice(1) : `&${place}`;
}

/** A statement of its own before that of the second access. */
function insertedFence(view: View, first: Access, second: Access, fence: string): Edit | undefined {
  const { facts, fn, at } = second;
  if (first.facts !== facts || first.fn !== fn) return undefined;
  const { text } = view.source(facts);
  const line = commentLine(facts, text, at);
  if (line === undefined || line <= (first.site?.end ?? first.at) || isHeld(facts, text, line)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(line))![0];
  return { facts, span: { start: line, end: line }, text: `${indent}${fence}();\n` };
}

/**
 * Whether a statement before the line would take the place of the one there, part that one from its comment, or stand
 * among declarations.
 */
function isHeld(facts: FileFacts, text: string, line: number): boolean {
  const own = text.slice(line, text.indexOf('\n', line)).trim();
  const isDeclaration = /^(?!return\b)[A-Za-z_]\w*(?:\s+|\s*\*+\s*)[A-Za-z_][\w\s*]*(?:=(?!=)|;|,|\[)/.test(own);
  const isCommented = /\*\/$|\/\/[^\n]*$/.test(text.slice(0, line).trimEnd());
  return !/[;{}]$/.test(codeBefore(facts, text, line)) || isDeclaration || isCommented;
}

/** The code of the function as far as the offset, without comments; empty outside of functions and in macros. */
function codeBefore({ functions }: FileFacts, text: string, offset: number): string {
  const body = functions.find((fn) => !fn.macro && fn.body.start < offset && offset < fn.body.end)?.body;
  return body ? codeIn(text, { start: body.start, end: offset }).trimEnd() : '';
}
