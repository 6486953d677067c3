/**
 * Name patterns: how comments write several functions as one.
 * `{set,clear}_x`, `(get|put)_x`, `[a|b]_x`, `x_v3/4_y`. A `*` stays, it is matched against real names.
 */

/** More would be a pattern that nobody writes. */
const MOST_NAMES = 32;

/** All names that `pattern` stands for, at least one. */
export function expandName(pattern: string): readonly string[] {
  const numbers = pattern.replace(/(\d+)\/(\d+)(?=_)/g, '{$1,$2}');
  let names = [''];
  for (const piece of numbers.split(/([{([][^{}()[\]]*[})\]])/)) {
    const choices = /^[{([]/.test(piece) ? piece.slice(1, -1).split(/[,|]/) : [piece];
    names = names.flatMap((name) => choices.map((choice) => name + choice.trim())).slice(0, MOST_NAMES);
  }
  return names.map((name) => name.replace(/\.{2,3}|\*+/g, '*'));
}

/** `walk_begin` with the ending `end` is `walk_end`: what `walk_begin/end` means. */
export function withEnding(name: string, ending: string): string {
  return name.slice(0, name.lastIndexOf('_') + 1) + ending;
}

/** Last member of a path, or the path itself when it is a bare name: `sk->sk_prot` gives `sk_prot`. */
export function lastMember(path: string): string | undefined {
  return /([A-Za-z_]\w*)(?:\[[^\]]*\])*\)?$/.exec(path)?.[1];
}
