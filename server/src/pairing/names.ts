/**
 * The functions of one directory by their names, for comments that give only a part of a name or miss it by a letter or
 * two. Looking something up costs as much as there is that resembles it, not as much as there are functions.
 */
import type { FunctionRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';

export class DirectoryNames {
  /** In order of file and position, as everything that is looked up. Macros are not among them. */
  readonly all: readonly FunctionRef[];
  private words: Table | undefined;
  private pieces: Table | undefined;
  private readonly answers = new Map<string, unknown>();

  constructor(files: readonly FileFacts[]) {
    this.all = files.flatMap((facts) => facts.functions.flatMap(({ macro }, fn) => (macro ? [] : [{ facts, fn }])));
  }

  /** What `answer` says to a question about these functions, worked out once. */
  once<T>(question: string, answer: () => T): T {
    if (!this.answers.has(question)) this.answers.set(question, answer());
    return this.answers.get(question) as T;
  }

  /**
   * Those that have the rarest of the words in `pattern` among what underscores separate: all that the pattern is a part of,
   * and more. A word with `*` in it may be any.
   */
  withWords(pattern: string): readonly FunctionRef[] {
    const words = [...wordsOf(pattern)].filter((word) => !word.includes('*'));
    if (words.length === 0) return this.all;
    this.words ??= tableOf(this.all, wordsOf);
    const lists = words.map((word) => this.words!.get(word) ?? []);
    return lists.reduce((a, b) => (b.length < a.length ? b : a)).map((i) => this.all[i]!);
  }

  /**
   * Those with the same first letter and within `EDITS` insertions, deletions and substitutions of `name`, and some more.
   * A name that is cut into more pieces than there are edits has one piece left as it was, and moved by no more than
   * there are edits.
   */
  resembling(name: string): readonly FunctionRef[] {
    this.pieces ??= tableOf(this.all, keysOfPieces);
    const found = new Set<number>();
    for (let length = name.length - EDITS; length <= name.length + EDITS; length++) {
      for (const piece of piecesOf(length)) {
        for (let from = Math.max(0, piece.start - EDITS); from <= piece.start + EDITS; from++) {
          const key = keyOf(name, length, piece, name.slice(from, from + piece.end - piece.start));
          for (const i of this.pieces.get(key) ?? []) found.add(i);
        }
      }
    }
    return [...found].sort((a, b) => a - b).map((i) => this.all[i]!);
  }
}

/** What is made of a snapshot is made once. */
export function namesIn(snapshot: Snapshot, directory: string): DirectoryNames {
  // Asked for each time, so that it is known what the answer rests on.
  const files = snapshot.filesIn(directory);
  let made = bySnapshot.get(snapshot);
  if (!made) bySnapshot.set(snapshot, (made = new Map()));
  let names = made.get(directory);
  if (!names) made.set(directory, (names = new DirectoryNames(files)));
  return names;
}

const bySnapshot = new WeakMap<Snapshot, Map<string, DirectoryNames>>();

/** The most letters by which a name may be missed. */
export const EDITS = 2;

export function nameOf({ facts, fn }: FunctionRef): string {
  return facts.functions[fn]!.name;
}

function wordsOf(name: string): Set<string> {
  return new Set(name.split('_').filter((word) => word !== ''));
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly index: number;
}

/** A name of some length in one piece more than there are edits, about equally long. */
function* piecesOf(length: number): Iterable<Piece> {
  if (length <= EDITS) return;
  for (let index = 0; index <= EDITS; index++) {
    const start = Math.floor((index * length) / (EDITS + 1));
    yield { start, end: Math.floor(((index + 1) * length) / (EDITS + 1)), index };
  }
}

function keysOfPieces(name: string): string[] {
  return [...piecesOf(name.length)].map((piece) => keyOf(name, name.length, piece, name.slice(piece.start, piece.end)));
}

function keyOf(name: string, length: number, { index }: Piece, text: string): string {
  return `${name[0]} ${length} ${index} ${text}`;
}

/** Indices into all functions. */
type Table = ReadonlyMap<string, readonly number[]>;

function tableOf(all: readonly FunctionRef[], keysOf: (name: string) => Iterable<string>): Table {
  const table = new Map<string, number[]>();
  all.forEach((ref, i) => {
    for (const key of keysOf(nameOf(ref))) {
      const list = table.get(key);
      if (list) list.push(i);
      else table.set(key, [i]);
    }
  });
  return table;
}
