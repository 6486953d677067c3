/** What a rule reports. Positions are offsets; shells convert them. */
import type { Span } from '../text/span.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly span: Span;
  /** One sentence or two, plain text; names both sides and what was looked for. */
  readonly message: string;
  readonly related: readonly Related[];
  /** Enclosing function's name, or ''. */
  readonly function: string;
}

export interface Related {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}
