/**
 * Every side of the group that a place belongs to, and every comment that names one. Of an object that is everyone
 * who touches it, marked or not; of a label also the places that cite it.
 */

import type { Pairs } from '../pairing/pairs.ts';
import { citingSpots, type Group, groupOf } from './group.ts';
import { accessSpot, inOrder, nameSpot, wordsSpot } from './spots.ts';
import { type Subject, subjectAt } from './subject.ts';
import type { Spot, View } from './view.ts';

export interface ReferencesOptions {
  /** Whether what the cursor is on is listed, too. */
  readonly includeSubject: boolean;
}

/** In order of file and position; none when there is nothing but the subject itself. */
export function references(view: View, file: string, offset: number, options: ReferencesOptions): Spot[] {
  const subject = subjectAt(view.pairs, file, offset);
  if (!subject) return [];
  const all = membersOf(view.pairs, subject);
  const others = all.filter((spot) => !isSubject(subject, spot));
  return others.length > 0 && options.includeSubject ? all : others;
}

function membersOf(pairs: Pairs, subject: Subject): Spot[] {
  const { sites, accesses, claims }: Group = groupOf(pairs, subject);
  const own = subject.kind === 'label' ? [...citingSpots(pairs, subject), labelSpot(subject)] : [];
  return inOrder([
    ...sites.map(nameSpot),
    ...accesses.map(accessSpot),
    ...claims.map((claim) => wordsSpot(claim, claim.claim.verbSpan)),
    ...own,
  ]);
}

function labelSpot({ facts, span }: Subject): Spot {
  return { facts, at: span.start, end: span.end, function: '' };
}

/** Of a comment the subject is its verb, whatever word the cursor is on. */
function isSubject(subject: Subject, { facts, at }: Spot): boolean {
  return facts === subject.facts && at === startOf(subject);
}

function startOf(subject: Subject): number {
  switch (subject.kind) {
    case 'comment':
      return subject.claim.claim.verbSpan.start;
    case 'object':
      return (subject.access ?? subject.site ?? { at: subject.span.start }).at;
    default:
      return subject.span.start;
  }
}
