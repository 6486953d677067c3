/** Which lines of a text another one still has. */
import { diffArrays } from 'diff';

export interface LineMap {
  /** Whether all of the 0-based lines from `first` to `last` are still there, with nothing put in between. */
  isSame(first: number, last: number): boolean;
}

/** More changes than this are another text; looking for what is left of it takes longer than it is worth. */
const MOST_CHANGES = 2000;

export function mapLines(before: string, after: string): LineMap {
  const [old, young] = [linesOf(before), linesOf(after)];
  const same = diffArrays(old, young, { maxEditLength: MOST_CHANGES });
  /** Where each old line is now; undefined when it is gone. */
  const places: (number | undefined)[] = [];
  let at = 0;
  for (const { value, added, removed } of same ?? [{ value: old, added: false, removed: true }]) {
    if (added) at += value.length;
    else for (const _ of value) places.push(removed ? undefined : at++);
  }
  return {
    isSame(first, last) {
      const from = places[first];
      if (from === undefined) return false;
      for (let line = first; line <= last; line++) if (places[line] !== from + line - first) return false;
      return true;
    },
  };
}

/** As the line index counts them; how a line ends makes no difference. */
function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
