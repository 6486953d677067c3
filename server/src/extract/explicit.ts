/**
 * Calls of explicit primitives, looks for sleepers, and sleeps on variables, anywhere in a file: what makes a function
 * worth reading in full.
 * This is the one pass over all code of every candidate file, so it looks at as little as it can.
 */
import type { Vocabulary } from '../model/primitive.ts';
import { explicit, isExplicitKind, keyedSleeps, sleeperChecks } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import { namesOf } from '../primitives/vocabulary.ts';
import { type CallSpan, eachCall } from './calls.ts';

/** Calls `visit` for each call of an explicit primitive of the vocabulary, in order of position. */
export function eachExplicit(code: string, vocabulary: Vocabulary, visit: (call: CallSpan) => void): void {
  const { names, endings } = explicitNames(vocabulary);
  const worth = (last: number, lastButOne: number) => endings.has((lastButOne << 8) | last);
  eachCall(code, { start: 0, end: code.length }, (call) => names.has(call.name) && visit(call), worth);
}

interface ExplicitNames {
  readonly names: ReadonlySet<string>;
  /** The last two characters of each name. */
  readonly endings: ReadonlySet<number>;
}

const known = new WeakMap<Vocabulary, ExplicitNames>();

function explicitNames(vocabulary: Vocabulary): ExplicitNames {
  let entry = known.get(vocabulary);
  if (!entry) {
    const explicitNames = vocabulary.primitives.filter(explicitIn(vocabulary)).flatMap(namesOf);
    const names = new Set([
      ...explicitNames,
      ...[...sleeperChecks, ...keyedSleeps].filter((name) => vocabulary.lookup(name)),
    ]);
    const endings = new Set(
      [...names].map((name) => (name.charCodeAt(name.length - 2) << 8) | name.charCodeAt(name.length - 1)),
    );
    known.set(vocabulary, (entry = { names, endings }));
  }
  return entry;
}

/** Linux says which of its primitives are explicit; in other dialects those are that order and don't lock or wait. */
function explicitIn(vocabulary: Vocabulary): typeof explicit {
  return vocabulary === linux ? explicit : (primitive) => isExplicitKind(primitive.kind);
}
