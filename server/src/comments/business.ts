/**
 * Verbs of pairing in other business than ordering: references that are taken and dropped, locks, allocations, and
 * "must be paired with foo_put()". Such claims stay claims, so that people see they were understood.
 */
import type { PrimitiveRef, Reference } from '../model/claim.ts';
import type { FoundVerb } from './verbs.ts';

/**
 * Whether a claim's words say that no ordering is meant. When they leave it open, because they only name functions,
 * the answer is no: the code beside the comment decides. `near` are the few words around the verb.
 */
export function isOtherBusiness(
  sentence: string,
  near: string,
  own: readonly PrimitiveRef[],
  references: readonly Reference[],
): boolean {
  const primitives = [...own, ...references.flatMap((reference) => reference.primitives)];
  if (primitives.some(isOrdering) || ORDERING_WORD.test(sentence)) return false;
  if (references.some((reference) => reference.places.some((place) => place.kind === 'label'))) return false;
  if (OBLIGATION.test(sentence) || BUSINESS.test(near)) return true;
  return primitives.length === 0 && namesBalance(references);
}

/** "Matches kref_put() in": of the verbs that need ordering beside them, this one is used for counters as well. */
export function isBalance(verb: FoundVerb, references: readonly Reference[]): boolean {
  return verb.verb === 'match' && namesBalance(references);
}

/** Locks, and gets and puts of counters, may order; but named alone they are balanced rather than ordered. */
export function isOrdering(ref: PrimitiveRef): boolean {
  if (ref.name === null) return !/^(?:lock|unlock|any)$/.test(ref.generic ?? '') || /barrier|fence/i.test(ref.text);
  return !BALANCED.test(ref.name);
}

function namesBalance(references: readonly Reference[]): boolean {
  return references
    .flatMap((reference) => reference.places)
    .some((place) => place.kind === 'function' && place.names.some((name) => BALANCE.test(name)));
}

const ORDERING_WORD =
  /\b(?:barriers?|reorder\w*|[rw]?mb|memory order\w*|acquire semantics|release semantics|lockless\w*)\b/i;

/** Functions that come in twos. Enabling, starting and their like may order; these are about lifetimes and locks. */
const BALANCE = /(?:^|_)(?:get|put|ref|unref|grab|hold|alloc|free|lock|unlock|register|unregister)$/;

/** Primitives of that kind; the names that lockdep and sparse check are no operations at all. */
const BALANCED =
  /(?:^|_)(?:get|put|hold|grab|lock|unlock|enter|exit)$|preempt_|^rcu_read_|kfree|^(?:spin|mutex|rwsem|lock|lock_map)_(?:acquire|release)/;

/** Said of what the caller owes. */
const OBLIGATION = new RegExp(
  [
    String.raw`\b(?:must|should|shall|needs? to|ha(?:s|ve) to|always|only|is to|are to)(?: \w+){0,2} (?:pair|match|balanc|coupl)`,
    String.raw`\bcalls? (?:to )?(?:\w+\(\) )?(?:\w+ ){0,3}(?:pair|match)`,
    String.raw`\bthis (?:function|routine|call|macro) is (?:paired|matched)`,
    String.raw`\bpaired with (?:an? |the |each )?(?:\w+ )?calls? (?:to|of)\b`,
  ].join('|'),
  'i',
);

/** The words of reference counting, locking and allocating. */
const BUSINESS = new RegExp(
  [
    String.raw`\b(?:references?|ref(?:count|cnt)\w*|krefs?|use ?count|critical section)\b`,
    String.raw`\bthe (?:get|put|ref|alloc|free|allocation)\b`,
    String.raw`\b(?:mm|f|d|i|k)(?:get|put|grab|drop|hold)\w*`,
    String.raw`\w_(?:get|put|ref|unref)\b|\b(?:preempt_(?:en|dis)able|lock_map_)\w*`,
  ].join('|'),
  'i',
);
