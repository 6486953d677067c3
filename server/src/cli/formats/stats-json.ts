/** `check --stats --format json`: an object with the total, the directories and the entries of MAINTAINERS. */
import type { Stats } from '../check/stats.ts';

export function* statsJson(stats: Stats): Iterable<string> {
  yield `${JSON.stringify(stats, null, 2)}\n`;
}
