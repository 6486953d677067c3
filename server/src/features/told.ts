/** Which of the places that a comment leads to are other sides, and which are only referred to. */
import type { ResolvedClaim, Target } from '../model/pair.ts';
import { roleOf } from '../primitives/roles.ts';
import { isPairing } from './sides.ts';

/** The targets that a comment says are the other side; "see foo()" says so only of what can be one. */
export function toldSides(claim: ResolvedClaim): readonly Target[] {
  if (!isPairing(claim)) return [];
  return claim.claim.verb === 'see' ? claim.targets.filter((target) => canFace(claim, target)) : claim.targets;
}

function canFace({ anchor }: ResolvedClaim, { site }: Target): boolean {
  if (!anchor || !site) return false;
  const [one, other] = [roleOf(anchor.kind), roleOf(site.kind)];
  return (one.release && other.acquire) || (one.acquire && other.release);
}
