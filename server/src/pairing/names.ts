/**
 * The functions of one directory by their names, for comments that give only a part of a name or miss it by a letter or
 * two. Looking something up costs as much as there is that resembles it, not as much as there are functions.
 */
import type { FunctionRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';

export class DirectoryNames {
  /** In order of file and position, as everything that is looked up. Macros are not among them. */
  readonly all: readonly FunctionRef[];
  private readonly byWord = new Map<string, number[]>();
  private readonly byPiece = new Map<string, number[]>();
  private readonly answers = new Map<string, unknown>();

  constructor(files: readonly FileFacts[]) {
    this.all = files.flatMap((facts) => facts.functions.flatMap(({ macro }, fn) => (macro ? [] : [{ facts, fn }])));
    this.all.forEach((ref, i) => {
      const name = nameOf(ref);
      for (const word of wordsOf(name)) add(this.byWord, word, i);
      for (const { start, end, index } of piecesOf(name.length)) {
        add(this.byPiece, pieceKey(name, name.length, index, name.slice(start, end)), i);
      }
    });
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
    const lists = words.map((word) => this.byWord.get(word) ?? []);
    return lists.reduce((a, b) => (b.length < a.length ? b : a)).map((i) => this.all[i]!);
  }

  /**
   * Those with the same first letter and within `EDITS` insertions, deletions and substitutions of `name`, and some more.
   * A name that is cut into more pieces than there are edits has one piece left as it was, and moved by no more than
   * there are edits.
   */
  resembling(name: string): readonly FunctionRef[] {
    const found = new Set<number>();
    for (let length = name.length - EDITS; length <= name.length + EDITS; length++) {
      for (const { start, end, index } of piecesOf(length)) {
        for (let from = Math.max(0, start - EDITS); from <= start + EDITS; from++) {
          const key = pieceKey(name, length, index, name.slice(from, from + end - start));
          for (const i of this.byPiece.get(key) ?? []) found.add(i);
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

/** A name of some length in one piece more than there are edits, about equally long. */
function* piecesOf(length: number): Iterable<{ readonly start: number; readonly end: number; readonly index: number }> {
  if (length <= EDITS) return;
  for (let index = 0; index <= EDITS; index++) {
    const start = Math.floor((index * length) / (EDITS + 1));
    yield { start, end: Math.floor(((index + 1) * length) / (EDITS + 1)), index };
  }
}

function pieceKey(name: string, length: number, index: number, text: string): string {
  return `${name[0]} ${length} ${index} ${text}`;
}

function add(table: Map<string, number[]>, key: string, value: number): void {
  const list = table.get(key);
  if (list) list.push(value);
  else table.set(key, [value]);
}
