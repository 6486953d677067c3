/**
 * Where the words of a pairing comment lead: a function's name to the operations in that function, a primitive's to
 * that primitive, any other word to all that the comment points to.
 */

import type { FunctionRef, Snapshot } from '../index/snapshot.ts';
import type { FunctionPlace, LabelPlace, Place, PrimitiveRef } from '../model/claim.ts';
import type { FileFacts, LabelFact } from '../model/facts.ts';
import type { ResolvedClaim, Target } from '../model/pair.ts';
import { directoryOf, sameArchitecture } from '../model/paths.ts';
import { definitionSpot, inOrder, nameSpot, targetSpot } from './spots.ts';
import type { Part } from './subject.ts';
import type { Spot } from './view.ts';

export function leadsOf(snapshot: Snapshot, claim: ResolvedClaim, part: Part): Spot[] {
  switch (part.kind) {
    case 'own':
      return claim.anchor ? [nameSpot({ facts: claim.facts, site: claim.anchor })] : [];
    case 'primitive':
      return ofPrimitive(claim, part.ref).map(targetSpot);
    case 'place':
      return leadsOfPlace(snapshot, claim, part.place);
    default:
      return claim.targets.map(targetSpot);
  }
}

/** What a function's name, a label or a file leads to; nothing when the tree does not hold it. */
export function leadsOfPlace(snapshot: Snapshot, claim: ResolvedClaim, place: Place): Spot[] {
  const own = claim.targets.filter((target) => isIn(target, place));
  if (own.length > 0) return own.map(targetSpot);
  const definitions = place.kind === 'function' ? place.names.flatMap((name) => nearest(snapshot, claim, name)) : [];
  if (definitions.length > 0) return inOrder(definitions.map(definitionSpot));
  const isMissing = claim.missing.some(({ span }) => span.start === place.span.start);
  return isMissing ? [] : claim.targets.map(targetSpot);
}

/** The places of a claim's reference that name a label. */
export function citations(claim: ResolvedClaim, label: string, of: string | undefined): LabelPlace[] {
  return claim.claim.references
    .flatMap(({ places }) => places)
    .filter((place) => place.kind === 'label')
    .filter((place) => place.label === label && (place.function === null || place.function === of));
}

/** The function that a label belongs to: the one it names, else the one it stands in. */
export function labelOwner(facts: FileFacts, label: LabelFact): string | undefined {
  return label.function ?? facts.functions[label.fn]?.name;
}

/** "smp_wmb() in a() and smp_mb() in b()": of a primitive's own places those that hold it, as far as can be told. */
function ofPrimitive({ claim, targets }: ResolvedClaim, ref: PrimitiveRef): readonly Target[] {
  const places = claim.references.find(({ primitives }) => primitives.includes(ref))?.places ?? [];
  const near = orAll(targets, (target) => places.some((place) => isIn(target, place)));
  return orAll(near, (target) => target.primitive === ref.name);
}

function orAll(targets: readonly Target[], fits: (target: Target) => boolean): readonly Target[] {
  const fitting = targets.filter(fits);
  return fitting.length > 0 ? fitting : targets;
}

function isIn(target: Target, place: Place): boolean {
  switch (place.kind) {
    case 'function':
      return isInFunction(target, place);
    case 'label':
      return target.facts.labels.some((label) => isAt(target, label) && isCalled(target.facts, label, place));
    case 'file':
      return `/${target.facts.file}`.endsWith(`/${place.path}`);
    case 'here':
      return false;
  }
}

function isInFunction({ function: name, via }: Target, { names }: FunctionPlace): boolean {
  return names.some((one) => {
    const fits = one.includes('*') ? wildcard(one) : (other: string) => other === one;
    return fits(name) || (via[0] !== undefined && fits(via[0]));
  });
}

function wildcard(name: string): (other: string) => boolean {
  const parts = name.split('*').map((part) => part.replace(/\W/g, ''));
  const pattern = new RegExp(`^${parts.join('\\w*')}$`);
  return (other) => pattern.test(other);
}

function isAt({ facts, site, at }: Target, label: LabelFact): boolean {
  return site ? facts.sites[label.site] === site : label.span.start === at;
}

function isCalled(facts: FileFacts, label: LabelFact, place: LabelPlace): boolean {
  if (label.label !== place.label) return false;
  return place.function === null || place.function === labelOwner(facts, label);
}

/** The definitions of a name that are nearest to the comment: of its file, of files beside it, else all. */
function nearest(snapshot: Snapshot, { facts }: ResolvedClaim, name: string): readonly FunctionRef[] {
  const known = snapshot.functionsNamed(name).filter((ref) => sameArchitecture(facts.file, ref.facts.file));
  const full = known.filter((ref) => !ref.facts.functions[ref.fn]!.stub);
  const all = full.length > 0 ? full : known;
  const here = all.filter((ref) => ref.facts === facts);
  if (here.length > 0) return here;
  const beside = all.filter((ref) => directoryOf(ref.facts.file) === directoryOf(facts.file));
  return beside.length > 0 ? beside : all;
}
