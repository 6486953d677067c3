/**
 * Variables that a stretch of code declares: parameters, locals, and the objects at file scope.
 * Reads statements that look like declarations and nothing else; scopes are not nested, a name means
 * the last declaration before its use, which is what people write.
 */

import { isWordStart } from '../syntax/chars.ts';
import type { Span } from '../text/span.ts';
import { argumentsIn, beforeSpace, pastBracket, pastSpace, pastWord } from './cursor.ts';
import { isTypeof, readPointers, readTypeName, type TypeName } from './types.ts';

export interface Variable {
  readonly name: string;
  readonly at: number;
  readonly type: TypeName;
  /** Number of `*`. */
  readonly depth: number;
  readonly array: boolean;
  readonly isStatic: boolean;
}

/**
 * The variables declared by the statements that start in `span`; they may reach up to `end`.
 * `flat` skips what is inside initialisers: nothing is declared in those of file-scope variables.
 */
export function readDeclarations(code: string, span: Span, end = span.end, flat = false): Variable[] {
  const found: Variable[] = [];
  let statement = span.start;
  for (let position = span.start; ; ) {
    const declared = readStatement(code, pastSpace(code, statement, span.end), end, found);
    if (flat) position = Math.max(position, declared);
    position = nextBoundary(code, position, span);
    if (position >= span.end) return found;
    statement = ++position;
  }
}

/** What a statement may follow: the end of another, a brace, the head of a loop, the end of a preprocessor line. */
function nextBoundary(code: string, from: number, span: Span): number {
  for (let position = from; position < span.end; position++) {
    const char = code.charCodeAt(position);
    // White space and letters, which most code consists of, are between and beside the characters looked for.
    if (char < 0x23 || (char > 0x3b && char < 0x7b)) continue;
    if (char === 0x3b || char === 0x7b || char === 0x7d) return position;
    if (char === 0x28 && code.startsWith('for', beforeSpace(code, position, span.start) - 2)) return position;
    if (char === 0x23) return pastLine(code, position, span.end);
  }
  return span.end;
}

/** The parameters in `span`, which is inside the parentheses. Takes SYSCALL_DEFINE's `type, name` pairs as well. */
export function readParameters(code: string, span: Span): Variable[] {
  const found: Variable[] = [];
  let nameless: { type: TypeName; depth: number } | undefined;
  for (const argument of argumentsIn(code, span.start, span.end)) {
    const type = readTypeName(code, argument.start, argument.end);
    if (!type) continue;
    const pointers = readPointers(code, type.end, argument.end);
    const declarator = readDeclarator(code, pointers.end, argument.end);
    const { depth } = pointers;
    if (declarator) {
      found.push(variableOf(declarator, type, depth, false));
      nameless = undefined;
    } else if (nameless && type.uncertain && depth === 0) {
      const at = pastSpace(code, argument.start, argument.end);
      const name = code.slice(at, pastWord(code, at, argument.end));
      found.push({ name, at, ...nameless, array: false, isStatic: false });
      nameless = undefined;
    } else {
      nameless = { type, depth };
    }
  }
  return found;
}

/**
 * Reads the statement at `at` if it declares something: its first word is followed by another or by a `*`,
 * or it is a macro that declares. Returns the offset past what was read.
 */
function readStatement(code: string, at: number, end: number, found: Variable[]): number {
  if (at >= end || !isWordStart(code.charCodeAt(at))) return at;
  const past = pastWord(code, at, end);
  const next = pastSpace(code, past, end);
  const char = code.charCodeAt(next);
  if (char === 0x28) {
    const word = code.slice(at, past);
    if (DECLARING_MACRO.test(word)) return readMacroDeclaration(code, at, end, false, found);
    return isTypeof(word) ? readDeclaration(code, at, end, found) : at;
  }
  if (char !== 0x2a && (next === past || !isWordStart(char))) return at;
  const word = code.slice(at, past);
  if (STATEMENT.has(word)) return at;
  if (word === 'static' && code.charCodeAt(pastSpace(code, pastWord(code, next, end), end)) === 0x28) {
    const macro = code.slice(next, pastWord(code, next, end));
    if (DECLARING_MACRO.test(macro)) return readMacroDeclaration(code, next, end, true, found);
  }
  return readDeclaration(code, at, end, found);
}

const DECLARING_MACRO = /^(?:(?:DEFINE|DECLARE)_\w+|\w*LIST_HEAD|\w+_ONSTACK)$/;

const STATEMENT = new Set(
  'return goto else case default do break continue sizeof if while switch for typedef'.split(' '),
);

function readDeclaration(code: string, at: number, end: number, found: Variable[]): number {
  const type = readTypeName(code, at, end);
  if (!type) return at;
  const isStatic = /\bstatic\b/.test(code.slice(at, type.end));
  let position = type.end;
  while (position < end) {
    const pointers = readPointers(code, position, end);
    const declarator = readDeclarator(code, pointers.end, end);
    if (!declarator) return position;
    let past = pastAttributes(code, declarator.end, end);
    if (code[past] === '=' && code[past + 1] !== '=') past = pastInitialiser(code, past + 1, end);
    const ending = past < end ? code[past]! : ';';
    if (!',;:)'.includes(ending)) return position;
    found.push(variableOf(declarator, type, pointers.depth, isStatic));
    if (ending !== ',') return past;
    position = past + 1;
  }
  return position;
}

