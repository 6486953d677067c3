/**
 * Labels: `desc_reserve:D`, a lone C, a tag in capitals. They are looked up in the file, then in files beside it
 * which define the same label (percpu-rwsem.c and percpu-rwsem.h share A to D).
 */
import type { LabelPlace } from '../model/claim.ts';
import type { AnchoredClaim, FileFacts, LabelFact } from '../model/facts.ts';
import type { Missing, Target } from '../model/pair.ts';
import { stemOf } from '../model/paths.ts';
import type { Anchor } from './pick.ts';
import { facesSquarely } from './searches.ts';
import { siteTarget } from './targets.ts';

export function labelTargets(from: Anchor, place: LabelPlace): { targets: Target[]; missing: Missing[] } {
  if (place.function === null && isTag(place.label)) return { targets: citing(from, place.label), missing: [] };
  const own = definitions(from.facts, place, from);
  const found = own.length > 0 ? own : elsewhere(from, place);
  const targets = found.map((definition) => targetOf(definition));
  // Only a label that names its function can be missed: a lone letter may stand in a drawing.
  const isMissing = found.length === 0 && place.function !== null && isLabelled(from.facts) && !isOwn(from, place);
  const name = place.function === null ? place.label : `${place.function}:${place.label}`;
  return { targets, missing: isMissing ? [{ kind: 'label', name, span: place.span }] : [] };
}

/** The labelled operation, or the label itself where it names a plain statement. */
function targetOf({ facts, label }: Definition): Target {
  const site = facts.sites[label.site];
  if (site) return siteTarget({ facts, fn: label.fn }, site, []);
  const { start, end } = label.span;
  const name = labelFunction(facts, label) ?? '';
  return { facts, at: start, end, primitive: `${name}:${label.label}`, function: name, site: null, via: [] };
}

/** MSG_BARRIER: a word that both sides' comments cite, and that the file's head explains. */
function isTag(label: string): boolean {
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(label);
}

/** The operations of the opposite role whose comments cite the same tag. */
function citing(from: Anchor, tag: string): Target[] {
  const cites = (claim: AnchoredClaim) =>
    claim.references.some((r) => r.places.some((p) => p.kind === 'label' && p.label === tag));
  return from.facts.comments
    .flatMap((comment) => comment.claims)
    .filter((claim) => claim !== from.claim && cites(claim))
    .flatMap((claim) => claim.anchors.slice(0, 1).map((i) => from.facts.sites[i]!))
    .filter((site) => from.sites.some((anchor) => facesSquarely(anchor.kind, site.kind)))
    .map((site) => siteTarget({ facts: from.facts, fn: site.fn }, site, []));
}

interface Definition {
  readonly facts: FileFacts;
  readonly label: LabelFact;
}

function definitions(facts: FileFacts, place: LabelPlace, from: Anchor): Definition[] {
  const same = facts.labels.filter((label) => label.label === place.label && !isAt(from, facts, label));
  const inFunction = same.filter((label) => labelFunction(facts, label) === place.function);
  const chosen = place.function === null ? same : inFunction;
  return chosen.map((label) => ({ facts, label }));
}

/** The function that a label belongs to: the one it names, else the one it stands in. */
function labelFunction(facts: FileFacts, label: LabelFact): string | undefined {
  return label.function ?? facts.functions[label.fn]?.name;
}

function elsewhere(from: Anchor, place: LabelPlace): Definition[] {
  if (place.function !== null) {
    return from.snapshot
      .functionsNamed(place.function)
      .filter((ref) => ref.facts !== from.facts)
      .flatMap((ref) => definitions(ref.facts, place, from));
  }
  return from.snapshot
    .filesCalled(stemOf(from.facts.file))
    .filter((facts) => facts.labels.length > 0 && belongTogether(facts, from.facts))
    .flatMap((facts) => definitions(facts, place, from));
}

/** Of two files with the same stem: a file and the header that it includes. */
function belongTogether(a: FileFacts, b: FileFacts): boolean {
  return includes(a, b) || includes(b, a);
}

function includes(facts: FileFacts, header: FileFacts): boolean {
  return facts.includes.some((include) => header.file.endsWith(`/${include.replace(/^\.\//, '')}`));
}

function isAt(from: Anchor, facts: FileFacts, label: LabelFact): boolean {
  return facts === from.facts && from.claim.anchors.includes(label.site);
}

/** The label of the documented operation itself: it leads nowhere, and is there. */
function isOwn(from: Anchor, place: LabelPlace): boolean {
  return from.facts.labels.some((label) => label.label === place.label && isAt(from, from.facts, label));
}

function isLabelled(facts: FileFacts): boolean {
  return facts.labels.some((label) => label.function !== null);
}
