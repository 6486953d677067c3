/** Claims with the sites they lead to: what pairing makes of the index. */
import type { AnchoredClaim, CommentFact, FileFacts, Site } from './facts.ts';

/** The words of the record format (design, "Records"). */
export type Status = 'resolved' | 'resolved-wrapper' | 'stale-function' | 'stale-barrier' | 'vague' | 'not-barrier';

/** A claim and where it leads. */
export interface ResolvedClaim {
  readonly facts: FileFacts;
  readonly comment: CommentFact;
  readonly claim: AnchoredClaim;
  /** The documented operation. */
  readonly anchor: Site | null;
  readonly targets: readonly Target[];
  readonly status: Status;
  /** A comment at a target leads back here; null without targets. */
  readonly reciprocal: boolean | null;
  /** Names and places that were looked for and not found, for messages. */
  readonly missing: readonly Missing[];
}

export interface Target {
  readonly facts: FileFacts;
  /** Offset of the operation's name, or of the definition that stands for it. */
  readonly at: number;
  readonly end: number;
  /** As written there. */
  readonly primitive: string;
  /** Enclosing function; '' at file scope. */
  readonly function: string;
  readonly site: Site | null;
  /** Functions between the named one and the site, outermost first: empty when the named function holds it itself. */
  readonly via: readonly string[];
}

/** Something that a claim names and the tree does not hold. */
export interface Missing {
  readonly kind: 'function' | 'barrier' | 'label' | 'file';
  /** The name as the comment has it. */
  readonly name: string;
  readonly span: { readonly start: number; readonly end: number };
  /** For `function`: the other architecture that has it. */
  readonly elsewhere?: string;
  /** For `barrier`: where it was looked for. */
  readonly function?: { readonly facts: FileFacts; readonly fn: number };
}
