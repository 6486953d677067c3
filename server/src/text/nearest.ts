/** "Did you mean": the candidate that a mistyped word is closest to. */
import { levenshtein } from './levenshtein.ts';

/** The candidate at the smallest edit distance from `word`, unless even that is too far off to be meant. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.floor(Math.max(word.length, 3) / 3) + 1;
  for (const candidate of candidates) {
    const distance = levenshtein(word, candidate, least - 1);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}
