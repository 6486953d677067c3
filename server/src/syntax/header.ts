/**
 * Tells what a `{` outside functions opens, from the declaration text before it.
 * A function is the last identifier with a parenthesised group directly before the brace, not counting
 * attributes; that survives attribute macros, macros without semicolon and declarators in any order.
 */
import type { Span } from '../text/span.ts';
import { isColumn0 } from './chars.ts';
import { type Token, tokenize, tokenText } from './tokens.ts';

export type Header = FunctionHeader | AggregateHeader | { readonly kind: 'linkage' } | { readonly kind: 'other' };

export interface FunctionHeader {
  readonly kind: 'function';
  readonly name: string;
  readonly at: number;
  readonly start: number;
  readonly params: Span;
  readonly isStatic: boolean;
  /** A type or qualifier stands before the name, so this is surely no call or macro use. */
  readonly typed: boolean;
}

export interface AggregateHeader {
  readonly kind: 'aggregate';
  /** `struct tag`, `union tag`, or '' without tag. */
  readonly name: string;
  readonly at: number;
  readonly isTypedef: boolean;
}

/**
 * Reads the declaration that ends before a `{`.
 * @param code blanked text
 * @param pieces the stretches of `code` that belong to it, in order: directives and other arms of an #if left out
 */
export function readHeader(code: string, pieces: readonly Span[]): Header {
  const tokens = tokenize(code, pieces);
  const aggregate = readAggregate(code, tokens);
  if (aggregate !== null) return aggregate;
  const parameters = findParameters(code, tokens);
  if (parameters >= 0) return readFunction(code, tokens, parameters) ?? OTHER;
  const isLinkage = tokens.at(-1)?.kind === 'string' && tokenText(code, tokens.at(-2)) === 'extern';
  return isLinkage ? { kind: 'linkage' } : OTHER;
}

const OTHER: Header = { kind: 'other' };

/** Words with a group that stand among a declaration's specifiers; others with `__` are looked for after the parameters. */
const SPECIFIER =
  /^(?:__attribute(?:__)?|__declspec|__aligned|_?_?[aA]lignas|__section|__printf|__scanf|__alloc_size|__assume_aligned|__malloc|__no_sanitize|__error|__warning|__typeof(?:__)?|typeof)$/;

const AGGREGATE = /^(?:struct|union|enum|class)$/;

/** `struct tag`, with attributes between. Anything but words and attributes after the keyword makes it no definition. */
function readAggregate(code: string, tokens: readonly Token[]): Header | null {
  let tag: Token | undefined;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i] as Token;
    if (token.kind === 'group') {
      if (!SPECIFIER.test(tokenText(code, tokens[i - 1]))) return null;
      i--;
      continue;
    }
    if (token.kind !== 'word') return null;
    const word = tokenText(code, token);
    if (!AGGREGATE.test(word)) {
      // The tag is the last word that looks like no attribute; `struct __foo {` has only that one.
      if (tag === undefined || tokenText(code, tag).startsWith('__')) tag = token;
      continue;
    }
    if (word === 'enum' || word === 'class') return OTHER;
    const isTypedef = tokens.slice(Math.max(0, i - 4), i).some((t) => tokenText(code, t) === 'typedef');
    if (tag === undefined) return { kind: 'aggregate', name: '', at: token.start, isTypedef };
    return { kind: 'aggregate', name: `${word} ${tokenText(code, tag)}`, at: tag.start, isTypedef };
  }
  return null;
}

/**
 * Index of the group that holds the parameters, or -1. In `__printf(1, 2) foo(void) __cold __acquires(x)` it is the
 * first of the groups side by side that belongs to no specifier; words after the last are attributes.
 */
function findParameters(code: string, tokens: readonly Token[]): number {
  let i = tokens.length - 1;
  while (tokens[i]?.kind === 'word') i--;
  if (tokens[i]?.kind !== 'group') return -1;
  let found = i;
  for (;;) {
    const word = tokens[i - 1];
    if (word?.kind !== 'word') return word?.kind === 'group' ? i : found;
    const name = tokenText(code, word);
    if (!SPECIFIER.test(name)) found = i;
    // `FOO(x)` and on a new line `bar(y) {` are two declarations, of which the second is the function.
    if (isColumn0(code, word.start) && !name.startsWith('__')) return found;
    i -= 2;
    while (isInnerAttribute(code, tokens[i])) i--;
    if (tokens[i]?.kind !== 'group') return found;
  }
}

function isInnerAttribute(code: string, token: Token | undefined): boolean {
  return token?.kind === 'word' && code.startsWith('__', token.start) && !isColumn0(code, token.start);
}

/** Words that a group may follow without being a function's name. */
const NO_NAME = /^(?:if|for|while|switch|do|else|return|sizeof|case|goto|defined|asm|__asm__)$/;

