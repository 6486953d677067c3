/**
 * Relations over the events of one execution, as bit matrices: row `a` has bit `b` set when `a` is related to `b`.
 * The functions are those of herd's cat language, so that the model reads like its cat file.
 */
import { both, EventSet, wordsFor } from './event-set.ts';

export class Relation {
  /** Number of events. */
  readonly size: number;
  /** Words of a row. */
  readonly width: number;
  readonly bits: Uint32Array;

  constructor(size: number, bits?: Uint32Array) {
    this.size = size;
    this.width = wordsFor(size);
    this.bits = bits ?? new Uint32Array(size * this.width);
  }

  static of(size: number, pairs: Iterable<readonly [number, number]>): Relation {
    const relation = new Relation(size);
    for (const [from, to] of pairs) relation.add(from, to);
    return relation;
  }

  add(from: number, to: number): void {
    this.bits[from * this.width + (to >>> 5)]! |= 1 << (to & 31);
  }

  has(from: number, to: number): boolean {
    return (this.bits[from * this.width + (to >>> 5)]! & (1 << (to & 31))) !== 0;
  }

  /** Relates an event to what another one is related to in another relation. */
  setRow(from: number, other: Relation, row: number): void {
    const { width } = this;
    for (let k = 0; k < width; k++) this.bits[from * width + k] = other.bits[row * width + k]!;
  }

  get isEmpty(): boolean {
    const { bits } = this;
    for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) return false;
    return true;
  }

  /** Pairs in ascending order. */
  pairs(): [number, number][] {
    const pairs: [number, number][] = [];
    for (let from = 0; from < this.size; from++) for (const to of this.successors(from)) pairs.push([from, to]);
    return pairs;
  }

  successors(from: number): number[] {
    const found: number[] = [];
    for (let to = 0; to < this.size; to++) if (this.has(from, to)) found.push(to);
    return found;
  }
}

/** `r | s | …` */
export function union(first: Relation, ...others: readonly Relation[]): Relation {
  const bits = first.bits.slice();
  for (const { bits: more } of others) for (let i = 0; i < bits.length; i++) bits[i]! |= more[i]!;
  return new Relation(first.size, bits);
}

/** `r & s` */
export function inter(left: Relation, right: Relation): Relation {
  const bits = left.bits.slice();
  for (let i = 0; i < bits.length; i++) bits[i]! &= right.bits[i]!;
  return new Relation(left.size, bits);
}

/** `r \ s` */
export function minus(left: Relation, right: Relation): Relation {
  const bits = left.bits.slice();
  for (let i = 0; i < bits.length; i++) bits[i]! &= ~right.bits[i]!;
  return new Relation(left.size, bits);
}

/** `r^-1` */
export function inverse(relation: Relation): Relation {
  const { size, width, bits } = relation;
  const result = new Relation(size);
  for (let from = 0; from < size; from++) {
    for (let k = 0; k < width; k++) {
      for (let word = bits[from * width + k]!; word !== 0; word &= word - 1) result.add(lowest(word) + k * 32, from);
    }
  }
  return result;
}

/** `r ; s ; …`. A set stands for the identity on it, as `[S]` does in a cat file. */
export function seq(...parts: readonly (Relation | EventSet)[]): Relation {
  let from: EventSet | undefined;
  let result: Relation | undefined;
  for (const part of parts) {
    if (part instanceof EventSet) {
      if (result) keepColumns(result, part);
      else from = from ? both(from, part) : part;
    } else if (result) result = product(result, part);
    else result = rowsOf(part, from);
  }
  return result ?? id(from!);
}

/** A copy with the rows of a set, or with all rows. */
function rowsOf(relation: Relation, from: EventSet | undefined): Relation {
  const { size, width, bits } = relation;
  if (!from) return new Relation(size, bits.slice());
  const result = new Uint32Array(bits.length);
  for (let row = 0, at = 0; row < size; row++) {
    if (from.has(row)) for (let k = 0; k < width; k++, at++) result[at] = bits[at]!;
    else at += width;
  }
  return new Relation(size, result);
}

