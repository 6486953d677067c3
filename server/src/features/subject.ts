/**
 * What the cursor is on, as far as ordering goes: every feature that answers at a position starts here. Nothing is
 * found on ordinary code, so that beside another language server we keep silent there.
 */

import type { LabelPlace, Place, PrimitiveRef } from '../model/claim.ts';
import type { FileFacts, LabelFact, ObjectPath, PlainAccess, Site } from '../model/facts.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import type { Pairs } from '../pairing/pairs.ts';
import { contains, type Span } from '../text/span.ts';

export type Subject = SiteSubject | CommentSubject | LabelSubject | ObjectSubject;

interface At {
  readonly facts: FileFacts;
  /** The words under the cursor. */
  readonly span: Span;
}

/** The callee's name of a primitive's use, or of a wrapper's. */
export interface SiteSubject extends At {
  readonly kind: 'site';
  readonly site: Site;
}

/** A part of a pairing comment. */
export interface CommentSubject extends At {
  readonly kind: 'comment';
  readonly claim: ResolvedClaim;
  readonly part: Part;
}

/** `text` is any word of the claim's sentence that names nothing; `own` a primitive that says what the documented side is. */
export type Part =
  | { readonly kind: 'text' | 'verb' }
  | { readonly kind: 'own' | 'primitive'; readonly ref: PrimitiveRef }
  | { readonly kind: 'place'; readonly place: Place };

/** A label where it is given to the code beside it. Citations are parts of comments. */
export interface LabelSubject extends At {
  readonly kind: 'label';
  readonly label: LabelFact;
}

/** An object where it is accessed: the argument of a primitive, or a plain access. */
export interface ObjectSubject extends At {
  readonly kind: 'object';
  readonly object: ObjectPath;
  readonly site: Site | null;
  readonly access: PlainAccess | null;
}

/** What is at `offset` of `file`; the end of a word belongs to it, as cursors stand between characters. */
export function subjectAt(pairs: Pairs, file: string, offset: number): Subject | undefined {
  const facts = pairs.snapshot.file(file);
  if (!facts) return undefined;
  return (
    siteAt(pairs, facts, offset) ?? labelAt(facts, offset) ?? commentAt(pairs, facts, offset) ?? objectAt(facts, offset)
  );
}

/** A claim of a comment that the offset lies in, the nearest verb's when its words are shared. */
function commentAt(pairs: Pairs, facts: FileFacts, offset: number): CommentSubject | undefined {
  const claims = pairs.claimsIn(facts.file).filter((one) => one.claim.verb !== 'mention');
  const parts = claims.flatMap((claim) => partsOf(claim).map((part) => ({ claim, ...part })));
  const named = parts.find(({ span }) => touches(span, offset));
  const found = named ?? claims.filter(({ claim }) => touches(claim.span, offset)).map(textOf)[0];
  return found && { kind: 'comment', facts, ...found };
}

function textOf(claim: ResolvedClaim): { claim: ResolvedClaim; part: Part; span: Span } {
  return { claim, part: { kind: 'text' }, span: claim.claim.span };
}

function partsOf({ claim }: ResolvedClaim): { part: Part; span: Span }[] {
  return [
    { part: { kind: 'verb' }, span: claim.verbSpan },
    ...claim.own.map((ref) => ({ part: { kind: 'own', ref } as const, span: ref.span })),
    ...claim.references.flatMap(({ primitives, places }) => [
      ...primitives.map((ref) => ({ part: { kind: 'primitive', ref } as const, span: ref.span })),
      ...places.map((place) => ({ part: { kind: 'place', place } as const, span: place.span })),
    ]),
  ];
}

/** Also a call that wraps the operation which a comment documents. */
function siteAt(pairs: Pairs, facts: FileFacts, offset: number): SiteSubject | undefined {
  const anchors = () => pairs.claimsIn(facts.file).flatMap(({ anchor }) => anchor ?? []);
  const isHere = (site: Site) => touches(nameOf(site), offset);
  const site = facts.sites.find(isHere) ?? anchors().find(isHere);
  return site && { kind: 'site', facts, site, span: nameOf(site) };
}

function nameOf({ at, primitive }: Site): Span {
  return { start: at, end: at + primitive.length };
}

function labelAt(facts: FileFacts, offset: number): LabelSubject | undefined {
  const label = facts.labels.find(({ span }) => touches(span, offset));
  return label && { kind: 'label', facts, label, span: label.span };
}

function objectAt(facts: FileFacts, offset: number): ObjectSubject | undefined {
  const access = facts.accesses.find(({ at, end }) => touches({ start: at, end }, offset));
  if (access) {
    const span = { start: access.at, end: access.end };
    return { kind: 'object', facts, object: access.object, site: null, access, span };
  }
  const site = facts.sites.find(({ at, end }) => contains({ start: at, end }, offset));
  if (!site?.object) return undefined;
  const span = { start: site.at + site.primitive.length, end: site.end };
  return { kind: 'object', facts, object: site.object, site, access: null, span };
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** Whether a place of a comment is a label. */
export function isLabel(place: Place): place is LabelPlace {
  return place.kind === 'label';
}