function readFunction(code: string, tokens: readonly Token[], tail: number): FunctionHeader | null {
  const group = tokens[tail] as Token;
  const before = tokens[tail - 1];
  if (before === undefined) return null;
  if (before.kind === 'group') return readWrappedName(code, tokens, tail);
  if (before.kind !== 'word') return null;
  const written = tokenText(code, before);
  const params = { start: group.start + 1, end: group.end - 1 };
  if (NO_NAME.test(written) || hasAssignment(code, tokens, tail)) return null;
  const first = declarationStart(code, tokens, tail - 1);
  const typed = tail - 1 > first;
  const made = nameFromMacro(code, written, params, typed);
  const declaration = describe(code, tokens, first, tail - 1);
  return { kind: 'function', ...(made ?? { name: written, at: before.start }), params, ...declaration };
}

/**
 * `(*get(int x))(int)` returns a function pointer, `(get)(int)` is guarded against a macro of that name, and a macro
 * makes the names of `FNAME(get)(int)` and `TOKEN(a, b)(int)`: the former's is its argument, the latter's cannot be told.
 */
function readWrappedName(code: string, tokens: readonly Token[], tail: number): FunctionHeader | null {
  const wrapper = tokens[tail - 1] as Token;
  const group = tokens[tail] as Token;
  const macro = tokens[tail - 2];
  if (hasAssignment(code, tokens, tail)) return null;
  const first = declarationStart(code, tokens, tail - 1);
  const declaration = describe(code, tokens, first, tail - 1);
  const params = { start: group.start + 1, end: group.end - 1 };
  const inner = code.slice(wrapper.start, Math.min(wrapper.end, wrapper.start + 400));
  const word = /^\(\s*(\w+)\s*\)$/.exec(inner);
  if (word !== null) {
    const name = word[1] as string;
    return { kind: 'function', name, at: wrapper.start + inner.indexOf(name), params, ...declaration };
  }
  const returning = /^\(\s*\*[\s\w*]*?\b(\w+)\s*\(/.exec(inner);
  if (returning !== null) {
    const name = returning[1] as string;
    const open = wrapper.start + returning[0].length;
    const close = Math.max(open, code.lastIndexOf(')', wrapper.end - 2));
    const at = wrapper.start + returning[0].lastIndexOf(name);
    return { kind: 'function', name, at, params: { start: open, end: close }, ...declaration };
  }
  if (macro?.kind !== 'word') return null;
  return { kind: 'function', name: tokenText(code, macro), at: macro.start, params, ...declaration };
}

/** Index of the declaration's first token, going back from the name: past words, stars, and attributes with arguments. */
function declarationStart(code: string, tokens: readonly Token[], name: number): number {
  let i = name;
  while (i > 0) {
    const token = tokens[i - 1] as Token;
    if (token.kind === 'group') {
      const word = tokens[i - 2];
      if (word?.kind !== 'word') break;
      const followsOnLine = !isColumn0(code, (tokens[i] as Token).start);
      if (!followsOnLine && !tokenText(code, word).startsWith('__')) break;
      i -= 2;
    } else if (token.kind === 'word' || code[token.start] === '*') i--;
    else break;
  }
  return i;
}

function describe(code: string, tokens: readonly Token[], first: number, name: number) {
  let isStatic = false;
  for (let i = first; i < name; i++) if (tokenText(code, tokens[i]) === 'static') isStatic = true;
  return { start: (tokens[first] as Token).start, isStatic, typed: name > first };
}

function hasAssignment(code: string, tokens: readonly Token[], tail: number): boolean {
  for (let i = tail; i >= 0; i--) {
    const token = tokens[i] as Token;
    if (token.kind === 'other' && code[token.start] === '=') return true;
  }
  return false;
}

const SYSCALL = /^(COMPAT_)?SYSCALL(?:32)?_DEFINE\d$/;

/**
 * The name that a defining macro gives: `SYSCALL_DEFINE2(open, ...)` makes `sys_open`, `BPF_CALL_1(bpf_foo, ...)`
 * makes `bpf_foo`. A function's own first parameter has a type, or is `void`, so a lone word is a macro's argument.
 */
function nameFromMacro(code: string, macro: string, params: Span, typed: boolean): { name: string; at: number } | null {
  if (typed && !/^[A-Z][A-Z0-9_]*$/.test(macro)) return null;
  const match = /^\s*([A-Za-z_]\w*)\s*(?:,|$)/.exec(code.slice(params.start, Math.min(params.end, params.start + 200)));
  const argument = match?.[1];
  if (match === null || argument === undefined || argument === 'void') return null;
  const at = params.start + match[0].indexOf(argument);
  const syscall = SYSCALL.exec(macro);
  if (syscall === null) return { name: argument, at };
  return { name: (syscall[1] === undefined ? 'sys_' : 'compat_sys_') + argument, at };
}
