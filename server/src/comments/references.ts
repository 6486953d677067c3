/**
 * The list behind a pairing verb: `A in f() and B in g()`, `A or B in f(), g() and h()`, `f()'s A`,
 * `A implied by B in f()`, `A below`, `f() and g()`. Reads from left to right; a reference is complete
 * when its places are, and the list ends where the words begin to say something else.
 */
import type { FunctionPlace, PrimitiveRef, Reference } from '../model/claim.ts';
import { Draft } from './draft.ts';
import { CLOSERS, DETERMINERS, LOCATING, SEPARATING_MARKS, SEPARATORS, TIMING } from './lexicon.ts';
import { withEnding } from './names.ts';
import { fileOf, functionOf, labelOf, readHere } from './places.ts';
import {
  bareFunction,
  isFrom,
  isFunctionDue,
  isObject,
  isPrimitiveDue,
  neighbour,
  objectFollows,
  type Position,
  primitiveFollows,
} from './position.ts';
import { type Reading, readPrimitive } from './primitives.ts';
import { isCodeName, type Token } from './tokens.ts';

/** The references in the tokens `from` (included) to `to` (excluded). */
export function readReferences(reading: Reading, from: number, to: number): readonly Reference[] {
  return new ListReader(reading, from, to).read();
}

/** Unknown words that may stand between a primitive and its place, or before the first reference. */
const MOST_SKIPPED = 12;

class ListReader implements Position {
  readonly reading: Reading;
  readonly to: number;
  at: number;
  due: Position['due'] = 'operation';
  separated = false;
  timing = false;
  skipped = 0;
  private readonly drafts: Draft[] = [new Draft()];

  constructor(reading: Reading, from: number, to: number) {
    this.reading = reading;
    this.at = from;
    this.to = to;
    // "paired in foo()": the verb has brought the preposition.
    if (reading.tokens[from - 1]?.word === 'in') this.due = 'place';
  }

  get draft(): Draft {
    return this.drafts.at(-1)!;
  }

  read(): readonly Reference[] {
    while (this.at < this.to && this.step());
    return this.drafts.filter((draft) => !draft.isEmpty).map((draft) => draft.finish());
  }

  /** Takes one thing; false when the list is over. Each of the attempts either takes or leaves all as it was. */
  private step(): boolean {
    const { token } = this;
    if (token.kind === 'stop' || token.kind === 'clause' || this.isCaller) return false;
    if (token.kind === 'mark') return this.takeMark();
    return (
      this.takeImplied() ||
      this.takeHere() ||
      this.takeConnective() ||
      this.takeLabel() ||
      this.takePrimitive() ||
      this.takeFile() ||
      this.takeFunction() ||
      this.takeObject() ||
      this.skip()
    );
  }

  /** "in f() called by g()": the place is named, who calls it is none. */
  private get isCaller(): boolean {
    const next = this.reading.tokens[this.at + 1]?.word ?? '';
    return this.draft.places.length > 0 && this.token.word === 'called' && /^(?:by|from)$/.test(next);
  }

  private get token(): Token {
    return this.reading.tokens[this.at]!;
  }

  /** Passes words that only lead on. */
  private pass(to = this.at + 1): true {
    this.at = to;
    return true;
  }

  /** Passes a name that was understood. */
  private take(to = this.at + 1): true {
    this.separated = false;
    this.skipped = 0;
    return this.pass(to);
  }

  private startAnother(): void {
    if (!this.draft.isEmpty) this.drafts.push(new Draft());
  }

  private takeMark(): boolean {
    const { text } = this.token;
    if (SEPARATING_MARKS.has(text)) {
      if (text === '/' && this.takeEnding()) return true;
      this.separated = true;
      return this.pass();
    }
    if (text === '(') return this.takeParenthesis();
    // A dash begins an explanation.
    return (this.draft.isEmpty || !/[-–—]/.test(text)) && this.pass();
  }

  /** `walk_begin/end`: the slash and the word behind it touch the name. */
  private takeEnding(): boolean {
    const [before, ending] = [neighbour(this, -1), neighbour(this, 1)];
    const place = this.draft.places.at(-1);
    if (before?.end !== this.token.start || ending?.start !== this.token.end) return false;
    if (place?.kind !== 'function' || !isCodeName(before)) return false;
    if (ending.kind !== 'word' || ending.text.includes('_')) return false;
    const names = [...place.names, ...place.names.map((name) => withEnding(name, ending.text))];
    this.draft.places.splice(-1, 1, { ...place, names });
    return this.take(this.at + 2);
  }

  /** "(see foo())" and "(in foo())" belong to the list, other remarks don't. */
  private takeParenthesis(): boolean {
    const [first, second] = [neighbour(this, 1), neighbour(this, 2)];
    if (LOCATING.has(first?.word ?? '')) return this.pass();
    const hint = first?.word === 'see' && second ? functionOf(this.reading, second) : undefined;
    if (hint && !this.draft.isEmpty) this.addFunction(hint);
    for (let at = this.at + 1; at < this.to; at++) {
      if (this.reading.tokens[at]!.text === ')') return this.pass(at + 1);
    }
    return false;
  }

