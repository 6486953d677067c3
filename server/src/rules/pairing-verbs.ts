/** Verbs that say that two operations work together, and don't merely lead somewhere. */
import type { Verb } from '../model/claim.ts';

export const PAIRING: ReadonlySet<Verb> = new Set<Verb>([
  'pair',
  'couple',
  'match',
  'synchronize',
  'correspond',
  'barrier-versus',
]);
