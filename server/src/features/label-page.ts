/** The page on a label where it is given to the code beside it: which comments cite it. */

import { citingSpots } from './group.ts';
import { functionLink } from './links.ts';
import { type Page, text } from './page.ts';
import type { LabelSubject } from './subject.ts';
import type { View } from './view.ts';

const MOST_CITATIONS = 8;

export function labelPage(view: View, subject: LabelSubject): Page {
  const { facts, label } = subject;
  const site = facts.sites[label.site];
  const name = label.function === null ? label.label : `${label.function}:${label.label}`;
  const spots = citingSpots(view.pairs, subject);
  const items = spots.slice(0, MOST_CITATIONS).map((spot) => [functionLink(view, facts.file, spot)]);
  const rest = spots.length - MOST_CITATIONS;
  return {
    blocks: [
      { kind: 'title', text: [name, ` · label${site ? ` of ${site.primitive}()` : ''}`] },
      ...(items.length === 0 ? [text('No comment cites it.')] : [text('Cited in'), { kind: 'list', items } as const]),
      ...(rest > 0 ? [text(`… and ${rest} more.`)] : []),
    ],
  };
}
