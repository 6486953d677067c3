/**
 * What becomes of a loaded value in its function: around the load itself, and through the local variables that it is
 * kept in, each until it is assigned anew.
 */
import type { ValueUse } from '../model/facts.ts';
import type { Body, Path } from '../syntax/body.ts';
import type { Span } from '../text/span.ts';
import { consume } from './consume.ts';
import { reach } from './reach.ts';

/**
 * The use of the value of the expression at `load`, which must be one construct of the body: a call, or an lvalue
 * that is read. Undefined when it stands in code that the grammar rejects. What can't be read further on counts as
 * an escape, so that no absence is claimed that wasn't seen.
 */
export function followValue(body: Body, load: Span, isLocal: (name: string) => boolean): ValueUse | undefined {
  const path = expressionAt(body, load);
  if (!path) return undefined;
  let dereferenceAt = Number.POSITIVE_INFINITY;
  let tested = false;
  let escapes = false;
  let valueEscapes = false;
  let garbled = false;
  const pending: Kept[] = [];
  const seen = new Set<string>();
  const consumer = {
    dereferenced: (at: number) => {
      dereferenceAt = Math.min(dereferenceAt, at);
    },
    tested: () => {
      tested = true;
    },
    escaped: (carries: boolean) => {
      escapes = true;
      valueEscapes ||= carries;
    },
    garbled: () => {
      garbled = true;
    },
    kept: (name: string, at: number, depends: boolean) => {
      if (!isLocal(name)) consumer.escaped(depends);
      else if (!seen.has(`${name} ${at}`)) {
        seen.add(`${name} ${at}`);
        pending.push({ name, at, depends });
      }
    },
  };
  consume(body.code, path, true, consumer);
  if (garbled) return undefined;
  for (let kept = pending.shift(); kept && seen.size <= MAX_KEPT; kept = pending.shift()) {
    for (const use of reach(body, kept.name, kept.at)) consume(body.code, use, kept.depends, consumer);
  }
  if (garbled || seen.size > MAX_KEPT) consumer.escaped(true);
  const dereferenced = Number.isFinite(dereferenceAt);
  const asOutcome = escapes && !valueEscapes ? ({ asOutcome: true } as const) : {};
  return { dereferenced, tested, escapes, ...asOutcome, ...(dereferenced && { dereferenceAt }) };
}

/** A variable that holds the value from `at` on. */
interface Kept {
  readonly name: string;
  readonly at: number;
  readonly depends: boolean;
}

/** More copies than this are a state machine's; by then enough is known. */
const MAX_KEPT = 12;

/** The path to the expression that fills `load`, or undefined when no expression does. */
function expressionAt(body: Body, load: Span): Path | undefined {
  const path = body.path(load);
  const last = path.at(-1);
  if (last?.start !== load.start || last.end !== load.end || last.type === 'type_identifier') return undefined;
  // A chain of only children fills the same span; the outermost of them is what its surroundings deal with.
  let index = path.length - 1;
  while (index > 0 && path[index - 1]!.start === load.start && path[index - 1]!.end === load.end) index--;
  return path.slice(0, index + 1);
}
