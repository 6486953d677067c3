/** Sets of events as bits: event `e` is bit `e % 32` of word `e / 32`. */

export class EventSet {
  /** Number of events that there are; members are below it. */
  readonly size: number;
  readonly words: Uint32Array;

  constructor(size: number, words = new Uint32Array(wordsFor(size))) {
    this.size = size;
    this.words = words;
  }

  static of(size: number, members: Iterable<number>): EventSet {
    const set = new EventSet(size);
    for (const member of members) set.add(member);
    return set;
  }

  add(event: number): void {
    this.words[event >>> 5]! |= 1 << (event & 31);
  }

  has(event: number): boolean {
    return (this.words[event >>> 5]! & (1 << (event & 31))) !== 0;
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** Members in ascending order. */
  members(): number[] {
    const members: number[] = [];
    for (let event = 0; event < this.size; event++) if (this.has(event)) members.push(event);
    return members;
  }
}

export function wordsFor(size: number): number {
  return (size + 31) >>> 5;
}

/** Members of any of the sets. */
export function either(first: EventSet, ...others: readonly EventSet[]): EventSet {
  const words = first.words.slice();
  for (const { words: more } of others) for (let i = 0; i < words.length; i++) words[i]! |= more[i]!;
  return new EventSet(first.size, words);
}

/** Members of both. */
export function both(left: EventSet, right: EventSet): EventSet {
  return new EventSet(
    left.size,
    left.words.map((word, i) => word & right.words[i]!),
  );
}

/** Members of the first that are not in the second. */
export function without(left: EventSet, right: EventSet): EventSet {
  return new EventSet(
    left.size,
    left.words.map((word, i) => word & ~right.words[i]!),
  );
}

/** All events that are no members: `~S` in a cat file. */
export function complement(set: EventSet): EventSet {
  const words = set.words.map((word) => ~word);
  const rest = set.size & 31;
  if (rest !== 0) words[words.length - 1]! &= (1 << rest) - 1;
  return new EventSet(set.size, words);
}
