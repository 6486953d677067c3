/** Behind a documented operation the function that its other half is in, where that is another one. */

import type { FileFacts, Site } from '../model/facts.ts';
import { contains, type Span } from '../text/span.ts';
import { nearestFirst } from './links.ts';
import type { Page } from './page.ts';
import { isTold, pairedSides } from './paired.ts';
import { isPairing, sideName } from './sides.ts';
import { sitePage } from './site-page.ts';
import type { Spot, View } from './view.ts';

export interface InlayHint {
  /** Behind the closing parenthesis. */
  readonly offset: number;
  /** " ⇄ revoke_iomem", " ⇄ revoke_iomem +1" when there are two functions. */
  readonly label: string;
  readonly target: Spot;
}

/** The hints of a part of a file, in order of position. */
export function inlayHints(view: View, file: string, range: Span): InlayHint[] {
  const facts = view.snapshot.file(file);
  if (!facts) return [];
  const told = toldOf(view, facts);
  return facts.sites
    .filter((site) => told.has(site) && contains(range, site.end))
    .flatMap((site) => hint(view, facts, site));
}

/** What is to be read when the pointer rests on a hint: the hover of its operation. */
export function inlayHintPage(view: View, file: string, { offset }: Pick<InlayHint, 'offset'>): Page | undefined {
  const facts = view.snapshot.file(file);
  const site = facts?.sites.find(({ end }) => end === offset);
  return facts && site && sitePage(view, { facts, site });
}

/** The sites that a comment documents, or leads to. */
function toldOf({ pairs }: View, facts: FileFacts): Set<Site> {
  const own = pairs
    .claimsIn(facts.file)
    .filter(isPairing)
    .flatMap(({ anchor }) => anchor ?? []);
  const others = pairs
    .pointingInto(facts)
    .filter(isPairing)
    .flatMap(({ targets }) => targets);
  return new Set([...own, ...others.flatMap((target) => (target.facts === facts && target.site ? [target.site] : []))]);
}

function hint({ pairs }: View, facts: FileFacts, site: Site): InlayHint[] {
  const here = facts.functions[site.fn]?.name ?? '';
  const isElsewhere = ({ facts: file, function: name }: Spot) => name !== '' && (name !== here || file !== facts);
  const told = pairedSides(pairs, { facts, site }).filter((side) => isTold(side) && isElsewhere(side.spot));
  const sides = nearestFirst(facts.file, told);
  const names = [...new Set(sides.map(({ spot }) => spot.function))];
  if (names.length === 0) return [];
  const more = names.length > 1 ? ` +${names.length - 1}` : '';
  return [{ offset: site.end, label: ` ⇄ ${names[0]}${more}`, target: sideName(sides[0]!) }];
}
