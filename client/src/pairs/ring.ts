/** The sides of a pair as a ring, for a command that goes on to the next one whenever it is used again. */

export interface Place {
  /** URI of the document. */
  readonly uri: string;
  /** 0-based, as is the character. */
  readonly line: number;
  readonly character: number;
}

export class Ring<P extends Place> {
  private places: readonly P[] = [];
  private at = 0;

  /** Where the last step led to, counted from 1, and how many sides there are. */
  get position(): { readonly number: number; readonly count: number } {
    return { number: this.at + 1, count: this.places.length };
  }

  /** The next side, when the cursor is still where the last step has put it; otherwise undefined. */
  next(cursor: Place): P | undefined {
    const last = this.places[this.at];
    if (!last || !isSame(last, cursor)) return undefined;
    this.at = (this.at + 1) % this.places.length;
    return this.places[this.at];
  }

  /** Begins anew at the cursor, and takes the first step; undefined when there is nowhere else to go. */
  start(cursor: P, others: readonly P[]): P | undefined {
    const places: P[] = [cursor];
    for (const other of others) if (!places.some((one) => isSame(one, other))) places.push(other);
    if (places.length < 2) return undefined;
    this.places = places;
    this.at = 1;
    return places[1];
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.line === b.line && a.character === b.character;
}
