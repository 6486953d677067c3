/** What a rule is. Each rule has a file of its own, named by its code. */

import type { FileFacts } from '../model/facts.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { ResolvedClaim } from '../model/pair.ts';
import type { Pairs } from '../pairing/pairs.ts';

export interface Rule {
  readonly meta: RuleMeta;
  /** All findings of the rule in the files of the context. Suppressions are applied later. */
  check(context: RuleContext): Finding[];
  /** For a rule about what the other rules report: called after their `check`, on the same context. */
  review?(context: RuleContext, run: Run): Finding[];
}

/** What a run of rules has found before suppressions are applied. */
export interface Run {
  readonly findings: readonly Finding[];
  /** The codes of the rules that ran, and of all that there are. */
  readonly ran: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

export interface RuleContext {
  /** The whole tree: the other side may be anywhere in it. */
  readonly pairs: Pairs;
  /** The files to report on, in order. */
  readonly files: readonly FileFacts[];
}

/** The claims in the files of the context, in order of file and position. */
export function claimsOf({ pairs, files }: RuleContext): ResolvedClaim[] {
  return files.flatMap((facts) => pairs.claimsIn(facts.file));
}

/** Everything that the rule's page says. */
export interface RuleMeta {
  /** The published code: the file's name. Never renamed, never used again for something else. */
  readonly code: string;
  /** One line. */
  readonly summary: string;
  readonly severity: Severity;
  /** Whether it runs unless switched off. */
  readonly default: boolean;
  /** What it looks for and why that is a fault. */
  readonly description: string;
  /** Document and section that the idea is from. */
  readonly source: string;
  readonly example: { readonly bad: string; readonly good: string };
  /** When it stays silent although something looks alike. */
  readonly silent: string;
}
