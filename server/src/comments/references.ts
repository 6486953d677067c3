/**
 * The list behind a pairing verb: `A in f() and B in g()`, `A or B in f(), g() and h()`, `f()'s A`,
 * `A implied by B in f()`, `A below`, `f() and g()`. Reads from left to right; a reference is complete
 * when its places are, and ends where the words begin to say something else.
 */
import type { FunctionPlace, Place, PrimitiveRef, Reference } from '../model/claim.ts';
import {
  CLOSERS,
  DETERMINERS,
  LOCATING,
  NOT_FUNCTIONS,
  OBJECT_LEADERS,
  SEPARATING_MARKS,
  SEPARATORS,
  TIMING,
  WRAPPERS,
} from './lexicon.ts';
import { lastMember, withEnding } from './names.ts';
import { fileOf, functionOf, labelOf, placeOf, readHere } from './places.ts';
import { type FoundPrimitive, isNamedPrimitive, type Reading, readPrimitive } from './primitives.ts';
import { isCodeName, type Token } from './tokens.ts';

/** The references in the tokens `from` (included) to `to` (excluded). */
export function readReferences(reading: Reading, from: number, to: number): readonly Reference[] {
  return new ListReader(reading, from, to).read();
}

/** Unknown words that may stand between a primitive and its place, or before the first reference. */
const MOST_SKIPPED = 12;

/** What the next name is: an operation, the operation that brings a barrier along, or a place. */
type Due = 'operation' | 'carrier' | 'place';

class Draft {
  readonly primitives: PrimitiveRef[] = [];
  readonly places: Place[] = [];
  readonly objects: string[] = [];
  /** The function came first, its primitive is still to come: `f()'s A`. */
  functionFirst = false;
  /** The places only say when: "before wake_up()". */
  timing = false;

  get isEmpty(): boolean {
    return this.primitives.length + this.places.length + this.objects.length === 0;
  }
}

class ListReader {
  private readonly drafts: Draft[] = [new Draft()];
  private due: Due = 'operation';
  /** A separator stands directly before the current token. */
  private separated = false;
  private timing = false;
  private skipped = 0;
  private at: number;
  private readonly reading: Reading;
  private readonly to: number;

  constructor(reading: Reading, from: number, to: number) {
    this.reading = reading;
    this.at = from;
    this.to = to;
    // "paired in foo()": the verb has brought the preposition.
    if (reading.tokens[from - 1]?.word === 'in') this.due = 'place';
  }

  read(): readonly Reference[] {
    while (this.at < this.to && this.step());
    return this.drafts.filter((draft) => !draft.isEmpty).map(finish);
  }

  private get draft(): Draft {
    return this.drafts.at(-1)!;
  }

  private get token(): Token {
    return this.reading.tokens[this.at]!;
  }

  private neighbour(distance: number): Token | undefined {
    const index = this.at + distance;
    return index < this.to ? this.reading.tokens[index] : undefined;
  }

