/** Writes at the other side of a pair that only one side documents the comment that leads back. */

import { siteName } from '../../rules/describe.ts';
import type { Maker } from './action.ts';
import { documentPair } from './document-pair.ts';

interface About {
  /** Offset of the documented operation in this file. */
  readonly at: number;
  readonly other: { readonly file: string; readonly at: number };
}

export const answerPair: Maker<About> = {
  name: 'answer-pair',
  kind: 'quickfix',
  offers({ view, facts, findings }) {
    const claims = view.pairs.claimsIn(facts.file);
    return findings
      .filter(({ rule }) => rule === 'one-sided-pair')
      .flatMap(({ rule, span, related }) => {
        const anchor = claims.find(({ claim }) => claim.verbSpan.start === span.start)?.anchor;
        return related.flatMap(({ file, span: there }) => {
          const other = view.snapshot.file(file);
          const site = other?.sites.find(({ at }) => at === there.start);
          if (!anchor || !other || !site) return [];
          const about = { at: anchor.at, other: { file, at: site.at } };
          if (answer(view, facts, about).length === 0) return [];
          return [{ title: `Say so at ${siteName(other, site)}`, isPreferred: false, rule, about }];
        });
      });
  },
  edits: answer,
};

function answer(...[view, facts, about]: Parameters<Maker<About>['edits']>): ReturnType<Maker<About>['edits']> {
  return documentPair.edits(view, facts, { ...about, sides: 'there' });
}
