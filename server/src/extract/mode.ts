/**
 * How an access in plain C uses its object, from the tokens around it.
 */
import type { PlainAccess } from '../model/facts.ts';
import { isWord } from '../syntax/chars.ts';
import type { Span } from '../text/span.ts';
import { beforeSpace, pastSpace, wordStart } from './cursor.ts';

/** What happens to the object that the lvalue in `access` names; `within` bounds the look around. */
export function accessMode(code: string, access: Span, within: Span): PlainAccess['mode'] {
  const next = pastSpace(code, access.end, within.end);
  const after = code.slice(next, next + 3);
  if (/^=(?!=)/.test(after)) return 'write';
  if (/^(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)=)/.test(after)) return 'update';
  const before = beforeSpace(code, access.start, within.start);
  const twice = code[before - 1] === code[before];
  if ((code[before] === '+' || code[before] === '-') && twice) return 'update';
  if (code[before] === '&' && !twice && isUnary(code, before, within.start)) {
    // &x->f->g is the address of g.
    return after.startsWith('->') || after.startsWith('[') ? 'read' : 'address';
  }
  return 'read';
}

/** Whether the operator at `at` has no operand on its left. */
function isUnary(code: string, at: number, start: number): boolean {
  const last = beforeSpace(code, at, start);
  if (last < start) return true;
  const char = code[last]!;
  if (isWord(code.charCodeAt(last)))
    return /^(?:return|case|else|typeof|sizeof)$/.test(code.slice(wordStart(code, last, start), last + 1));
  // A cast's parenthesis before & is rarer than an operand's, but an address is what a cast before & is of.
  return char !== ')' && char !== ']'
    ? true
    : char === ')' && /\*\s*$/.test(code.slice(Math.max(start, last - 4), last));
}
