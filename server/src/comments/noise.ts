/**
 * The same words in no sense of ours: negated, nouns ("a key/value pair with"), or "see" with a subject that sees.
 */
import { PAIR_NOUNS, PAIRS_NOUNS } from './lexicon.ts';
import type { FoundVerb } from './verbs.ts';

/** Whether the words around a verb say that it makes no claim. `before` is what stands right before it. */
export function isNoise(verb: FoundVerb, before: string): boolean {
  if (isNegated(before)) return true;
  const previous = /([\w'’/-]+)[\s"'(]*$/.exec(before)?.[1]?.toLowerCase() ?? '';
  switch (verb.verb) {
    case 'pair':
      return isNoun(verb, previous);
    case 'see':
      return !STARTS_SEE.test(before) || SEES.test(before);
    case 'correspond':
      return /^pair of/i.test(verb.words) && /^(?:a|an|each|every|any|one|this|single)$/.test(previous);
    case 'order':
      // "in order with", "the right order with".
      return /^order with/i.test(verb.words) && !/^(?:|to|we|must|and|should|also)$/.test(previous);
    default:
      return false;
  }
}

function isNegated(before: string): boolean {
  return NEGATIONS.some((negation) => negation.test(before.toLowerCase()));
}

const NEGATIONS: readonly RegExp[] = [
  // "does not pair with", "not to be paired with", "nothing to pair with"
  /(?:\b(?:not|never|cannot|nothing|without|un)|n't)(?: (?:be|being|been|to|need|needs|have|has|directly|necessarily|a|any|the))*[ -]*$/,
  // "no need to pair with", "no barrier paired with"
  /\bno (?:\w+ ){0,3}(?:to (?:be )?)?$/,
  // "doesn't have a barrier that pairs with"
  /(?:\bnot|n't) (?:\w+ ){0,2}(?:have|need|contain|hold) (?:an? |any )?(?:\w+ ){1,3}(?:that|which|to) $/,
];

/** "a key pair with", "addr/len pairs with". */
function isNoun(verb: FoundVerb, previous: string): boolean {
  if (/^pairs\b/i.test(verb.words)) return PAIRS_NOUNS.has(previous) || previous.includes('/');
  return /^pair\b/i.test(verb.words) && (PAIR_NOUNS.has(previous) || previous.includes('/'));
}

/** "See" is a hint at the start of a sentence or a remark. */
const STARTS_SEE =
  /(?:^|[\n.,;:!?([<—–-] ?| (?:please|also|details|information|info|more|purpose|reference|comments?) |^(?:please|also) )$/i;
const SEES = /\b(?:must|should|can|could|will|would|may|might|we|they|to|then) also $/i;
