/** Replaces a misspelt primitive in a pairing comment by its name. */

import type { PrimitiveRef } from '../../model/claim.ts';
import type { Span } from '../../text/span.ts';
import { type Maker, touch } from './action.ts';

interface About {
  readonly span: Span;
  readonly from: string;
  readonly to: string;
}

export const correctPrimitive: Maker<About> = {
  name: 'correct-primitive',
  kind: 'quickfix',
  offers({ view, facts, selection }) {
    const { text } = view.source(facts);
    return view.pairs
      .claimsIn(facts.file)
      .flatMap(({ claim }) => [...claim.own, ...claim.references.flatMap(({ primitives }) => primitives)])
      .filter((ref): ref is PrimitiveRef & { name: string } => ref.misspelt && ref.name !== null)
      .filter(({ span }) => touch(span, selection))
      .map(({ span, name }) => {
        const from = text.slice(span.start, span.end);
        const title = `Replace ${from.replace(/\s+/g, ' ')} by ${name}`;
        return { title, isPreferred: true, rule: 'misspelt-primitive', about: { span, from, to: name } };
      });
  },
  edits(view, facts, { span, from, to }) {
    const isSame = view.source(facts).text.slice(span.start, span.end) === from;
    return isSame ? [{ facts, span, text: to }] : [];
  },
};