/** `DEFINE_WAIT(wait)`, `LIST_HEAD(list)`, `DEFINE_PER_CPU(struct foo, v)`. */
function readMacroDeclaration(code: string, at: number, end: number, isStatic: boolean, found: Variable[]): number {
  const nameEnd = pastWord(code, at, end);
  const open = pastSpace(code, nameEnd, end);
  const past = pastBracket(code, open, end);
  const args = argumentsIn(code, open + 1, past - 1);
  const macro = code.slice(at, nameEnd);
  const perCpu = macro.includes('PER_CPU') && args.length > 1;
  const declared = args[perCpu ? 1 : 0];
  const declarator = declared && readDeclarator(code, pastSpace(code, declared.start, declared.end), declared.end);
  if (!declarator) return past;
  const type = perCpu ? readTypeName(code, args[0]!.start, args[0]!.end) : declaredType(macro);
  const depth = perCpu && type ? readPointers(code, type.end, args[0]!.end).depth : 0;
  found.push(variableOf(declarator, type ?? NO_TYPE, depth, isStatic || perCpu));
  return past;
}

function declaredType(macro: string): TypeName | null {
  const name = DECLARES.find(([pattern]) => pattern.test(macro))?.[1];
  return name === undefined ? null : { name, uncertain: false, end: 0 };
}

/** What the kernel's declaring macros declare: include/linux/{wait,list,completion,workqueue}.h. */
const DECLARES: readonly (readonly [RegExp, string])[] = [
  [/^(?:DEFINE_WAIT(?:_FUNC)?|DECLARE_WAITQUEUE)$/, 'struct wait_queue_entry'],
  [/^DEFINE_WAIT_BIT$/, 'struct wait_bit_queue_entry'],
  [/^DECLARE_WAIT_QUEUE_HEAD/, 'wait_queue_head_t'],
  [/^DECLARE_COMPLETION/, 'struct completion'],
  [/^DECLARE_WORK$/, 'struct work_struct'],
  [/^DECLARE_DELAYED_WORK$/, 'struct delayed_work'],
  [/^LIST_HEAD$/, 'struct list_head'],
];

const NO_TYPE: TypeName = { name: '', uncertain: false, end: 0 };

function variableOf(declarator: Declarator, type: TypeName, depth: number, isStatic: boolean): Variable {
  const { name, at, array, extraDepth, isFunction } = declarator;
  return { name, at, type: isFunction ? NO_TYPE : type, depth: depth + extraDepth, array, isStatic };
}

interface Declarator {
  readonly name: string;
  readonly at: number;
  readonly array: boolean;
  /** For `(*name)(…)` and `(*name)[4]`. */
  readonly extraDepth: number;
  /** A pointer to a function: the type before it is what the function returns. */
  readonly isFunction: boolean;
  readonly end: number;
}

function readDeclarator(code: string, at: number, end: number): Declarator | null {
  if (code[at] === '(' && at < end) return readBracketedDeclarator(code, at, end);
  if (at >= end || !isWordStart(code.charCodeAt(at))) return null;
  const nameEnd = pastWord(code, at, end);
  const past = pastDimensions(code, nameEnd, end);
  // A function's declaration, or a macro with arguments between type and name: neither is an object.
  if (code[past] === '(' && past < end) return null;
  return {
    name: code.slice(at, nameEnd),
    at,
    array: past > pastSpace(code, nameEnd, end),
    extraDepth: 0,
    isFunction: false,
    end: past,
  };
}

function readBracketedDeclarator(code: string, open: number, end: number): Declarator | null {
  const inside = readPointers(code, open + 1, end);
  const nameEnd = pastWord(code, inside.end, end);
  if (inside.depth === 0 || nameEnd === inside.end) return null;
  let past = pastSpace(code, pastBracket(code, open, end), end);
  const isFunction = code[past] === '(';
  if (isFunction) past = pastSpace(code, pastBracket(code, past, end), end);
  return {
    name: code.slice(inside.end, nameEnd),
    at: inside.end,
    array: false,
    extraDepth: inside.depth,
    isFunction,
    end: pastDimensions(code, past, end),
  };
}

/** Past `[8][2]` and the white space around. */
function pastDimensions(code: string, at: number, end: number): number {
  let position = pastSpace(code, at, end);
  while (code.charCodeAt(position) === 0x5b && position < end) {
    position = pastSpace(code, pastBracket(code, position, end), end);
  }
  return position;
}

/** Past what stands between a declarator and its `=`: `__read_mostly`, `__aligned(8)`, `__free(kfree)`. */
function pastAttributes(code: string, at: number, end: number): number {
  let position = at;
  while (position < end && isWordStart(code.charCodeAt(position))) {
    position = pastSpace(code, pastWord(code, position, end), end);
    if (code[position] === '(') position = pastSpace(code, pastBracket(code, position, end), end);
  }
  return position;
}

/** The `,`, `;` or closing bracket that ends the initialiser or right side at `at`, or `end`. */
export function pastInitialiser(code: string, at: number, end: number): number {
  for (let position = at; position < end; position++) {
    const char = code.charCodeAt(position);
    if (char === 0x28 || char === 0x5b || char === 0x7b) position = pastBracket(code, position, end) - 1;
    else if (char === 0x2c || char === 0x3b || char === 0x29 || char === 0x7d) return position;
  }
  return end;
}

/** The end of a preprocessor line. Blanked code has no continuation marks; the next lines of a macro are read as code. */
function pastLine(code: string, at: number, end: number): number {
  const lineEnd = code.indexOf('\n', at);
  return lineEnd < 0 || lineEnd > end ? end : lineEnd;
}
