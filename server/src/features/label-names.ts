/**
 * Labels and where they are spelt. A label with its function (`desc_read:A`) is spelt in full wherever it is meant, a tag
 * (`SEM_BARRIER_1`) belongs to its file; of a letter alone only what leads to it and what it stands at is known.
 */

import type { LabelPlace } from '../model/claim.ts';
import type { FileFacts, LabelFact } from '../model/facts.ts';
import type { ResolvedClaim, Target } from '../model/pair.ts';
import { contains, type Span } from '../text/span.ts';
import { filesCiting, wordsIn } from './citations.ts';
import { commentsOf } from './comment-text.ts';
import type { Edit, View } from './view.ts';

export type Label =
  | { readonly kind: 'full'; readonly name: string; readonly function: string }
  | { readonly kind: 'tag'; readonly name: string; readonly facts: FileFacts }
  | { readonly kind: 'letter'; readonly name: string; readonly files: readonly FileFacts[] };

const TAG = /^[A-Z][A-Z0-9]*_BARRIER(?:_\d+)?$/;

export function definedLabel(facts: FileFacts, { label: name, function: owner }: LabelFact): Label {
  if (owner !== null) return { kind: 'full', name, function: owner };
  return TAG.test(name) ? { kind: 'tag', name, facts } : { kind: 'letter', name, files: [facts] };
}

/** The label that a comment cites; undefined for a letter that leads nowhere. `isFull`: spelt with its function. */
export function citedLabel(claim: ResolvedClaim, place: LabelPlace, isFull: boolean): Label | undefined {
  const { label: name, function: owner } = place;
  if (isFull && owner !== null) return { kind: 'full', name, function: owner };
  if (TAG.test(name)) return { kind: 'tag', name, facts: claim.facts };
  const files = new Set(claim.targets.filter((target) => isLabelled(target, name)).map(({ facts }) => facts));
  return files.size > 0 ? { kind: 'letter', name, files: [...files] } : undefined;
}

/** Why a label can't get this name, or undefined. */
export function whyNoName(view: View, label: Label, name: string): string | undefined {
  const isTag = label.kind === 'tag';
  // A lone I is a pronoun.
  const valid = isTag ? TAG : label.kind === 'letter' ? /^[A-HJ-Z]\d?$/ : /^[A-Z]\d?$/;
  if (!valid.test(name)) {
    return `"${name}" is no label: ${isTag ? 'SOME_BARRIER_1 is one' : 'a capital letter is one, perhaps with a digit'}.`;
  }
  const taken = filesOf(view, label).find((facts) =>
    facts.labels.some((one) => one.label === name && isKin(label, one)),
  );
  return taken && `The label ${name} is taken in ${taken.file}.`;
}

/** The edits that give a label another name, in all comments that spell it. */
export function renameLabel(view: View, label: Label, to: string): Edit[] {
  const spans = filesOf(view, label).flatMap((facts) =>
    spellings(view, label, facts).map((span): Edit => ({ facts, span, text: to })),
  );
  return [...new Map(spans.map((edit) => [`${edit.facts.file}\0${edit.span.start}`, edit])).values()];
}

/** Whether a label of another name would be mixed up with this one if they had the same. */
function isKin(label: Label, other: LabelFact): boolean {
  return other.function === (label.kind === 'full' ? label.function : null);
}

/** The files that define or cite a label. */
function filesOf(view: View, label: Label): FileFacts[] {
  if (label.kind === 'full') return filesCiting(view, label.function);
  if (label.kind === 'tag') return [label.facts];
  const citing = view.pairs.all().filter((claim) => citesLetter(claim, label.name, label.files));
  return [...new Set([...label.files, ...citing.map(({ facts }) => facts)])];
}

function spellings(view: View, label: Label, facts: FileFacts): Span[] {
  const { text } = view.source(facts);
  if (label.kind === 'letter') return lettersIn(view, text, facts, label.name, label.files);
  const spelt = label.kind === 'full' ? `${label.function}:${label.name}` : label.name;
  const pattern = new RegExp(`(?<!\\w)${spelt}(?!\\w)`, 'g');
  const found = [...commentsOf(text)].flatMap((comment) => wordsIn(text, comment, pattern));
  return found.map(({ end }) => ({ start: end - label.name.length, end }));
}

/** A letter where it is defined and cited, and in brackets anywhere in those comments: "(A) is a control dependency". */
function lettersIn(view: View, text: string, facts: FileFacts, name: string, files: readonly FileFacts[]): Span[] {
  const defined = files.includes(facts)
    ? facts.labels.filter((label) => label.label === name && label.function === null).map(({ span }) => span)
    : [];
  const cited = view.pairs
    .claimsIn(facts.file)
    .filter((claim) => citesLetter(claim, name, files))
    .flatMap(({ claim }) => claim.references.flatMap(({ places }) => places))
    .filter((place) => place.kind === 'label' && place.label === name)
    .map(({ span }) => span);
  const known = [...defined, ...cited];
  const comments = [...commentsOf(text)].filter((comment) => known.some(({ start }) => contains(comment, start)));
  const bracketed = comments.flatMap((comment) =>
    wordsIn(text, comment, new RegExp(`(?<=[([])${name}(?=[)\\]])`, 'g')),
  );
  return [...known.flatMap((span) => wordsIn(text, span, new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'))), ...bracketed];
}

/** Whether a claim leads to the letter in one of these files. */
function citesLetter({ claim, targets }: ResolvedClaim, name: string, files: readonly FileFacts[]): boolean {
  const isCited = claim.references.some(({ places }) =>
    places.some((place) => place.kind === 'label' && place.label === name),
  );
  return isCited && targets.some((target) => files.includes(target.facts) && isLabelled(target, name));
}

/** Whether the label stands at what a claim leads to. */
function isLabelled({ facts, site, at }: Target, name: string): boolean {
  return facts.labels.some(
    (label) => label.label === name && (site ? facts.sites[label.site] === site : label.span.start === at),
  );
}
