/** Writes today's name of a primitive that is gone, where that is all there is to do. */

import type { Site } from '../../model/facts.ts';
import { retiredFor } from '../../rules/retired.ts';
import type { Maker } from './action.ts';

interface About {
  readonly at: number;
  readonly to: string;
}

export const replaceDeprecated: Maker<About> = {
  name: 'replace-deprecated',
  kind: 'quickfix',
  offers({ view, facts, findings }) {
    const { text } = view.source(facts);
    return findings
      .filter(({ rule }) => rule === 'deprecated-primitive')
      .flatMap(({ rule, span }) => {
        const site = facts.sites.find(({ at }) => at === span.start);
        const to = site && newName(text, site);
        if (!site || to === undefined) return [];
        return [
          { title: `Replace ${site.primitive}() by ${to}()`, isPreferred: true, rule, about: { at: site.at, to } },
        ];
      });
  },
  edits(view, facts, { at, to }) {
    const site = facts.sites.find((one) => one.at === at);
    const { text } = view.source(facts);
    if (!site || newName(text, site) !== to) return [];
    const span = { start: at, end: at + site.primitive.length };
    return text.slice(span.start, span.end) === site.primitive ? [{ facts, span, text: to }] : [];
  },
};

/** ACCESS_ONCE() was also stored to: there a name is not enough. */
function newName(text: string, { primitive, at, end }: Site): string | undefined {
  if (primitive !== 'ACCESS_ONCE') return retiredFor(primitive)?.rename;
  const isChanged = /^\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)/.test(text.slice(end, end + 40));
  const isStepped = /(?:\+\+|--|&)\s*$/.test(text.slice(Math.max(0, at - 10), at));
  return isChanged || isStepped ? undefined : 'READ_ONCE';
}
