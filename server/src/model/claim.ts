/**
 * What a pairing comment says, before anything is looked up: pure text.
 * All spans are offsets into the file that the comment stands in.
 */
import type { Span } from '../text/span.ts';

/** A comment's statement that the code beside it pairs with something. One per verb. */
export interface Claim {
  /** Normalised verb family, see the grammar. */
  readonly verb: Verb;
  /** The verb's words. The line that the claim is reported on is the line where this starts. */
  readonly verbSpan: Span;
  /** The sentence around the verb. */
  readonly span: Span;
  /** The sentence as one line: comment decoration removed, white space folded. */
  readonly text: string;
  /** Primitives which the sentence says the documented side is ("The smp_load_acquire() here pairs with"). */
  readonly own: readonly PrimitiveRef[];
  /** The other side, as alternatives that all apply: each is a set of primitives times a set of places. */
  readonly references: readonly Reference[];
  /** Whether the documented operation stands before the comment ("The barrier above pairs with"), as far as the words tell. */
  readonly anchorHint: 'above' | 'below' | null;
  /** The words pair something that is no ordering: references, locks, allocations, API calls. */
  readonly notBarrier: boolean;
  /** The other side is out of reach by the sentence's own words. */
  readonly external: External | null;
}

/**
 * `pair`, `couple`: strong, need no barrier beside them. All others are guarded: they are claims only
 * where a primitive is named or stands at the anchor.
 */
export type Verb =
  | 'pair'
  | 'couple'
  | 'match'
  | 'synchronize'
  | 'order'
  | 'serialize'
  | 'barrier-versus'
  | 'correspond'
  | 'see'
  | 'caret'
  | 'label'
  | 'other-side'
  | 'saved-by'
  // No verb at all: the comment at a barrier names functions. Not a pairing comment, but a name that is gone is gone.
  | 'mention';

export type External = 'device' | 'hypervisor' | 'guest' | 'user-space' | 'assembly' | 'hardware';

/** One alternative of the other side: any of `primitives`, at each of `places`. */
export interface Reference {
  /** Empty: no primitive is named, anything that orders will do. */
  readonly primitives: readonly PrimitiveRef[];
  /** Empty: no place is named. */
  readonly places: readonly Place[];
  /** Objects that the words name: an argument `READ_ONCE(sk->sk_prot)`, `|next|`, `->rsp`, "setting irqchip_mode". Last member or global name. */
  readonly objects: readonly string[];
}

/** A primitive as a comment names it. */
export interface PrimitiveRef {
  readonly span: Span;
  /** As written, without parentheses. */
  readonly text: string;
  /**
   * The primitive's real name when it is one or can be told (`wmb` stays `wmb`, `smb_rmb` becomes `smp_rmb`,
   * `load_acquire` becomes `smp_load_acquire`), or null for a class of primitives (`generic` then says which).
   */
  readonly name: string | null;
  readonly generic: GenericBarrier | null;
  /** Not exact: what it should have been is `name`. */
  readonly misspelt: boolean;
  /** "implied by", "implicit in": the named operation brings the barrier along. */
  readonly implied: boolean;
  /** The argument, when one is given: `sk->sk_prot` of `READ_ONCE(sk->sk_prot)`. */
  readonly argument: string | null;
}

/** A class of primitives by its common name: "read barrier", "the acquire", "lockless read", "the barrier". */
export type GenericBarrier =
  | 'any'
  | 'read'
  | 'write'
  | 'full'
  | 'acquire'
  | 'release'
  | 'load'
  | 'store'
  | 'dependency'
  | 'atomic'
  | 'lock'
  | 'unlock';

export type Place = FunctionPlace | HerePlace | FilePlace | LabelPlace;

export interface FunctionPlace {
  readonly kind: 'function';
  readonly span: Span;
  /** The names meant, expanded: `{set,clear}_x()` gives two. A `*` stays in the name and matches any run of word characters. */
  readonly names: readonly string[];
  /** Written with parentheses, or in a position where only a function fits. Otherwise it may be an English word. */
  readonly certain: boolean;
}

/** In this function or file: "above", "below", "here", "at the top of this function". */
export interface HerePlace {
  readonly kind: 'here';
  readonly span: Span;
  readonly direction: 'above' | 'below' | 'here';
}

export interface FilePlace {
  readonly kind: 'file';
  readonly span: Span;
  readonly path: string;
}

/** A label: `desc_reserve:D` has both parts, `(B)` and `SEM_BARRIER_1` only the label. */
export interface LabelPlace {
  readonly kind: 'label';
  readonly span: Span;
  readonly function: string | null;
  readonly label: string;
}

/** A label that a comment gives to the code beside it: `LMM(desc_reserve:D)`, a lone C, a trailing (B). */
export interface LabelDefinition {
  readonly span: Span;
  readonly function: string | null;
  readonly label: string;
}

/** What the comment grammar makes of one comment. */
export interface ReadComment {
  readonly claims: readonly Claim[];
  readonly labels: readonly LabelDefinition[];
  readonly suppression: Suppression | null;
}

/** `barrier-ls-ignore RULE[, RULE]: reason`: silences these rules on the next construct. */
export interface Suppression {
  readonly span: Span;
  readonly rules: readonly string[];
  /** Where each of the rules is named. */
  readonly ruleSpans: readonly Span[];
  readonly reason: string;
}
