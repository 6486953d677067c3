/**
 * What the claims and objects of a snapshot ask for that it does not hold and that was not answered yet: names to look for in the whole tree,
 * structures to chain members through, functions to read in full because a comment names them.
 */

import type { FunctionPlace } from '../model/claim.ts';
import type { Demand } from '../model/demand.ts';
import type { AnchoredClaim, FileFacts } from '../model/facts.ts';
import { sameArchitecture } from '../model/paths.ts';
import { isMarkedKind } from '../primitives/explicit.ts';
import { linux } from '../primitives/linux.ts';
import type { FunctionRef, Snapshot } from './snapshot.ts';

/** Definitions of one name beyond this are a name that everybody uses; reading them all tells nothing. */
const DEFINITIONS = 40;

/** A barrier may be three calls away; what holds it by its name is read anyway. */
const CALLS = 2;

export function demandOf(snapshot: Snapshot): Demand {
  const names = new Set<string>();
  const structs = new Set<string>();
  const detail = new Map<string, Set<string>>();

  const read = (ref: FunctionRef): boolean => {
    const fn = ref.facts.functions[ref.fn]!;
    if (fn.calls !== undefined) return true;
    let wanted = detail.get(ref.facts.file);
    if (!wanted) detail.set(ref.facts.file, (wanted = new Set()));
    wanted.add(fn.name);
    return false;
  };
  const follow = (ref: FunctionRef, calls: number) => {
    if (!read(ref) || calls === 0 || snapshot.sitesIn(ref).some((site) => isMarkedKind(site.kind))) return;
    for (const callee of snapshot.callees(ref)) follow(callee, calls - 1);
  };
  const ask = (name: string, from: FileFacts) => {
    const definitions = snapshot.functionsNamed(name).filter((ref) => sameArchitecture(from.file, ref.facts.file));
    if (definitions.length === 0 && !snapshot.isAssumed(name) && !snapshot.isAnswered(name)) names.add(name);
    for (const ref of definitions.slice(0, DEFINITIONS)) follow(ref, CALLS);
  };

  for (const facts of snapshot.files()) {
    const asked = new Set<string>();
    for (const comment of facts.comments) {
      for (const claim of comment.claims) {
        for (const name of namesIn(claim)) asked.add(name);
        if (claim.call && namesPrimitive(claim)) asked.add(claim.call.name);
      }
    }
    for (const name of asked) ask(name, facts);
    for (const site of facts.sites) {
      const missing = site.object && isMarkedKind(site.kind) ? snapshot.objects().missing(site.object) : null;
      if (missing !== null && !snapshot.isAnswered(missing)) structs.add(missing);
      // Whether the tree has a definition of its own of what newer kernels don't have.
      const isRetired = linux.lookup(site.primitive)?.removed != null;
      if (isRetired && !snapshot.isAssumed(site.primitive) && !snapshot.isAnswered(site.primitive))
        names.add(site.primitive);
    }
  }
  return {
    names: [...names].sort(),
    structs: [...structs].sort(),
    detail: new Map([...detail].map(([file, wanted]) => [file, [...wanted].sort()])),
  };
}

/** Only then may the call below the comment wrap a barrier. */
function namesPrimitive(claim: AnchoredClaim): boolean {
  return !claim.notBarrier && claim.own.length + claim.references.flatMap((r) => r.primitives).length > 0;
}

function* namesIn(claim: AnchoredClaim): Iterable<string> {
  if (claim.notBarrier) return;
  for (const reference of claim.references) {
    for (const place of reference.places) {
      if (place.kind === 'label' && place.function !== null) yield place.function;
      if (place.kind === 'function' && mayBeFunction(place)) yield* place.names.filter((name) => !name.includes('*'));
    }
  }
}

/** A bare word without an underscore is more likely English. */
function mayBeFunction(place: FunctionPlace): boolean {
  return place.certain || place.names.every((name) => name.includes('_'));
}
