/**
 * Second half of the lexer: follows braces and directives through blanked text and finds functions, structures,
 * macros and includes. All arms of an #if are read, each from the state at the #if, so that unbalanced arms do
 * not throw off the rest. See also resync.ts.
 */
import { isColumn0, isLineStart, isSpace } from './chars.ts';
import { declarationPieces, type Skipped } from './declaration.ts';
import { type Directive, DirectiveReader } from './directives.ts';
import { type AggregateHeader, type FunctionHeader, readHeader } from './header.ts';
import type { LexedComment, LexedFunction, LexedMacro, LexedStruct } from './lexed.ts';
import { endsFunction, missedHeader } from './resync.ts';

export interface Structure {
  readonly functions: readonly LexedFunction[];
  readonly structs: readonly LexedStruct[];
  readonly macros: readonly LexedMacro[];
  readonly includes: readonly string[];
}

/** Finds what `code`, the blanked form of `text`, defines. */
export function readStructure(text: string, code: string, comments: readonly LexedComment[]): Structure {
  return new StructureReader(text, code, comments).read();
}

const IN_BLOCK = /[{}#]/g;
const IN_DECLARATION = /[{}#;()]/g;

const HASH = 35;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const SEMICOLON = 59;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** What an #if saves and its #else restores. */
interface State {
  /** Index of the open function, or -1. */
  fn: number;
  /** Open braces of the function, initialiser or other block that is passed over; 0 outside. */
  depth: number;
  /** The structure whose members are being read. */
  aggregate: OpenAggregate | null;
  /** Where the current declaration began: past the last `;`, `{` or `}`. */
  declaration: number;
  /** Open parentheses of the declaration. */
  parens: number;
  /** What of the declaration is none of it, last first: directives, and arms of an #if that have been left. */
  skipped: Skipped | null;
}

interface OpenAggregate {
  readonly struct: number;
  readonly isTypedef: boolean;
  readonly outer: OpenAggregate | null;
}

interface OpenIf {
  readonly start: number;
  readonly saved: State;
  /** The arm being read is `#if 0`. */
  dead: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Deeper nesting than any real file has is garbage, and is not remembered. */
const DEEPEST_IF = 200;

class StructureReader {
  private readonly code: string;
  private readonly directives: DirectiveReader;
  private readonly functions: Mutable<LexedFunction>[] = [];
  private readonly structs: Mutable<LexedStruct>[] = [];
  private readonly macros: LexedMacro[] = [];
  private readonly includes: string[] = [];
  private readonly ifs: OpenIf[] = [];
  private state: State = { fn: -1, depth: 0, aggregate: null, declaration: 0, parens: 0, skipped: null };
  /** The open function had an arm that did not balance its braces: only a `}` in column 0 is believed. */
  private uneven = false;

  constructor(text: string, code: string, comments: readonly LexedComment[]) {
    this.code = code;
    this.directives = new DirectiveReader(text, code, comments);
  }

  read(): Structure {
    const { length } = this.code;
    let i = 0;
    while (i < length) i = this.state.depth > 0 ? this.insideBlock(i) : this.betweenDeclarations(i);
    if (this.state.fn >= 0) this.closeFunction(length);
    const { functions, structs, macros, includes } = this;
    return { functions, structs, macros, includes };
  }

  /** Passes over a function's body, an initialiser or an enum, and returns where something else begins. */
  private insideBlock(from: number): number {
    const { code, state } = this;
    for (let i = nextMatch(IN_BLOCK, code, from); i >= 0; i = nextMatch(IN_BLOCK, code, i + 1)) {
      const unit = code.charCodeAt(i);
      if (unit === OPEN_BRACE) {
        if (isColumn0(code, i) && this.resyncAtHeader(i)) return i;
        state.depth++;
      } else if (unit === CLOSE_BRACE) {
        if (this.closeBrace(i)) return i + 1;
      } else if (isLineStart(code, i)) return this.directive(i);
    }
    return code.length;
  }

  /** Passes over declarations at file scope or in a structure until a block is entered. */
  private betweenDeclarations(from: number): number {
    const { code, state } = this;
    for (let i = nextMatch(IN_DECLARATION, code, from); i >= 0; i = nextMatch(IN_DECLARATION, code, i + 1)) {
      const unit = code.charCodeAt(i);
      if (unit === SEMICOLON) {
        if (state.parens === 0) this.nextDeclaration(i + 1);
      } else if (unit === OPEN_PAREN) state.parens++;
      else if (unit === CLOSE_PAREN) state.parens = Math.max(0, state.parens - 1);
      else if (unit === HASH) {
        if (isLineStart(code, i)) return this.directive(i);
      } else if (state.parens > 0 && !isColumn0(code, i)) {
        // Braces in the arguments of a macro: TRACE_EVENT(name, TP_fast_assign({ ... })).
      } else if (unit === OPEN_BRACE) {
        this.openBrace(i);
        return i + 1;
      } else this.closeAggregate(i);
    }
    return code.length;
  }

  private openBrace(at: number): void {
    const { state } = this;
    const header = readHeader(this.code, declarationPieces(state.declaration, state.skipped, at));
    if (header.kind === 'function' && state.aggregate === null) this.openFunction(header, at);
    else if (header.kind === 'function' && header.typed && isColumn0(this.code, at)) {
      // A function in the middle of a structure: the structure's end is missing.
      state.aggregate = null;
      this.openFunction(header, at);
    } else if (header.kind === 'aggregate') this.openAggregate(header, at);
    else if (header.kind === 'linkage') this.nextDeclaration(at + 1);
    else {
      state.depth = 1;
      state.parens = 0;
    }
  }

  private openFunction(header: FunctionHeader, at: number): void {
    const { name, start, params, isStatic } = header;
    const { state } = this;
    state.fn = this.functions.length;
    state.depth = 1;
    this.uneven = false;
    this.functions.push({ name, at: header.at, start, params, body: { start: at, end: this.code.length }, isStatic });
    this.nextDeclaration(at + 1);
  }

  private openAggregate(header: AggregateHeader, at: number): void {
    const { state } = this;
    const { name, isTypedef } = header;
    state.aggregate = { struct: this.structs.length, isTypedef, outer: state.aggregate };
    this.structs.push({ name, at: header.at, body: { start: at + 1, end: this.code.length } });
    this.nextDeclaration(at + 1);
  }

  /** Handles a `}` inside a block; true when the block is over. */
  private closeBrace(at: number): boolean {
    const { state } = this;
    if (state.fn >= 0) {
      const isLast = state.depth === 1 && !this.uneven;
      if (state.depth > 1) state.depth--;
      if (!isLast && !endsFunction(this.code, at)) return false;
      this.closeFunction(at + 1);
      return true;
    }
    state.depth--;
    if (isColumn0(this.code, at) && this.code.charCodeAt(at + 1) === SEMICOLON) state.depth = 0;
    if (state.depth > 0) return false;
    this.nextDeclaration(at + 1);
    return true;
  }

  private closeFunction(end: number): void {
    const { state } = this;
    const fn = this.functions[state.fn];
    // In a second arm the same function may end once more; it grows, unless others have begun since.
    if (fn !== undefined && state.fn === this.functions.length - 1) fn.body = { start: fn.body.start, end };
    state.fn = -1;
    state.depth = 0;
    this.uneven = false;
    this.nextDeclaration(end);
  }

  private closeAggregate(at: number): void {
    const { state } = this;
    const open = state.aggregate;
    if (open === null) {
      this.nextDeclaration(at + 1);
      return;
    }
    const struct = this.structs[open.struct];
    if (struct !== undefined) {
      struct.body = { start: struct.body.start, end: at };
      if (open.isTypedef && struct.name === '') this.nameByTypedef(struct, at + 1);
    }
    const isOutermost = isColumn0(this.code, at) && this.code.charCodeAt(at + 1) === SEMICOLON;
    state.aggregate = isOutermost ? null : open.outer;
    this.nextDeclaration(at + 1);
  }

  /** `typedef struct { ... } __packed foo_t, *foo_p;` is `foo_t`. */
  private nameByTypedef(struct: Mutable<LexedStruct>, from: number): void {
    const match = /^[^;{}*]{0,300}?\b([A-Za-z_]\w*)\s*[;,[]/.exec(this.code.slice(from, from + 400));
    if (match === null) return;
    struct.name = match[1] as string;
    struct.at = from + match[0].lastIndexOf(struct.name);
  }

  /** Closes a block that a function's header has turned up in; true when it did, so that the `{` can be read anew. */
  private resyncAtHeader(at: number): boolean {
    const start = missedHeader(this.code, at);
    if (start < 0) return false;
    if (this.state.fn >= 0) this.closeFunction(start);
    this.state.depth = 0;
    this.state.aggregate = null;
    this.nextDeclaration(start);
    return true;
  }

  private directive(at: number): number {
    const directive = this.directives.read(at);
    if (directive.kind === 'define') {
      const macro = this.directives.macro(directive);
      if (macro !== null) this.macros.push(macro);
    } else if (directive.kind === 'include') {
      const path = this.directives.includePath(directive);
      if (path !== null) this.includes.push(path);
    } else if (directive.kind === 'if') this.beginIf(directive);
    else if (directive.kind === 'else') this.nextArm(directive);
    else if (directive.kind === 'endif') this.endIf(directive);
    this.skip(at, directive.end);
    return directive.end;
  }

  private beginIf(directive: Directive): void {
    if (this.ifs.length >= DEEPEST_IF) this.ifs.shift();
    const dead = this.directives.isDead(directive);
    this.ifs.push({ start: directive.start, saved: { ...this.state }, dead });
  }

  private nextArm(directive: Directive): void {
    const open = this.ifs.at(-1);
    if (open === undefined) return;
    this.restore(open, directive.start);
    open.dead = false;
    this.skip(open.start, directive.end);
  }

  /** What follows an #if goes on from its last arm, so that one #if may open a block and a later one close it. */
  private endIf(directive: Directive): void {
    const open = this.ifs.pop();
    if (open === undefined) return;
    if (open.dead) {
      this.restore(open, directive.start);
      this.skip(open.start, directive.end);
    } else if (open.saved.fn === this.state.fn && open.saved.depth !== this.state.depth) {
      this.uneven = this.state.fn >= 0;
    }
  }

  /** Goes back to the state at the #if. A function that began in the arm and is still open ends here. */
  private restore(open: OpenIf, at: number): void {
    const { state } = this;
    const { saved } = open;
    if (state.fn >= 0 && state.fn !== saved.fn) this.closeFunction(at);
    else if (state.fn >= 0 && state.depth !== saved.depth) this.uneven = true;
    Object.assign(state, saved);
  }

  private nextDeclaration(at: number): void {
    const { state } = this;
    state.declaration = at;
    state.parens = 0;
    state.skipped = null;
  }

  /** Leaves a stretch out of the current declaration. */
  private skip(start: number, end: number): void {
    const { state } = this;
    if (state.depth > 0) return;
    while (state.declaration < start && isSpace(this.code.charCodeAt(state.declaration))) state.declaration++;
    // Mostly nothing has been declared yet, and the declaration just begins later.
    if (state.declaration >= start) state.declaration = Math.max(end, state.declaration);
    else state.skipped = { start, end, before: state.skipped };
  }
}

/** Offset of the next unit of a class; regular expressions find it several times as fast as a loop. */
function nextMatch(unitClass: RegExp, code: string, from: number): number {
  unitClass.lastIndex = from;
  return unitClass.test(code) ? unitClass.lastIndex - 1 : -1;
}
