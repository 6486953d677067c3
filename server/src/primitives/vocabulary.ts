/**
 * Makes a Vocabulary of a dialect's tables. Every family is expanded to its names at load, so that a
 * look-up, which happens for each call expression of a kernel, is one Map access for hits and misses
 * alike, and nothing is memoised (a memo would keep slices of whole source files alive).
 */
import type { Primitive, Vocabulary } from '../model/primitive.ts';

/** A vocabulary of these primitives. Where two claim a name, the first has it; the tables are tested not to overlap. */
export function vocabulary(name: string, primitives: readonly Primitive[]): Vocabulary {
  const byName = new Map<string, Primitive>();
  for (const primitive of primitives) {
    for (const member of namesOf(primitive)) {
      if (!byName.has(member)) byName.set(member, primitive);
    }
  }
  return { name, primitives, lookup: (identifier) => byName.get(identifier) };
}

/** Every name that a primitive goes by: one, or the members of its family in the order of its pattern. */
export function namesOf(primitive: Primitive): readonly string[] {
  return primitive.pattern === undefined ? [primitive.name] : expand(primitive.pattern.slice(1, -1));
}

/** The words of a pattern made of letters, `(?:…)` and `|` only, which is all that brace notation turns into. */
function expand(pattern: string): string[] {
  let position = 0;
  const alternatives = (): string[] => {
    const words: string[] = [];
    let prefixes = [''];
    while (position < pattern.length && pattern[position] !== ')') {
      if (pattern[position] === '|') {
        words.push(...prefixes);
        prefixes = [''];
        position++;
      } else if (pattern.startsWith('(?:', position)) {
        position += 3;
        const group = alternatives();
        position++;
        prefixes = prefixes.flatMap((prefix) => group.map((word) => prefix + word));
      } else {
        const letter = pattern[position++];
        prefixes = prefixes.map((prefix) => prefix + letter);
      }
    }
    words.push(...prefixes);
    return words;
  };
  return alternatives();
}
