/** Who calls a function whose own code does not show what its barrier is for. */
import type { Entry, FunctionRef, Snapshot, TableOf } from '../../index/snapshot.ts';
import type { FileFacts } from '../../model/facts.ts';
import { directoryOf } from '../../model/paths.ts';

/** Some callers of which the flow is known, those of its own file first. */
export function callersOf(snapshot: Snapshot, ref: FunctionRef): readonly FunctionRef[] {
  let known = knownCallers.get(snapshot);
  if (!known) knownCallers.set(snapshot, (known = new Map()));
  const id = `${ref.facts.file}:${ref.fn}`;
  let found = known.get(id);
  if (!found) known.set(id, (found = findCallers(snapshot, ref)));
  return found;
}

const MOST_CALLERS = 3;

function findCallers(snapshot: Snapshot, { facts, fn }: FunctionRef): FunctionRef[] {
  const { name, macro, isStatic } = facts.functions[fn]!;
  if (macro) return [];
  const found = callersIn(facts, name);
  const isHeader = facts.file.endsWith('.h');
  const others = isHeader ? includers(snapshot, facts) : isStatic ? [] : snapshot.filesIn(directoryOf(facts.file));
  for (const other of others) {
    if (found.length >= MOST_CALLERS) break;
    if (other !== facts && snapshot.callee(other, name)?.facts === facts) found.push(...callersIn(other, name));
  }
  return found.slice(0, MOST_CALLERS);
}

/** The files that include a header of this name. */
function includers(snapshot: Snapshot, { file }: FileFacts): readonly FileFacts[] {
  return snapshot.look(INCLUDERS, nameOf(file)).map(({ facts }) => facts);
}

/** Files with flows by the names of what they include, without folders. */
const INCLUDERS: TableOf<Entry> = {
  *entries(facts) {
    if (!facts.flows && !facts.around) return;
    const entry = { facts };
    for (const name of new Set(facts.includes.map(nameOf))) yield [name, entry];
  },
};

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function callersIn(facts: FileFacts, name: string): FunctionRef[] {
  const fns = callsIn(facts).get(name) ?? [];
  return fns.filter((fn) => facts.functions[fn]!.name !== name).map((fn) => ({ facts, fn }));
}

/** The functions with known flows, by what they call. */
function callsIn(facts: FileFacts): ReadonlyMap<string, readonly number[]> {
  let calls = knownCalls.get(facts);
  if (calls) return calls;
  knownCalls.set(facts, (calls = new Map()));
  for (const { fn, blocks } of [...(facts.flows ?? []), ...(facts.around ?? [])]) {
    for (const { events } of blocks) {
      for (const event of events) {
        if (event.kind !== 'call') continue;
        const callers = calls.get(event.name);
        if (!callers) calls.set(event.name, [fn]);
        else if (callers.at(-1) !== fn) callers.push(fn);
      }
    }
  }
  return calls;
}

/** Facts and snapshots never change, so what is made of them is made once. */
const knownCalls = new WeakMap<FileFacts, Map<string, number[]>>();
const knownCallers = new WeakMap<Snapshot, Map<string, FunctionRef[]>>();
