/** Carries a function's new name into all comments that cite the old one. */

import { commentsChanged, renameCited } from '../citations.ts';
import type { Maker } from './action.ts';
import { staleNames, successorsOf } from './stale-names.ts';

interface About {
  readonly from: string;
  readonly to: string;
}

export const carryRename: Maker<About> = {
  name: 'carry-rename',
  kind: 'quickfix',
  offers({ view, facts, selection }) {
    return staleNames(view, facts, selection).flatMap((stale) => {
      const from = stale.missing.name;
      const [to] = successorsOf(view, stale).names;
      // Where another architecture has the function, its comments are right.
      if (to === undefined || stale.missing.elsewhere !== undefined) return [];
      const count = commentsChanged(view, renameCited(view, from, to));
      if (count < 2) return [];
      const title = `Rename ${from}() to ${to}() in the ${count} comments that cite it`;
      return [{ title, isPreferred: false, rule: 'stale-function', about: { from, to } }];
    });
  },
  edits: (view, _facts, { from, to }) => renameCited(view, from, to),
};