/** In place. */
function keepColumns({ bits, width }: Relation, { words }: EventSet): void {
  if (width === 1) {
    const word = words[0]!;
    for (let i = 0; i < bits.length; i++) bits[i]! &= word;
    return;
  }
  for (let i = 0, k = 0; i < bits.length; i++) {
    bits[i]! &= words[k]!;
    if (++k === width) k = 0;
  }
}

function product(left: Relation, right: Relation): Relation {
  const { size, width } = left;
  const result = new Uint32Array(size * width);
  const a = left.bits;
  const b = right.bits;
  if (width === 1) {
    for (let row = 0; row < size; row++) {
      let bits = 0;
      for (let word = a[row]!; word !== 0; word &= word - 1) bits |= b[lowest(word)]!;
      result[row] = bits;
    }
    return new Relation(size, result);
  }
  for (let row = 0, base = 0; row < size; row++, base += width) {
    for (let k = 0; k < width; k++) {
      for (let word = a[base + k]!; word !== 0; word &= word - 1) {
        const other = (k * 32 + lowest(word)) * width;
        for (let i = 0; i < width; i++) result[base + i]! |= b[other + i]!;
      }
    }
  }
  return new Relation(size, result);
}

/** Index of the lowest bit that is set. */
function lowest(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** `[S]` */
export function id(set: EventSet): Relation {
  const result = new Relation(set.size);
  for (let event = 0; event < set.size; event++) if (set.has(event)) result.add(event, event);
  return result;
}

/** `r?`: related, or the same event. */
export function opt(relation: Relation): Relation {
  const result = new Relation(relation.size, relation.bits.slice());
  for (let event = 0; event < relation.size; event++) result.add(event, event);
  return result;
}

/** `r+`: the transitive closure. */
export function plus(relation: Relation): Relation {
  const { size, width } = relation;
  const bits = relation.bits.slice();
  if (width === 1) {
    for (let via = 0; via < size; via++) {
      const reached = bits[via]!;
      if (reached === 0) continue;
      const bit = 1 << via;
      for (let row = 0; row < size; row++) if ((bits[row]! & bit) !== 0) bits[row]! |= reached;
    }
    return new Relation(size, bits);
  }
  for (let via = 0, viaBase = 0; via < size; via++, viaBase += width) {
    const word = via >>> 5;
    const bit = 1 << (via & 31);
    for (let row = 0, base = 0; row < size; row++, base += width) {
      if ((bits[base + word]! & bit) === 0) continue;
      for (let i = 0; i < width; i++) bits[base + i]! |= bits[viaBase + i]!;
    }
  }
  return new Relation(size, bits);
}

/** `r*` */
export function star(relation: Relation): Relation {
  return opt(plus(relation));
}

/** `r \ id` */
export function irreflexivePart(relation: Relation): Relation {
  const result = new Relation(relation.size, relation.bits.slice());
  for (let event = 0; event < relation.size; event++) {
    result.bits[event * result.width + (event >>> 5)]! &= ~(1 << (event & 31));
  }
  return result;
}

/** `S * T` */
export function cross(from: EventSet, to: EventSet): Relation {
  const result = new Relation(from.size);
  for (let event = 0; event < from.size; event++) {
    if (from.has(event)) result.bits.set(to.words, event * result.width);
  }
  return result;
}

/** Events that are related to something. */
export function domain(relation: Relation): EventSet {
  const result = new EventSet(relation.size);
  const { bits, width } = relation;
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) result.add(Math.floor(i / width));
  return result;
}

/** Events that something is related to. */
export function range(relation: Relation): EventSet {
  const words = new Uint32Array(relation.width);
  const { bits, width } = relation;
  for (let i = 0; i < bits.length; i++) words[i % width]! |= bits[i]!;
  return new EventSet(relation.size, words);
}

export function isIrreflexive(relation: Relation): boolean {
  for (let event = 0; event < relation.size; event++) if (relation.has(event, event)) return false;
  return true;
}

/** Whether the two have the same pairs. */
export function isEqual(a: Relation, b: Relation): boolean {
  for (let i = 0; i < a.bits.length; i++) if (a.bits[i] !== b.bits[i]) return false;
  return true;
}

export function isAcyclic(relation: Relation): boolean {
  return isIrreflexive(plus(relation));
}
