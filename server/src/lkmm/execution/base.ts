/**
 * The sets and relations of an execution that do not depend on what loads read and on the order of stores: program
 * order, dependencies, read-modify-writes, and the classes of events of linux-kernel.bell.
 */
import { complement, EventSet, either, without } from '../relations/event-set.ts';
import { Relation, seq } from '../relations/relation.ts';
import type { Candidate, Event } from './events.ts';

export interface Base {
  readonly size: number;
  readonly po: Relation;
  /** Same process, and different processes. The initial stores are a process of nobody. */
  readonly int: Relation;
  readonly ext: Relation;
  readonly addr: Relation;
  readonly data: Relation;
  readonly ctrl: Relation;
  readonly rmw: Relation;
  /** Memory accesses, lock events included as lock.cat has them. */
  readonly M: EventSet;
  readonly R: EventSet;
  readonly W: EventSet;
  readonly IW: EventSet;
  /** Halves of read-modify-writes. */
  readonly RMW: EventSet;
  readonly Acquire: EventSet;
  readonly Release: EventSet;
  readonly Noreturn: EventSet;
  readonly Marked: EventSet;
  readonly Plain: EventSet;
  readonly LKR: EventSet;
  readonly LKW: EventSet;
  readonly UL: EventSet;
  readonly LF: EventSet;
  readonly RU: EventSet;
  /** Barriers and SRCU events by their kind. */
  readonly fences: (kind: string) => EventSet;
}

export function baseOf({ events, bases, paths }: Candidate): Base {
  const size = events.length;
  const setOf = (accepts: (event: Event) => boolean) =>
    EventSet.of(
      size,
      events.flatMap((event, index) => (accepts(event) ? [index] : [])),
    );
  const kinds = (...wanted: readonly Event['kind'][]) => setOf(({ kind }) => wanted.includes(kind));
  const LKR = kinds('LKR');
  const UL = kinds('UL');
  const R = kinds('R', 'LKR', 'LF', 'RL', 'RU');
  const W = kinds('W', 'IW', 'LKW', 'UL');
  const M = either(R, W);
  const Plain = setOf(({ kind, own }) => (kind === 'R' || kind === 'W') && own!.order === undefined);
  const known = new Map<string, EventSet>();
  return {
    size,
    ...processRelations(events),
    po: poOf(events, size),
    addr: dependencies('addr'),
    data: dependencies('data'),
    ctrl: dependencies('ctrl'),
    rmw: rmwOf(events, size),
    ...{ M, R, W, Plain, LKR, UL },
    IW: kinds('IW'),
    RMW: setOf(({ own }) => own?.isAtomic === true),
    // lock.cat: LKR has acquire semantics and UL those of a release.
    Acquire: either(
      setOf(({ own }) => own?.order === 'acquire'),
      LKR,
    ),
    Release: either(
      setOf(({ own }) => own?.order === 'release'),
      UL,
    ),
    Noreturn: setOf(({ own }) => own?.order === 'noreturn'),
    // linux-kernel.bell, at its end: what is no memory access is marked, and so is an initial store.
    Marked: without(complement(new EventSet(size)), Plain),
    LKW: kinds('LKW'),
    LF: kinds('LF', 'RL'),
    RU: kinds('RU'),
    fences: (kind) => {
      let set = known.get(kind);
      if (!set) {
        set = setOf(({ own }) => own?.fence === kind || own?.srcu === kind);
        known.set(kind, set);
      }
      return set;
    },
  };

  function dependencies(name: 'addr' | 'data' | 'ctrl'): Relation {
    const relation = new Relation(size);
    paths.forEach((path, process) => {
      const base = bases[process]!;
      path.events.forEach((event, index) => {
        for (const load of event[name]) relation.add(base + load, base + index);
      });
    });
    return relation;
  }
}

/** Statement by statement; within one statement as far as its events depend on each other. */
function poOf(events: readonly Event[], size: number): Relation {
  const po = new Relation(size);
  let base = 0;
  for (let later = 0; later < size; later++) {
    const { process, own } = events[later]!;
    if (!own) continue;
    if (later === 0 || events[later - 1]!.process !== process) base = later;
    for (let earlier = base; earlier < later; earlier++) {
      if (events[earlier]!.own!.statement !== own.statement) po.add(earlier, later);
    }
    for (const local of own.after) {
      const earlier = base + local;
      po.add(earlier, later);
      // What is before the one before, in the same statement.
      for (let first = base; first < earlier; first++) if (po.has(first, earlier)) po.add(first, later);
    }
  }
  return po;
}

function processRelations(events: readonly Event[]): Pick<Base, 'int' | 'ext'> {
  const int = new Relation(events.length);
  const ext = new Relation(events.length);
  events.forEach(({ process }, from) => {
    events.forEach((other, to) => {
      if (other.process !== process) ext.add(from, to);
      else if (process >= 0) int.add(from, to);
    });
  });
  return { int, ext };
}

/** Loads and stores of one operation, and the two halves of taking a lock (`lk-rmw` in lock.cat). */
function rmwOf(events: readonly Event[], size: number): Relation {
  const rmw = new Relation(size);
  events.forEach(({ kind, load }, index) => {
    if (load >= 0) rmw.add(load, index);
    if (kind === 'LKW') rmw.add(index - 1, index);
  });
  return rmw;
}

/** `fencerel(S)` of herd's stdlib.cat: around an event of the set, in program order. */
export function fencerel({ po }: Pick<Base, 'po'>, set: EventSet): Relation {
  return seq(po, set, po);
}
