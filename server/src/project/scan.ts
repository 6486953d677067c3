/**
 * Looks for wanted names in the text of a file, without parsing it: where they are defined, so that the file gets
 * extracted, and whether they occur in code at all. It runs over the whole tree, so a line's look has to do.
 */
import type { Mention } from '../model/demand.ts';
import { architectureOf } from '../model/paths.ts';
import { firstIndex } from '../text/sorted.ts';
import { isAssembly } from './discover.ts';

export interface Wanted {
  /** Functions or macros. */
  readonly names: readonly string[];
  /** `struct tag` or `union tag`. */
  readonly structs: readonly string[];
}

export interface Sighting {
  /** At most one of a kind for each name and architecture; a kind that an earlier file had may be left out. */
  readonly mentions: readonly Mention[];
  readonly functions: readonly string[];
  readonly structs: readonly string[];
}

export interface Scanner {
  /** Whether there may be something to read. Takes a file's bytes read as Latin-1. */
  occursIn(latin1: string): boolean;
  /** What there is. To be called with files in ascending order: mentions that are known from earlier ones are left out. */
  read(file: string, text: string): Sighting;
}

/** Whether structures are looked for in a file: one that is not known where it is used is in a header. */
export function holdsStructs(file: string): boolean {
  return !file.endsWith('.c') && !isAssembly(file);
}

export function createScanner(wanted: Wanted): Scanner {
  // A match is a slice of the whole text, which must not outlive it: the names we were given stand in for them.
  const canonical = new Map(wanted.names.map((name) => [bare(name), name]));
  const names = alternatives([...canonical.keys()], (words) => `\\b(${words})\\b`);
  const structs = ['struct', 'union'].flatMap((keyword) =>
    alternatives(
      wanted.structs
        .filter((struct) => struct.startsWith(`${keyword} `))
        .map((struct) => struct.slice(keyword.length + 1)),
      (words) => `\\b(${keyword}\\s+(?:${words}))\\s*(?:__\\w+(?:\\([^()]*\\))?\\s*)*\\{`,
    ),
  );
  const all = [...names, ...structs];
  const seen = new Set<string>();
  return {
    occursIn: (latin1) => all.some((pattern) => first(pattern, latin1)),
    read(file, text) {
      const mentions: Mention[] = [];
      const functions = new Set<string>();
      const comments = lazily(() => commentSpans(text));
      // What another architecture has doesn't count for this one.
      const key = (name: string, kind: Mention['kind']) => `${kind} ${name} ${architectureOf(file) ?? ''}`;
      const isFirst = (name: string, kind: Mention['kind']) => !seen.has(key(name, kind));
      const mention = (name: string, kind: Mention['kind'], at: number) => {
        seen.add(key(name, kind));
        mentions.push({ name, kind, file, at });
      };
      for (const { 1: word, index } of matches(names, text)) {
        const name = canonical.get(word!)!;
        const kind = isAssembly(file) ? kindInAssembly(text, index, name) : kindInC(text, index, name);
        if (kind === 'function' || kind === 'macro') functions.add(name);
        const mentioned = kind === 'function' ? 'call' : kind;
        if (isFirst(name, mentioned) && !isInside(comments(), index)) mention(name, mentioned, index);
      }
      const tags = new Set<string>();
      if (holdsStructs(file)) for (const { 1: tag } of matches(structs, text)) tags.add(tag!.replace(/\s+/, ' '));
      return { mentions, functions: [...functions], structs: [...tags] };
    },
  };
}

/** A local label of assembly, `.Lagain`, without the dot, before which there is no word boundary. */
function bare(name: string): string {
  return name.startsWith('.') ? name.slice(1) : name;
}

/** V8 makes a trie of an alternation of words; beyond a few hundred, compiling one takes longer than a second pass. */
const MOST_WORDS = 500;

