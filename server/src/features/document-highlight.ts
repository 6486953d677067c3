/** Marks the members of a place's group that stand in the same file: sides by what they do, comments as text. */

import type { FileFacts, PlainAccess, Site } from '../model/facts.ts';
import { roleOf } from '../primitives/roles.ts';
import type { Span } from '../text/span.ts';
import { groupOf } from './group.ts';
import { nameEnd } from './spots.ts';
import { subjectAt } from './subject.ts';
import type { View } from './view.ts';

export interface Highlight {
  readonly span: Span;
  readonly kind: 'read' | 'write' | 'text';
}

/** In order of position; none when nothing else of the group is in this file. */
export function documentHighlights(view: View, file: string, offset: number): Highlight[] {
  const subject = subjectAt(view.pairs, file, offset);
  if (!subject) return [];
  const { sites, accesses, claims } = groupOf(view.pairs, subject);
  const isHere = ({ facts }: { facts: FileFacts }) => facts === subject.facts;
  const found = [
    ...sites.filter(isHere).map(({ site }) => highlight(site.at, nameEnd(site), kindOf(site))),
    ...accesses.filter(isHere).map(({ access }) => highlight(access.at, access.end, KINDS[access.mode])),
    ...claims.filter(isHere).map(({ claim }) => highlight(claim.verbSpan.start, claim.verbSpan.end, 'text')),
  ];
  const unique = new Map(found.map((one) => [one.span.start, one]));
  return unique.size < 2 ? [] : [...unique.values()].sort((a, b) => a.span.start - b.span.start);
}

function highlight(start: number, end: number, kind: Highlight['kind']): Highlight {
  return { span: { start, end }, kind };
}

function kindOf({ kind }: Site): Highlight['kind'] {
  const { access } = roleOf(kind);
  if (access === null) return 'text';
  return access === 'load' ? 'read' : 'write';
}

const KINDS: Readonly<Record<PlainAccess['mode'], Highlight['kind']>> = {
  read: 'read',
  write: 'write',
  update: 'write',
  address: 'text',
};
