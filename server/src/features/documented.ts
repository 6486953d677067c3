/**
 * The operation that a comment stands at while it is being typed: found in the text, since the facts are older, or are of
 * a text in which an open comment hides the code below it.
 */

import type { FileFacts, Site } from '../model/facts.ts';
import { lastName } from '../model/objects.ts';
import type { Kind } from '../model/primitive.ts';
import { isExplicit } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import { contains, type Span } from '../text/span.ts';
import { codeIn, lineStart } from './comment-text.ts';

export interface Documented {
  /** Null where the facts don't have it. */
  readonly site: Site | null;
  readonly kind: Kind;
  /** Last name of its object, or ''. */
  readonly object: string;
  /** Offset as the facts count. */
  readonly at: number;
  /** Index of the enclosing function as the facts have it, or -1. */
  readonly fn: number;
}

/** Lines between a comment and its operation. */
const MOST_LINES = 5;

/** The last operation before the comment on its line, else the first one below. `known` is the text of the facts. */
export function documentedBy(facts: FileFacts, known: string, text: string, comment: Span): Documented | null {
  const line = { start: lineStart(text, comment.start), end: comment.start };
  const below = { start: comment.end, end: endBelow(text, comment.end) };
  const call = callsIn(text, line).at(-1) ?? callsIn(text, below)[0];
  if (!call) return null;
  const at = placeIn(known, text, call.at);
  const site = facts.sites.find((one) => one.at === at && one.primitive === call.name) ?? null;
  const fn = site?.fn ?? facts.functions.findIndex(({ body }) => contains(body, at));
  const object = site ? lastName(site.object) : call.object;
  return { site, kind: linux.lookup(call.name)!.kind, object, at, fn };
}

/** As far as a comment reaches: some lines, and no further than its function. */
function endBelow(text: string, start: number): number {
  let end = start;
  for (let lines = 0; lines <= MOST_LINES; lines++) {
    const next = text.indexOf('\n', end + 1);
    if (next < 0) return text.length;
    if (text[next + 1] === '}') return next;
    end = next;
  }
  return end;
}

interface CallText {
  readonly name: string;
  readonly at: number;
  /** The first argument's last name. */
  readonly object: string;
}

/** The calls of what is written for ordering. */
function callsIn(text: string, span: Span): CallText[] {
  return [...codeIn(text, span).matchAll(/\b(\w+)\s*\(\s*(?:&\s*)?((?:[\w.>[\]]|-(?=>))*)/g)]
    .filter(([, name]) => isExplicit(name!) || /^(?:READ|WRITE)_ONCE$/.test(name!))
    .map(({ index, 1: name, 2: argument }) => ({
      name: name!,
      at: span.start + index,
      object: /([A-Za-z_]\w*)(?:\[[^\]]*\])*$/.exec(argument!)?.[1] ?? '',
    }));
}

/** Where an offset of `text` is in `known`, which differs in one stretch; of that stretch the beginning. */
function placeIn(known: string, text: string, offset: number): number {
  if (known === text) return offset;
  const shorter = Math.min(known.length, text.length);
  let before = 0;
  while (before < shorter && known[before] === text[before]) before++;
  let after = 0;
  while (after < shorter - before && known.at(-1 - after) === text.at(-1 - after)) after++;
  if (offset <= before) return offset;
  return offset >= text.length - after ? offset + known.length - text.length : before;
}
