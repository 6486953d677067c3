/**
 * The same words in other business: Bluetooth devices that pair, key/value pairs, "must be paired with foo_put()".
 * Noise is no claim at all; API contracts are claims that have nothing to do with ordering.
 */
import type { PrimitiveRef, Reference } from '../model/claim.ts';
import type { FoundVerb } from './verbs.ts';

/** Whether the words around a verb say that it isn't a verb of pairing. `before` ends where the verb starts. */
export function isNoise(verb: FoundVerb, before: string): boolean {
  const [, last = ''] = /([\w'’/-]+)[\s"'(]*$/.exec(before) ?? [];
  const previous = last.toLowerCase();
  if (isNegated(before)) return true;
  switch (verb.verb) {
    case 'pair':
      return isNoun(verb, previous);
    case 'see':
      return (
        !STARTS_SEE.test(before) ||
        /\b(?:must|should|can|could|will|would|may|might|we|they|to|then) also $/i.test(before)
      );
    case 'correspond':
      return /^pair of/i.test(verb.words) && /^(?:a|an|each|every|any|one|this|single)$/.test(previous);
    case 'order':
      return /^order with/i.test(verb.words) && !/^(?:|to|we|must|and|should|also)$/.test(previous);
    default:
      return false;
  }
}

/** "does not pair with", "nothing to pair with", "no need to be paired with". */
function isNegated(before: string): boolean {
  const near = before.slice(-64).toLowerCase();
  return NEGATIONS.some((negation) => negation.test(near));
}

const NEGATIONS: readonly RegExp[] = [
  /(?:\b(?:not|never|cannot|nothing|without|un)|n't)(?: (?:be|being|been|to|need|needs|have|has|directly|necessarily|a|any|the))*[ -]*$/,
  /\bno (?:\w+ ){0,3}(?:to (?:be )?)?$/,
  /(?:\bnot|n't) (?:\w+ ){0,2}(?:have|need|contain|hold) (?:an? |any )?(?:\w+ ){1,3}(?:that|which|to) $/,
];

/** A noun: "a key pair with", "register pairs with". */
function isNoun(verb: FoundVerb, previous: string): boolean {
  if (!/^pairs?\b/i.test(verb.words)) return false;
  if (/^pairs\b/i.test(verb.words))
    return /^(?:key|value|values|val|name|names|register|registers|queue|ring|byte|address|addr|len|data|device|tag|of|these|those|two|all|such|twisted|differential|following|as|in|the)$|\//.test(
      previous,
    );
  return /^(?:a|an|the|each|every|key|value|name|register|queue|ring|byte|socket|tty|pty|address|one|this|that|twisted|differential|wire|port|stereo|channel|as|in|string|group)$|\//.test(
    previous,
  );
}

/** "See" is a hint at the start of a sentence or a remark; "must see" and "readers see" are not. */
const STARTS_SEE =
  /(?:^|[\n.,;:!?([<—–-] ?| (?:please|also|details|information|info|more|purpose|reference|comments?) |^(?:please|also) )$/i;

/** Said of things that have to be undone: an obligation of the caller. */
const OBLIGATION =
  /\b(?:must|should|shall|needs? to|ha(?:s|ve) to|has got to|always|only|is to|are to)(?: \w+){0,2} (?:be )?(?:pair|match|balanc|coupl)|\bcalls? (?:to )?(?:\w+\(\) )?(?:\w+ ){0,3}(?:pair|match)|\bthis (?:function|routine|call|macro) is (?:paired|matched)|\bpaired with (?:a |an |the |each )?(?:\w+ )?calls? (?:to|of)\b/i;

/** The words of reference counting, locking and allocating. */
const OTHER_BUSINESS =
  /\b(?:references?|ref(?:count|cnt)\w*|krefs?|usecount|use count|the (?:get|put|ref|alloc|free|allocation)|(?:mm|f|d|i|k|css_|kref_|sock_)(?:get|put|grab|drop|hold)\w*|preempt_(?:en|dis)able\w*|critical section|lock_map_\w+|allocat\w+|freed|free(?:s|ing)?)\b/i;

/** Functions that come in twos. */
const PAIRED_NAME =
  /(?:^|_)(?:get|put|ref|unref|alloc|free|lock|unlock|enable|disable|register|unregister|grab|hold|create|destroy|suspend|resume|setup|unsetup|nlp_get|nlp_put)$/;

const ORDERING_WORD =
  /\b(?:barriers?|reorder\w*|[rw]?mb|memory order\w*|acquire semantics|release semantics|lockless\w*)\b/i;

/**
 * Whether a claim's words say that no ordering is meant. When they leave it open, because they only name
 * functions, the answer is no: the code beside the comment decides.
 */
export function isOtherBusiness(
  sentence: string,
  own: readonly PrimitiveRef[],
  references: readonly Reference[],
): boolean {
  const primitives = [...own, ...references.flatMap((reference) => reference.primitives)];
  const places = references.flatMap((reference) => reference.places);
  if (places.some((place) => place.kind === 'label')) return false;
  if (primitives.some(isOrdering) || ORDERING_WORD.test(sentence)) return false;
  if (OBLIGATION.test(sentence) || OTHER_BUSINESS.test(sentence)) return true;
  if (primitives.length > 0) return false;
  const names = places.flatMap((place) => (place.kind === 'function' ? place.names : []));
  return names.some((name) => PAIRED_NAME.test(name));
}

/** "Matches kref_put() in": of the verbs that need ordering beside them, this one is used for counters as well. */
export function isBalance(verb: FoundVerb, references: readonly Reference[]): boolean {
  const names = references.flatMap((r) => r.places).flatMap((place) => (place.kind === 'function' ? place.names : []));
  return verb.verb === 'match' && names.some((name) => PAIRED_NAME.test(name));
}

/** Locks and counters' gets and puts may order, but named alone they are rather balanced than ordered. */
export function isOrdering(ref: PrimitiveRef): boolean {
  if (ref.name === null) return !/^(?:lock|unlock|any)$/.test(ref.generic ?? '') || /barrier|fence/i.test(ref.text);
  return !/(?:^|_)(?:get|put|hold|lock|unlock|grab|enter|exit)$|preempt_|^rcu_read_|kfree|^(?:spin|mutex|rwsem|lock|lock_map)_(?:acquire|release)/.test(
    ref.name,
  );
}