  /** Takes one thing; false when the list is over. */
  private step(): boolean {
    const { token } = this;
    if (token.kind === 'stop' || token.kind === 'clause') return false;
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

  private advance(to = this.at + 1): true {
    this.at = to;
    return true;
  }

  private took(to = this.at + 1): true {
    this.separated = false;
    this.skipped = 0;
    return this.advance(to);
  }

  private takeMark(): boolean {
    const { text } = this.token;
    if (SEPARATING_MARKS.has(text)) {
      if (text === '/' && this.takeEnding()) return true;
      this.separated = true;
      return this.advance();
    }
    if (text === '(') return this.takeParenthesis();
    // A dash begins an explanation.
    if (/[-–—]/.test(text) && !this.draft.isEmpty) return false;
    return this.advance();
  }

  /** `walk_begin/end`: the slash and the word behind it touch the name. */
  private takeEnding(): boolean {
    const [before, ending] = [this.neighbour(-1), this.neighbour(1)];
    const place = this.draft.places.at(-1);
    const touches = before?.end === this.token.start && ending?.start === this.token.end;
    if (!touches || place?.kind !== 'function' || !before || !isCodeName(before)) return false;
    if (ending?.kind !== 'word' || ending.text.includes('_')) return false;
    const names = [...place.names, ...place.names.map((name) => withEnding(name, ending.text))];
    this.draft.places.splice(-1, 1, { ...place, names });
    return this.took(this.at + 2);
  }

  /** "(see foo())" and "(in foo())" belong to the list, other remarks don't. */
  private takeParenthesis(): boolean {
    const first = this.neighbour(1);
    const hint = first?.word === 'see' && this.neighbour(2) && functionOf(this.reading, this.neighbour(2)!);
    if (hint) {
      if (!this.draft.isEmpty) this.addFunction(hint);
    } else if (first && LOCATING.has(first.word)) {
      return this.advance();
    }
    for (let end = this.at + 1; end < this.to; end++) {
      if (this.reading.tokens[end]!.text === ')') return this.advance(end + 1);
    }
    return false;
  }

  /** "implied by", "implicit in", "provided by". */
  private takeImplied(): boolean {
    if (!/^(?:implied|implicit|implicitly|provided|brought)$/.test(this.token.word)) return false;
    const next = this.neighbour(1)?.word ?? '';
    if (!/^(?:by|in|through|with|from)$/.test(next)) return false;
    const { primitives } = this.draft;
    primitives.splice(0, primitives.length, ...primitives.map((ref) => ({ ...ref, implied: true })));
    this.due = next === 'by' || next === 'through' ? 'carrier' : 'place';
    return this.took(this.at + 2);
  }

  private takeHere(): boolean {
    const here = readHere(this.reading, this.at, this.to);
    if (!here) return false;
    // "in foo() below" names a function and says where that is.
    const described = !this.separated && this.draft.places.at(-1)?.kind === 'function';
    if (here.place && !described) this.draft.places.push(here.place);
    this.due = 'place';
    return this.took(here.next);
  }

  private takeConnective(): boolean {
    const { word, kind, call } = this.token;
    if (kind !== 'word' || call) return false;
    if (SEPARATORS.has(word)) {
      this.separated = true;
      return this.advance();
    }
    if (word === 'with' || word === 'w') {
      this.due = 'operation';
      return this.advance();
    }
    if (LOCATING.has(word)) {
      this.due = 'place';
      this.timing = false;
      return this.advance();
    }
    if (TIMING.has(word) && !this.separated) {
      this.timing = true;
      return this.advance();
    }
    return DETERMINERS.has(word) && !this.beginsPrimitive() ? this.advance() : false;
  }

  /** "smp mb" begins with a word that is a determiner elsewhere. */
  private beginsPrimitive(): boolean {
    return this.token.word === 'smp' && readPrimitive(this.reading, this.at, this.to) !== undefined;
  }

  private takeLabel(): boolean {
    const label = labelOf(this.reading, this.at);
    if (!label) return false;
    this.startAnother(this.draft.primitives.length === 0 ? false : this.draft.places.length > 0);
    // "(B) in wake_up()" is the label B of that function.
    const owner = this.neighbour(1)?.word === 'in' ? this.neighbour(2) : undefined;
    const place = owner && !label.function ? functionOf(this.reading, owner) : undefined;
    this.draft.places.push(place ? { ...label, function: place.names[0]! } : label);
    this.due = 'place';
    return this.took(place ? this.at + 3 : this.at + 1);
  }

  private takePrimitive(): boolean {
    const found = readPrimitive(this.reading, this.at, this.to);
    if (!found || !this.isPrimitiveDue(found)) return false;
    // "set_current_state() inserts sufficient barriers": not another operation.
    if (this.skipped > 0 && !this.separated && this.draft.primitives.length > 0) return this.advance(found.next);
    const before = this.draft.primitives;
    this.startAnother(this.draft.places.length > 0 && !this.draft.functionFirst);
    // "READ_ONCE() here, and another one in foo()".
    const named = before.length > 0 && found.refs.every(isOne) ? before : found.refs;
    const implied = this.due !== 'operation' && !this.separated;
    this.draft.primitives.push(...named.map((ref) => (implied ? { ...ref, implied } : ref)));
    for (const { argument } of found.refs) this.addObject(argument);
    this.draft.functionFirst = false;
    this.timing = false;
    if (this.due === 'place') this.due = 'operation';
    return this.took(found.next);
  }

  /**
   * Behind "in" and its like a wrapper is a place, unless one of its own follows: "the barrier in wait_event()",
   * "the barrier in wait_event() in wait_for_reply()". Other primitives bring the barrier along: "the implied mb in
   * test_and_set_bit()".
   */
  private isPrimitiveDue({ weak, next, refs }: FoundPrimitive): boolean {
    const before = this.neighbour(-1);
    const determined = before !== undefined && DETERMINERS.has(before.word);
    if (weak && this.due === 'place') return this.separated && determined;
    if (weak) return (this.separated || this.skipped === 0 || determined) && !this.timing;
    if (this.due !== 'place') return true;
    if (!isNamedPrimitive(this.reading, this.at)) return this.separated || determined;
    return this.placeFollows(next) || (!this.separated && !refs.every(isWrapper));
  }

  private placeFollows(next: number): boolean {
    let follower = next;
    while (follower < this.to && DETERMINERS.has(this.reading.tokens[follower]!.word)) follower++;
    return follower < this.to && LOCATING.has(this.reading.tokens[follower]!.word);
  }

  private takeFile(): boolean {
    if (this.token.kind !== 'file') return false;
    const file = fileOf(this.reading, this.token);
    if (file) this.draft.places.push(file);
    return this.took();
  }

  private takeFunction(): boolean {
    const { token } = this;
    const place = functionOf(this.reading, token) ?? this.bareFunction();
    if (!place) return false;
    if (!token.call && this.isObjectHere()) return false;
    if (!token.call && /^(?:struct|union|enum|variable|field|member|flag|lock)$/.test(this.neighbour(-1)?.word ?? ''))
      return false;
    if (this.timing && !token.call) return false;
    if (this.due === 'operation' && !this.isFunctionDue()) return false;
    this.addFunction(place);
    return this.took();
  }

  private addFunction(place: FunctionPlace): void {
    const { draft, token } = this;
    if (token.chained && draft.places.at(-1)?.kind === 'function') draft.places.pop();
    const previous = draft.places.at(-1);
    if (previous?.kind === 'here' && !this.separated) draft.places.pop();
    const lists = this.due !== 'operation' || draft.primitives.length === 0 || this.timing;
    this.startAnother(!lists && this.separated);
    if (this.draft.timing && !this.timing) this.draft.places.length = 0;
    this.draft.timing = this.timing;
    this.draft.functionFirst =
      this.due === 'operation' && this.draft.primitives.length === 0 && this.primitiveFollows();
    this.draft.places.push(place);
    this.due = this.draft.functionFirst ? 'operation' : 'place';
  }

  private primitiveFollows(): boolean {
    const next = this.at + 1 < this.to ? readPrimitive(this.reading, this.at + 1, this.to) : undefined;
    return next !== undefined && (this.token.possessive || !next.weak);
  }

  /** A name where an operation is due is a function, unless it goes with a noun: "the ail_target update". */
  private isFunctionDue(): boolean {
    const { token, draft } = this;
    if (token.possessive || token.call)
      return draft.isEmpty || this.separated || draft.primitives.length === 0 || this.skipped === 0;
    if (this.primitiveFollows() && readPrimitive(this.reading, this.at + 1, this.to)?.weak) return false;
    const next = this.neighbour(1);
    if (next?.kind !== 'word' || next.call) return true;
    const { word } = next;
    return (
      SEPARATORS.has(word) ||
      LOCATING.has(word) ||
      TIMING.has(word) ||
      CLOSERS.has(word) ||
      /^(?:to|above|below|which|that|calls?|function|side)$/.test(word)
    );
  }

  /** `in unthrottle.`: a lone word directly behind the preposition. */
  private bareFunction(): FunctionPlace | undefined {
    const { token } = this;
    const [before, after] = [this.neighbour(-1), this.neighbour(1)];
    if (this.due !== 'place' || !before || !/^(?:in|from)$/.test(before.word)) return undefined;
    if (!/^[a-z][a-z0-9]{3,}$/.test(token.text) || NOT_FUNCTIONS.has(token.word) || token.word.endsWith('ing'))
      return undefined;
    const ends = after === undefined || after.kind !== 'word' || SEPARATORS.has(after.word);
    return ends ? placeOf(this.reading, token, false) : undefined;
  }

  /** "setting irqchip_mode", "to next_slab_inited". */
  private isObjectHere(): boolean {
    const before = this.neighbour(-1);
    if (before === undefined || this.draft.isEmpty || before.kind !== 'word') return false;
    return leadsToObject(before.word) && before.word !== 'of';
  }

  private takeObject(): boolean {
    const { token } = this;
    const next = this.neighbour(1);
    const named =
      isCodeName(token) &&
      !token.call &&
      (this.isObjectHere() ||
        (next !== undefined &&
          /^(?:updates?|stores?|loads?|reads?|writes?|accesses|access|check|test|increment|decrement|assignment|modification|change)$/.test(
            next.word,
          )));
    if (token.kind !== 'member' && !named) return false;
    if (this.separated && this.draft.places.length > 0) return false;
    this.addObject(token.text);
    return this.advance();
  }

  private addObject(path: string | null): void {
    const name = path === null ? undefined : lastMember(path);
    if (name && /[a-z]/.test(name)) this.draft.objects.push(name);
  }

  private startAnother(needed: boolean): void {
    if (needed && !this.draft.isEmpty) this.drafts.push(new Draft());
  }

  /** Unknown words: some may stand between a primitive and its place. */
  private skip(): boolean {
    const { word } = this.token;
    const { draft } = this;
    if (CLOSERS.has(word) || this.skipped >= MOST_SKIPPED) return false;
    if (this.separated && !draft.isEmpty) return false;
    const leads = leadsToObject(word);
    const objectFollows = leads && this.neighbour(1) !== undefined && isObjectLike(this.neighbour(1)!);
    if (draft.places.length > 0 && !objectFollows) return false;
    if (word === 'to' && !draft.isEmpty && !objectFollows) return false;
    this.skipped++;
    return this.advance();
  }
}

function finish({ primitives, places, objects }: Draft): Reference {
  const [only] = primitives;
  if (places.length > 0 || primitives.length !== 1 || !isWrapper(only!))
    return { primitives, places, objects: [...new Set(objects)] };
  const place: FunctionPlace = { kind: 'function', span: only!.span, names: [only!.name!], certain: true };
  return { primitives: [], places: [place], objects: [] };
}

function isWrapper(ref: PrimitiveRef): boolean {
  return ref.name !== null && WRAPPERS.test(ref.name);
}

/** "the one", "another one": what was named before. */
function isOne(ref: PrimitiveRef): boolean {
  return /^ones?$/.test(ref.text);
}

/** "setting x", "to x", but "during x" is a place. */
function leadsToObject(word: string): boolean {
  return OBJECT_LEADERS.has(word) || (word.endsWith('ing') && !LOCATING.has(word) && !TIMING.has(word));
}

function isObjectLike(token: Token): boolean {
  return token.kind === 'member' || (isCodeName(token) && !token.call);
}
