/** What one linear pass over a C file finds. Offsets are UTF-16 offsets into `text`. */
import type { Span } from '../text/span.ts';

export interface Lexed {
  readonly text: string;
  /**
   * `text` with comments, string and character contents, and the backslashes of continued lines blanked by
   * spaces: same length, newlines kept. Searching it finds code only. Preprocessor lines are still in it.
   */
  readonly code: string;
  readonly comments: readonly LexedComment[];
  /** `#define`s whose replacement text holds a call, or is another function's name. */
  readonly macros: readonly LexedMacro[];
  readonly functions: readonly LexedFunction[];
  readonly structs: readonly LexedStruct[];
  /** As in FileFacts.includes. */
  readonly includes: readonly string[];
}

export interface LexedComment extends Span {
  /** A run of `//` comments on lines of their own is one comment. */
  readonly style: 'block' | 'line';
  /** Code stands before it on its first line. */
  readonly trailing: boolean;
}

export interface LexedMacro {
  readonly name: string;
  /** Offset of the name. */
  readonly at: number;
  /** Of the `#`. */
  readonly start: number;
  /** Null for an object-like macro. */
  readonly params: readonly string[] | null;
  /** The replacement text, continuation lines included. */
  readonly body: Span;
}

export interface LexedFunction {
  /** `foo`; for `SYSCALL_DEFINE2(open, ...)` it is `sys_open`; for another macro-made function its first argument, where that fits. */
  readonly name: string;
  readonly at: number;
  /** Where the declaration begins (`static inline ...`). */
  readonly start: number;
  /** Inside the parameter list's parentheses. */
  readonly params: Span;
  /** Braces included. */
  readonly body: Span;
  readonly isStatic: boolean;
}

export interface LexedStruct {
  /** `struct tag`, `union tag`, or the typedef's name of an anonymous one; '' when it has neither. */
  readonly name: string;
  readonly at: number;
  /** Inside the braces. */
  readonly body: Span;
}
