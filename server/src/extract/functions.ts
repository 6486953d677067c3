/**
 * The functions and macros of a file as facts, and which of them an offset is in.
 */
import type { FunctionFact } from '../model/facts.ts';
import type { Lexed, LexedFunction, LexedMacro } from '../syntax/lexed.ts';
import { firstIndex } from '../text/sorted.ts';
import type { Span } from '../text/span.ts';
import { pastSpace } from './cursor.ts';

/** A function or macro, as the lexer found it. */
export type Region = LexedFunction | LexedMacro;

export function isMacro(region: Region): region is LexedMacro {
  return !('isStatic' in region);
}

/** Functions and macros in order of position. Macros inside a function are part of that function. */
export function regionsOf(lexed: Lexed): Region[] {
  const { functions } = lexed;
  const outside = lexed.macros.filter((macro) => enclosing(functions, macro.at) === -1);
  return [...functions, ...outside].sort((a, b) => a.at - b.at);
}

export function functionFact(code: string, region: Region): FunctionFact {
  const macro = isMacro(region);
  const { name, at, body } = region;
  return { name, macro, at, body, isStatic: !macro && region.isStatic, stub: isStub(code, body) };
}

/** The index of the region whose body holds `offset`, or -1. Regions are in order and don't overlap. */
export function enclosing(regions: readonly { readonly body: Span }[], offset: number): number {
  const index = firstIndex(regions, ({ body }) => body.start > offset) - 1;
  const region = regions[index];
  return region && offset < region.body.end ? index : -1;
}

/** Longer bodies are no stubs. */
const LONGEST_STUB = 160;

function isStub(code: string, body: Span): boolean {
  if (body.end - body.start > LONGEST_STUB) return false;
  const first = pastSpace(code, code.charCodeAt(body.start) === 0x7b ? body.start + 1 : body.start, body.end);
  // Most short bodies begin with a call or a declaration.
  if (/[a-qs-z]/.test(code[first] ?? '') && !code.startsWith('do', first)) return false;
  return STUB.test(code.slice(body.start, body.end));
}

// Nothing, `do { } while (0)`, or a constant, bare or returned.
const CONSTANT = String.raw`(?:\(\s*(?:void|\w+(?:\s*\*)?)\s*\)\s*)?\(*[-~!]?(?:\d\w*|[A-Z][A-Z0-9_]*|true|false|ERR_PTR\(-[A-Z0-9_]+\))\)*`;
const STUB = new RegExp(
  String.raw`^\s*(?:\(?\{|\()?\s*(?:(?:return\s*)?${CONSTANT}\s*;?|return\s*;|do\s*\{\s*;?\s*\}\s*while\s*\(\s*0\s*\)\s*;?|;)?\s*(?:\}\)?|\))?\s*$`,
);