function alternatives(words: readonly string[], pattern: (words: string) => string): RegExp[] {
  const patterns: RegExp[] = [];
  // Anything else is no C name and stands nowhere.
  const usable = words.filter((word) => /^\w+$/.test(word));
  for (let i = 0; i < usable.length; i += MOST_WORDS) {
    patterns.push(new RegExp(pattern(usable.slice(i, i + MOST_WORDS).join('|')), 'g'));
  }
  return patterns;
}

function first(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

function* matches(patterns: readonly RegExp[], text: string): Iterable<RegExpExecArray> {
  for (const pattern of patterns) {
    // It would go on where the last search left off.
    pattern.lastIndex = 0;
    yield* text.matchAll(pattern);
  }
}

/** Longer lines than this are generated; bounding the look back keeps such a file from taking quadratic time. */
const LINE_BEFORE = 200;

function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - LINE_BEFORE), at);
  return near.slice(near.lastIndexOf('\n') + 1);
}

function kindInAssembly(text: string, at: number, name: string): Mention['kind'] {
  const before = lineBefore(text, at);
  if (DEFINE.test(before)) return 'macro';
  const end = at + bare(name).length;
  if (/^\s*\.?$/.test(before) && /^ ?:/.test(text.slice(end, end + 2))) return 'assembly';
  // ENTRY(name), SYM_FUNC_START(name), _GLOBAL(name), LEAF(name)
  return /^\s*_?[A-Z][A-Z0-9_]*\(\s*$/.test(before) ? 'assembly' : 'word';
}

function kindInC(text: string, at: number, name: string): 'function' | 'macro' | 'call' | 'word' {
  const before = lineBefore(text, at);
  if (DEFINE.test(before)) return 'macro';
  const isTop = before === '' || /^[A-Za-z_][\w\s*(),."]*$/.test(before);
  TABLE.lastIndex = at + name.length;
  if (isTop && TABLE.test(text)) return 'function';
  const open = skipSpace(text, at + name.length);
  if (text[open] === '(') {
    if (!isTop || STATEMENT.test(before)) return 'call';
    // In column 0 it is a definition or a declaration.
    return opensBody(text, open) ? 'function' : 'word';
  }
  // DEFINE_SOMETHING(name, ...) { }
  const head = /^[A-Za-z_]\w*\(\s*$/.exec(before);
  return head && opensBody(text, at - head[0].length + head[0].indexOf('(')) ? 'function' : 'word';
}

/** `fops = {`: a table of functions, which a comment may name in their place. */
const TABLE = /\s*(?:\[[^\]\n]*\]\s*)?=\s*\{/y;
const DEFINE = /^\s*#\s*define\s+$/;
/** Labels and macros' continuation lines may have statements in column 0. */
const STATEMENT = /^(?:return|if|while|for|switch|else|do|case)\b/;
/** A parameter list with comments in it. */
const MAX_PARAMETERS = 3000;

/** Whether a brace follows the parentheses that open at `open`, rather than a semicolon. */
function opensBody(text: string, open: number): boolean {
  let depth = 0;
  for (let i = open; i < text.length && i < open + MAX_PARAMETERS; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) {
      AFTER_PARAMETERS.lastIndex = i + 1;
      return AFTER_PARAMETERS.test(text);
    }
  }
  return false;
}

/** Attribute macros may stand between the parameters and the body. */
const AFTER_PARAMETERS = /\s*(?:__\w+\s*(?:\([^()]*\))?\s*)*\{/y;

function skipSpace(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

interface Spans {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Comments and literals, in order. */
function commentSpans(text: string): Spans {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: found, index } of text.matchAll(COMMENT_OR_LITERAL)) {
    starts.push(index);
    ends.push(index + found.length);
  }
  return { starts, ends };
}

/** An unfinished comment goes on to the end; a literal ends with its line. */
const COMMENT_OR_LITERAL = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/g;

function isInside({ starts, ends }: Spans, at: number): boolean {
  const index = firstIndex(starts, (start) => start > at) - 1;
  return index >= 0 && at < ends[index]!;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
