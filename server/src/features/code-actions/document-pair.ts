/**
 * Writes the comment that says what an operation pairs with: here, on the other side, or on both. Only sides are
 * offered that no comment leads from yet.
 */

import type { SiteRef } from '../../index/snapshot.ts';
import { isMarkedKind } from '../../primitives/explicit.ts';
import { functionName } from '../../rules/describe.ts';
import { contains } from '../../text/span.ts';
import { type Candidate, likelySides } from '../candidates.ts';
import { type CommentText, commentAbove } from '../comment-text.ts';
import { commentOn, sentenceIn } from '../comment-writing.ts';
import { commentLine } from '../statement.ts';
import { subjectAt } from '../subject.ts';
import type { Edit, View } from '../view.ts';
import type { Context, Maker, Offer } from './action.ts';

interface About {
  /** Offset of the operation in this file. */
  readonly at: number;
  readonly other: { readonly file: string; readonly at: number };
  readonly sides: 'here' | 'there' | 'both';
}

/** More choices would bury the rest of the menu. */
const MOST_SIDES = 3;

export const documentPair: Maker<About> = {
  name: 'document-pair',
  kind: 'refactor.rewrite.barrier-ls',
  offers(context) {
    const ref = operationAt(context);
    if (!ref) return [];
    const { view } = context;
    const sides = likelySides(view.pairs, ref).map((side) => ({ side, ...lacking(view, ref, side) }));
    const open = sides.filter(({ here, there }) => here || there).slice(0, MOST_SIDES);
    return open.flatMap(({ side, here, there }, i) => offersFor(ref, side, here, there && i === 0));
  },
  edits(view, facts, { at, other, sides }) {
    const site = facts.sites.find((one) => one.at === at);
    const ref = site && { facts, site };
    const side = ref && findSide(view, ref, other);
    if (!side) return [];
    const back = { primitive: site.primitive, function: functionName(facts, site.fn) };
    const there = side.site && { facts: side.spot.facts, site: side.site };
    return [
      ...(sides === 'there' ? [] : commentEdit(view, ref, { primitive: side.primitive, function: side.spot.function })),
      ...(sides === 'here' || !there ? [] : commentEdit(view, there, back)),
    ];
  },
};

/** The operation that the selection is on, or on whose object or pairing comment it is. */
function operationAt({ view, facts, selection }: Context): SiteRef | undefined {
  const subject = subjectAt(view.pairs, facts.file, selection.start);
  const site =
    subject?.kind === 'comment' ? subject.claim.anchor : subject?.kind === 'label' ? null : (subject?.site ?? null);
  const selected = site ?? facts.sites.find((one) => contains(selection, one.at));
  return selected && facts.sites.includes(selected) ? { facts, site: selected } : undefined;
}

function offersFor(ref: SiteRef, side: Candidate, here: boolean, there: boolean): Offer<About>[] {
  const name = `${side.primitive}() in ${side.spot.function}()`;
  const guess = side.by === 'inferred' ? ' (a guess by the objects around them)' : '';
  const offer = (sides: About['sides'], title: string): Offer<About> => ({
    title: title + guess,
    isPreferred: false,
    about: { at: ref.site.at, other: { file: side.spot.facts.file, at: side.spot.at }, sides },
  });
  return [
    ...(here ? [offer('here', `Document this pairing here: with ${name}`)] : []),
    ...(there ? [offer('there', `Document this pairing on the other side: at ${name}`)] : []),
    ...(here && there ? [offer('both', `Document this pairing on both sides: here and at ${name}`)] : []),
  ];
}

/** Which sides lack a comment that leads to the other one, and have a place for it. */
function lacking(view: View, ref: SiteRef, side: Candidate): { here: boolean; there: boolean } {
  const other = side.site && { facts: side.spot.facts, site: side.site };
  const own = { facts: ref.facts, at: ref.site.at, function: functionName(ref.facts, ref.site.fn) };
  return {
    here: !leads(view, ref, side.spot) && lineFor(view, ref) !== undefined,
    there: other !== null && own.function !== '' && !leads(view, other, own) && lineFor(view, other) !== undefined,
  };
}

/** Whether a comment at the site leads to that function, be it to another operation in it. */
function leads({ pairs }: View, { facts, site }: SiteRef, to: Omit<Candidate['spot'], 'end'>): boolean {
  const isThere = (target: { facts: typeof facts; at: number; function: string }) =>
    target.facts === to.facts && (target.at === to.at || target.function === to.function);
  return pairs.claimsAt(facts, site).some(({ targets }) => targets.some(isThere));
}

function findSide(view: View, ref: SiteRef, { file, at }: About['other']): Candidate | undefined {
  return likelySides(view.pairs, ref).find(({ spot }) => spot.facts.file === file && spot.at === at);
}

function lineFor(view: View, { facts, site }: SiteRef): number | undefined {
  return commentLine(facts, view.source(facts).text, site.at);
}

function commentEdit(view: View, ref: SiteRef, other: { primitive: string; function: string }): Edit[] {
  const { facts } = ref;
  const { text } = view.source(facts);
  const line = lineFor(view, ref);
  if (line === undefined) return [];
  const words = `with ${other.primitive}() in ${other.function}().`;
  const sentence = isAmong(ref, text, line) ? `${ref.site.primitive}() pairs ${words}` : `Pairs ${words}`;
  const above = commentAbove(text, line);
  const edit = above && isProse(ref, text, above) ? sentenceIn(text, above, sentence) : commentOn(text, line, sentence);
  return [{ facts, ...edit }];
}

/** Whether other operations that a comment may be about share the statement, so that it has to say which one it means. */
function isAmong({ facts, site }: SiteRef, text: string, line: number): boolean {
  const rest = text.slice(site.end).search(/[;{}]/);
  const end = rest < 0 ? site.end : site.end + rest;
  return facts.sites.some((one) => one !== site && line <= one.at && one.at < end && isMarkedKind(one.kind));
}

/** Whether a comment is there for people only, and makes no claim yet that a sentence more would get mixed up with. */
function isProse({ facts }: SiteRef, text: string, comment: CommentText): boolean {
  const marks = [
    ...facts.suppressions,
    ...facts.labels,
    ...facts.comments.flatMap(({ claims }) => claims.filter(({ verb }) => verb !== 'mention')),
  ];
  if (marks.some(({ span }) => contains(comment, span.start))) return false;
  return !/^\/\*\*[^*/]|fall.?through|clang-format|NOLINT|\^\^/i.test(text.slice(comment.start, comment.end));
}
