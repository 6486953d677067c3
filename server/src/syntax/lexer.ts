/**
 * One linear pass over a C file, without a parser: comments, code without them, functions, structures, macros
 * and includes. Real kernel text breaks grammars (attribute macros, functions made by macros, arms of an #ifdef
 * that do not balance), and most files of a tree hold nothing for us; see design.md, "Why a lexer and a parser".
 */
import { eraseNonCode } from './erase.ts';
import type { Lexed } from './lexed.ts';
import { readStructure } from './structure.ts';

/**
 * Lexes a C file. Never fails: truncated or garbled text gives whatever can be made out.
 * @param text the whole file; offsets in the result are UTF-16 offsets into it
 */
export function lex(text: string): Lexed {
  const { code, comments } = eraseNonCode(text);
  return { text, code, comments, ...readStructure(text, code, comments) };
}
