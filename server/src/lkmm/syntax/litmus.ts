/** A litmus test as it stands in a file: herd's `C` dialect, of which tools/memory-model/litmus-tests has examples. */
import type { Span } from '../../text/span.ts';

export interface LitmusTest {
  readonly name: string;
  /** What stands between the name and the initial state, as it is: comments, doc strings, notes of generators. */
  readonly head: string;
  /** The outcome that a comment claims (`Result: Never`), as it is spelt there. */
  readonly result?: Result;
  readonly init: readonly Initial[];
  readonly processes: readonly Process[];
  /** Further places whose final values are to be shown. */
  readonly locations: readonly Place[];
  readonly filter?: Proposition;
  readonly condition: Condition;
}

export interface Result {
  readonly word: string;
  readonly span: Span;
}

/** A shared variable (or an element of one) or a register of a process. */
export type Place =
  | { readonly kind: 'global'; readonly name: string; readonly index?: number }
  | { readonly kind: 'register'; readonly process: number; readonly name: string };

/** An integer, or the address of a shared variable. */
export type Constant = number | { readonly address: string; readonly index?: number };

/** `int x = 1;`, `p = y;`, `0:r1 = 2;`, `int a[2] = {0, 1};` */
export interface Initial {
  readonly place: Place;
  readonly type?: string;
  /** More than one for an array. */
  readonly values: readonly Constant[];
  /** Number of elements, when it is an array. */
  readonly length?: number;
  readonly span: Span;
}

export interface Process {
  readonly number: number;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface Parameter {
  readonly type: string;
  readonly name: string;
}

export type Statement =
  | ({ readonly kind: 'declare'; readonly type: string; readonly name: string; readonly value?: Expression } & At)
  | ({ readonly kind: 'assign'; readonly name: string; readonly value: Expression } & At)
  /** `*address = value`, a plain store. */
  | ({ readonly kind: 'store'; readonly address: Expression; readonly value: Expression } & At)
  | ({ readonly kind: 'call'; readonly call: Call } & At)
  | ({ readonly kind: 'block'; readonly body: readonly Statement[] } & At)
  | ({
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly Statement[];
      readonly otherwise?: readonly Statement[];
    } & At);

export type Expression =
  | ({ readonly kind: 'number'; readonly value: number } & At)
  | ({ readonly kind: 'name'; readonly name: string } & At)
  /** `*address`, a plain load. */
  | ({ readonly kind: 'load'; readonly address: Expression } & At)
  | ({ readonly kind: 'address'; readonly name: string } & At)
  | ({ readonly kind: 'not'; readonly operator: '!' | '~' | '-'; readonly operand: Expression } & At)
  | ({
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    } & At)
  | ({ readonly kind: 'cast'; readonly type: string; readonly operand: Expression } & At)
  | Call;

export interface Call extends At {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
}

export type Operator =
  | '||'
  | '&&'
  | '|'
  | '^'
  | '&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export interface Condition {
  readonly quantifier: 'exists' | '~exists' | 'forall';
  readonly proposition: Proposition;
}

export type Proposition =
  | { readonly kind: 'true' }
  | { readonly kind: 'false' }
  | { readonly kind: 'equal'; readonly place: Place; readonly to: Constant | Place; readonly negated: boolean }
  | { readonly kind: 'not'; readonly operand: Proposition }
  | { readonly kind: 'and' | 'or' | 'implies'; readonly left: Proposition; readonly right: Proposition };

/** Where something stands, in UTF-16 offsets into the file. */
export interface At {
  readonly span: Span;
}

/** What is wrong with a file, and where. */
export interface Problem {
  readonly message: string;
  readonly span: Span;
}

/** Whether the right side of an equality is a place rather than a constant. */
export function isPlace(value: Constant | Place): value is Place {
  return typeof value === 'object' && 'kind' in value;
}
