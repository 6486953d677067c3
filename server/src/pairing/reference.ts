/**
 * One reference of a claim to the operations that it means, place by place.
 */

import type { FunctionRef } from '../index/snapshot.ts';
import type { FunctionPlace, Place, PrimitiveRef, Reference } from '../model/claim.ts';
import type { Missing, Target } from '../model/pair.ts';
import { fileTargets } from './files.ts';
import { labelTargets } from './labels.ts';
import { type Anchor, pickHere, pickIn, pickNearObject } from './pick.ts';
import { scopesOf } from './places.ts';
import { isMarked } from './searches.ts';

export interface Found {
  readonly targets: readonly Target[];
  readonly missing: readonly Missing[];
}

/** All places of the reference; without a place, what stands on the same object near by. */
export function resolveReference(from: Anchor, reference: Reference): Found {
  const found = reference.places.map((place) => resolvePlace(from, reference, place));
  if (found.length === 0) found.push({ targets: pickNearObject(from, reference), missing: [] });
  return { targets: found.flatMap((f) => f.targets), missing: found.flatMap((f) => f.missing) };
}

function resolvePlace(from: Anchor, reference: Reference, place: Place): Found {
  switch (place.kind) {
    case 'label':
      return labelTargets(from, place);
    case 'here':
      return { targets: pickHere(from, reference, place.direction), missing: [] };
    case 'file':
      return { targets: fileTargets(from, reference, place.path), missing: [] };
    case 'function': {
      const found = place.names.map((name) => resolveFunction(from, reference, place, name));
      return { targets: found.flatMap((f) => f.targets), missing: found.flatMap((f) => f.missing) };
    }
  }
}

function resolveFunction(from: Anchor, reference: Reference, place: FunctionPlace, name: string): Found {
  // A bare name without a primitive before it may be a member: "regarding nr_thps".
  const isCall = from.claim.verb === 'mention' || from.claim.text.includes(`${name}(`);
  const certain = place.certain && (isCall || reference.primitives.length > 0) && !isFragment(from.claim.text, name);
  const scopes = scopesOf(from, name, { certain, isCall });
  if (scopes.absent) {
    const elsewhere = scopes.elsewhere === null ? {} : { elsewhere: scopes.elsewhere };
    return { targets: [], missing: [{ kind: 'function', name, span: place.span, ...elsewhere }] };
  }
  const direct = pickIn(from, reference, withMembers(from, scopes.tiers));
  const isExact = direct.length > 0 && direct.every((t) => t.via.length === 0 && t.site !== null && isMarked(t.site));
  const targets = isExact ? direct : (callsOf(scopes.tiers, otherNames(reference, place)) ?? direct);
  const definition = scopes.tiers.flat()[0];
  // The header comment of a function that names the function itself speaks of the code as a whole.
  const isOwn = name === from.facts.functions[from.fn]?.name;
  const isUnknown = !definition || scopes.guessed || isUnread(definition) || isForeign(definition);
  if (targets.length > 0 || isUnknown || isOwn || isTable(definition)) return { targets, missing: [] };
  const barrier = describe(reference.primitives);
  return { targets, missing: [{ kind: 'barrier', name: barrier, span: place.span, function: definition }] };
}

/** `p_barrier[_ack]`, `*_bit()`: a part of a name. */
function isFragment(text: string, name: string): boolean {
  return /[[*}\])|-]/.test(text[text.indexOf(name) - 1] ?? '');
}

/** Tables replaced by the functions in them, the ones of the table's own file first. */
function withMembers(from: Anchor, tiers: readonly (readonly FunctionRef[])[]): FunctionRef[][] {
  return tiers.flatMap((tier) => {
    const members = tier.filter(isTable).flatMap((ref) => from.snapshot.members(ref));
    const own = members.filter((member) => tier.some((table) => table.facts === member.facts));
    return [tier.filter((ref) => !isTable(ref)), own, members]
      .filter((part) => part.length > 0)
      .map((part) => [...part]);
  });
}

/** Not read in full yet, as while somebody types its name: what it holds is not known. */
function isUnread({ facts, fn }: FunctionRef): boolean {
  return facts.functions[fn]?.calls === undefined;
}

/** User-space code orders with the compiler's built-in functions, which are not in the vocabulary. */
function isForeign({ facts, fn }: FunctionRef): boolean {
  return facts.functions[fn]?.calls?.some((call) => /^(__atomic|__sync|uatomic|CMM)_/.test(call.name)) ?? false;
}

function isTable({ facts, fn }: FunctionRef): boolean {
  return facts.functions[fn]?.table === true;
}

function otherNames(reference: Reference, place: FunctionPlace): string[] {
  return reference.places.flatMap((other) => (other.kind === 'function' && other !== place ? other.names : []));
}

/** "the barrier in wake_it() (see finish())": where one named function calls the other, that call is meant. */
function callsOf(tiers: readonly (readonly FunctionRef[])[], names: readonly string[]): Target[] | null {
  for (const { facts, fn } of tiers.flat()) {
    const caller = facts.functions[fn]!;
    const call = caller.calls?.find((c) => names.includes(c.name));
    if (!call) continue;
    const end = call.at + call.name.length;
    return [{ facts, at: call.at, end, primitive: call.name, function: caller.name, site: null, via: [] }];
  }
  return null;
}

function describe(primitives: readonly PrimitiveRef[]): string {
  return primitives.map((ref) => (ref.name ? `${ref.name}()` : ref.text)).join(' or ') || 'barrier';
}
