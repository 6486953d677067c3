/**
 * Renames what only comments know: labels, and the names of functions in pairing comments. The code itself is another
 * language server's: a function renamed here keeps its name there, and nothing outside of comments can be renamed.
 */

import type { LabelPlace } from '../model/claim.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import type { Span } from '../text/span.ts';
import { renameCited } from './citations.ts';
import { citedLabel, definedLabel, type Label, renameLabel, whyNoName } from './label-names.ts';
import { subjectAt } from './subject.ts';
import type { Edit, View } from './view.ts';

export interface Renamable {
  readonly span: Span;
  /** The name as it is. */
  readonly placeholder: string;
}

/** What a rename at `offset` would rename, or undefined. */
export function prepareRename(view: View, file: string, offset: number): Renamable | undefined {
  const named = nameAt(view, file, offset);
  return named && { span: named.span, placeholder: named.name };
}

export type Renamed = { readonly edits: Edit[] } | { readonly refusal: string };

/** Renames what is at `offset` in all comments, or says why that can't be. */
export function rename(view: View, file: string, offset: number, newName: string): Renamed {
  const named = nameAt(view, file, offset);
  if (!named) return { refusal: 'Only labels and functions that pairing comments name can be renamed.' };
  const { name, label } = named;
  const refusal = label ? whyNoName(view, label, newName) : whyNoFunction(newName);
  if (refusal !== undefined && newName !== name) return { refusal };
  if (newName === name) return { edits: [] };
  return { edits: label ? renameLabel(view, label, newName) : renameCited(view, name, newName) };
}

function whyNoFunction(name: string): string | undefined {
  return /^[A-Za-z_]\w*$/.test(name) ? undefined : `No function can have the name "${name}".`;
}

interface Named {
  readonly span: Span;
  readonly name: string;
  /** Without it, the name is a function's. */
  readonly label?: Label;
}

function nameAt(view: View, file: string, offset: number): Named | undefined {
  const subject = subjectAt(view.pairs, file, offset);
  if (subject?.kind === 'label') {
    const { facts, label, span } = subject;
    return { span, name: label.label, label: definedLabel(facts, label) };
  }
  if (subject?.kind !== 'comment' || subject.part.kind !== 'place') return undefined;
  const { claim, part } = subject;
  if (part.place.kind === 'label') return inLabel(view, claim, part.place, offset);
  if (part.place.kind !== 'function') return undefined;
  const { span, names } = part.place;
  const name = textAt(view, claim, span);
  // A pattern such as {set,clear}_bit() names several.
  return names[0] === name && /^\w+$/.test(name) ? { span, name } : undefined;
}

/** Of `desc_read:A` the part that the cursor is on. */
function inLabel(view: View, claim: ResolvedClaim, place: LabelPlace, offset: number): Named | undefined {
  const written = textAt(view, claim, place.span);
  const colon = written.indexOf(':');
  if (colon >= 0 && offset <= place.span.start + colon) {
    const span = { start: place.span.start, end: place.span.start + colon };
    return { span, name: written.slice(0, colon) };
  }
  const label = citedLabel(claim, place, colon >= 0);
  const start = place.span.start + written.lastIndexOf(place.label);
  return label && { span: { start, end: start + place.label.length }, name: place.label, label };
}

function textAt(view: View, { facts }: ResolvedClaim, { start, end }: Span): string {
  return view.source(facts).text.slice(start, end);
}