  /** "implied by", "implicit in", "provided by". */
  private takeImplied(): boolean {
    if (!/^(?:implied|implicit|implicitly|provided|brought)$/.test(this.token.word)) return false;
    const next = neighbour(this, 1)?.word ?? '';
    if (!/^(?:by|in|through|with|from)$/.test(next)) return false;
    this.draft.markImplied();
    this.due = next === 'by' || next === 'through' ? 'carrier' : 'place';
    return this.take(this.at + 2);
  }

  private takeHere(): boolean {
    const here = readHere(this.reading, this.at, this.to);
    if (!here) return false;
    // "in foo() below" names a function and says where that is.
    const described = !this.separated && this.draft.places.at(-1)?.kind === 'function';
    if (here.place && !described) this.draft.places.push(here.place);
    this.due = 'place';
    return this.take(here.next);
  }

  private takeConnective(): boolean {
    const { word, kind, call } = this.token;
    if (kind !== 'word' || call) return false;
    if (SEPARATORS.has(word)) this.separated = true;
    else if (word === 'with' || word === 'w') this.due = 'operation';
    else if (LOCATING.has(word)) {
      this.due = 'place';
      this.timing = false;
    } else if (TIMING.has(word) && !this.separated) this.timing = true;
    else if (!DETERMINERS.has(word) || this.isNameNow()) return false;
    return this.pass();
  }

  /** "smp mb" and the label of "D matches A" begin with words that are determiners elsewhere. */
  private isNameNow(): boolean {
    if (this.token.word === 'smp') return readPrimitive(this.reading, this.at, this.to) !== undefined;
    return labelOf(this.reading, this.at) !== undefined;
  }

  private takeLabel(): boolean {
    const label = labelOf(this.reading, this.at);
    if (!label) return false;
    if (this.draft.primitives.length > 0 && this.draft.places.length > 0) this.startAnother();
    // "(B) in wake_up()" is the label B of that function.
    const owner = neighbour(this, 1)?.word === 'in' ? neighbour(this, 2) : undefined;
    const place = owner && label.function === null ? functionOf(this.reading, owner) : undefined;
    this.draft.places.push(place ? { ...label, function: place.names[0]! } : label);
    this.due = 'place';
    return this.take(place ? this.at + 3 : this.at + 1);
  }

  private takePrimitive(): boolean {
    const found = readPrimitive(this.reading, this.at, this.to);
    if (!found || !isPrimitiveDue(this, found)) return false;
    const known = this.draft.primitives;
    // "set_current_state() inserts sufficient barriers": no other operation, an explanation.
    const explains = this.skipped > 0 && !this.separated && this.due === 'operation' && known.length > 0;
    if (explains) return this.pass(found.next);
    if (this.draft.places.length > 0 && !this.draft.functionFirst) this.startAnother();
    // "READ_ONCE() here, and another one in foo()".
    const refs = known.length > 0 && found.refs.every(isOne) ? known : found.refs;
    const implied = this.due !== 'operation' && !this.separated;
    // "the barrier from the wq_has_sleeper() call" is one that this brings along.
    if (implied && isFrom(this) && this.draft.primitives.every(({ name }) => name === null)) this.draft.markImplied();
    this.draft.primitives = [...this.draft.primitives, ...refs.map((ref) => (implied ? { ...ref, implied } : ref))];
    for (const { argument } of refs) if (argument !== null) this.draft.addObject(argument);
    this.draft.functionFirst = false;
    this.timing = false;
    if (this.due === 'place') this.due = 'operation';
    return this.take(found.next);
  }

  private takeFile(): boolean {
    if (this.token.kind !== 'file') return false;
    const file = fileOf(this.reading, this.token);
    if (file) this.draft.places.push(file);
    return this.take();
  }

  private takeFunction(): boolean {
    const place = functionOf(this.reading, this.token) ?? bareFunction(this);
    if (!place || !isFunctionDue(this)) return false;
    this.addFunction(place);
    return this.take();
  }

  private addFunction(place: FunctionPlace): void {
    const before = this.draft.places.at(-1);
    // "a()->b()" means b(), and "above in foo()" means foo().
    const replaces = this.token.chained ? before?.kind === 'function' : before?.kind === 'here' && !this.separated;
    if (replaces) this.draft.places.pop();
    if (this.due === 'operation' && this.separated && this.draft.primitives.length > 0 && !this.timing)
      this.startAnother();
    const { draft } = this;
    if (draft.timing && !this.timing) draft.places.length = 0;
    draft.timing = this.timing;
    draft.functionFirst = this.due === 'operation' && draft.primitives.length === 0 && primitiveFollows(this);
    draft.places.push(place);
    this.due = draft.functionFirst ? 'operation' : 'place';
  }

  private takeObject(): boolean {
    if (!isObject(this)) return false;
    this.draft.addObject(this.token.text);
    return this.pass();
  }

  /** Unknown words: some may stand between a primitive and its place. */
  private skip(): boolean {
    const { draft } = this;
    const { word } = this.token;
    if (CLOSERS.has(word) || this.skipped >= MOST_SKIPPED) return false;
    if (this.separated && !draft.isEmpty) return false;
    const isOver = draft.places.length > 0 || (word === 'to' && !draft.isEmpty);
    if (isOver && !objectFollows(this)) return false;
    this.skipped++;
    return this.pass();
  }
}

/** "the one", "another one": what was named before. */
function isOne(ref: PrimitiveRef): boolean {
  return /^ones?$/.test(ref.text);
}
