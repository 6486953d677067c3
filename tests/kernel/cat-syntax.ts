/** As much of herd's cat language as linux-kernel.bell and linux-kernel.cat are written in. */

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly argument: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  /** `let rec a = … and b = … in e` */
  | { readonly kind: 'fixpoint'; readonly definitions: readonly Definition[]; readonly body: Expression };

export interface Definition {
  readonly name: string;
  /** Of a function: its parameter. */
  readonly parameter?: string;
  readonly value: Expression;
}

export type Statement =
  | { readonly kind: 'let'; readonly isRecursive: boolean; readonly definitions: readonly Definition[] }
  | {
      readonly kind: 'acyclic' | 'irreflexive' | 'empty' | 'flag';
      readonly value: Expression;
      readonly name: string;
    };

/** Reads definitions, checks and flags; anything else is an error. */
export function parseCat(text: string): Statement[] {
  const words = text
    .replace(/^\/\/.*$/gm, '')
    .replace(/\(\*[\s\S]*?\*\)/g, ' ')
    .replace(/(include\s*)?"[^"\n]*"/g, ' ')
    // What annotations there are is of no concern here: the events that come in have theirs.
    .replace(/\b(enum|instructions)\b[\s\S]*?(?=\b(let|enum|instructions|flag)\b)/g, ' ')
    .match(/[A-Za-z_][\w-]*|\^-1|\S/g)!;
  return new Parser(words).statements();
}

class Parser {
  private at = 0;

  constructor(private readonly words: readonly string[]) {}

  statements(): Statement[] {
    const statements: Statement[] = [];
    while (this.at < this.words.length) statements.push(this.statement());
    return statements;
  }

  private statement(): Statement {
    const word = this.take();
    if (word === 'let') {
      const isRecursive = this.accept('rec');
      return { kind: 'let', isRecursive, definitions: this.definitions() };
    }
    if (word === 'flag') {
      this.expect('~');
      this.expect('empty');
    } else if (word !== 'acyclic' && word !== 'irreflexive' && word !== 'empty') {
      throw new Error(`not a statement of cat: ${word}`);
    }
    const value = this.binary(0);
    this.expect('as');
    return { kind: word, value, name: this.take() };
  }

  private definitions(): Definition[] {
    const definitions: Definition[] = [];
    do {
      const name = this.take();
      const parameter = this.accept('(') ? this.take() : undefined;
      if (parameter !== undefined) this.expect(')');
      this.expect('=');
      const value = this.binary(0);
      definitions.push(parameter === undefined ? { name, value } : { name, parameter, value });
    } while (this.accept('and'));
    return definitions;
  }

  /** Each level binds tighter than the one before. */
  private binary(level: number): Expression {
    const operator = LEVELS[level];
    if (operator === undefined) return this.postfix();
    let left = this.binary(level + 1);
    while (this.isOperator(operator)) {
      this.at++;
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  /** A star is a product where an operand follows, else the closure of what stands before it. */
  private isOperator(operator: string): boolean {
    return this.words[this.at] === operator && (operator !== '*' || this.isOperand(this.words[this.at + 1]));
  }

  private isOperand(word: string | undefined): boolean {
    return word !== undefined && !WORDS.has(word) && /^[A-Za-z_([~]/.test(word);
  }

  private postfix(): Expression {
    let operand = this.primary();
    for (;;) {
      const operator = this.words[this.at]!;
      const isStar = operator === '*' && !this.isOperator('*');
      if (!isStar && !['?', '+', '^-1'].includes(operator)) return operand;
      this.at++;
      operand = { kind: 'unary', operator, operand };
    }
  }

  private primary(): Expression {
    const word = this.take();
    if (word === '~') return { kind: 'unary', operator: '~', operand: this.postfix() };
    if (word === '(') return this.closed(')');
    if (word === '[') return { kind: 'unary', operator: '[]', operand: this.closed(']') };
    if (word === 'let') {
      this.expect('rec');
      const definitions = this.definitions();
      this.expect('in');
      return { kind: 'fixpoint', definitions, body: this.binary(0) };
    }
    return this.accept('(') ? { kind: 'call', name: word, argument: this.closed(')') } : { kind: 'name', name: word };
  }

  private closed(end: string): Expression {
    const inner = this.binary(0);
    this.expect(end);
    return inner;
  }

  private take(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw new Error('the cat file ends in the middle');
    return word;
  }

  private accept(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at++;
    return true;
  }

  private expect(word: string): void {
    const found = this.take();
    if (found !== word) throw new Error(`expected ${word} in the cat file, found ${found}`);
  }
}

const LEVELS = ['|', ';', '\\', '&', '*'];
const WORDS: ReadonlySet<string> = new Set([
  'let',
  'rec',
  'and',
  'in',
  'as',
  'acyclic',
  'irreflexive',
  'empty',
  'flag',
]);
