/** Puts the function that is meant by now into a comment that names one which is gone. */

import type { Span } from '../../text/span.ts';
import type { Maker } from './action.ts';
import { staleNames, successorsOf } from './stale-names.ts';

interface About {
  readonly span: Span;
  readonly from: string;
  readonly to: string;
}

export const repairFunction: Maker<About> = {
  name: 'repair-function',
  kind: 'quickfix',
  offers({ view, facts, selection }) {
    return staleNames(view, facts, selection).flatMap((stale) => {
      const { name, span } = stale.missing;
      const { names, isSure } = successorsOf(view, stale);
      return names.map((to) => ({
        title: `Replace ${name}() by ${to}()`,
        isPreferred: isSure,
        rule: 'stale-function',
        about: { span, from: name, to },
      }));
    });
  },
  edits(view, facts, { span, from, to }) {
    const isSame = view.source(facts).text.slice(span.start, span.end) === from;
    return isSame ? [{ facts, span, text: to }] : [];
  },
};
