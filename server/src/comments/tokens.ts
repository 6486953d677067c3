/**
 * The words of a comment: names with their calls, name patterns, struct members, files, labels, and the
 * marks between them. Every pattern is sticky and bounded, so that a comment is read in linear time.
 */
import type { Span } from '../text/span.ts';

/**
 * `word`: an English word, a name or a call; `member`: `a->b`, `->b`, `|b|`; `table`: `fops::read`;
 * `label`: `(A)`, `reserve:D`; `mark`: other punctuation; `clause`: `;` and `:`; `stop`: a sentence ends.
 */
export type TokenKind = 'word' | 'member' | 'table' | 'file' | 'label' | 'mark' | 'clause' | 'stop';

/** Offsets are into the joined text. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** Without parentheses and possessive. Of a member the path, of a label the label, of a table its name. */
  readonly text: string;
  /** `text` in lower case. */
  readonly word: string;
  /** Written as a call. */
  readonly call: boolean;
  /** What stands between a call's parentheses, null when nothing does. */
  readonly argument: string | null;
  /** `foo()'s`. */
  readonly possessive: boolean;
  /** The name alone: without parentheses, possessive, or the path to a method. */
  readonly name: Span;
  /** The last of a chain: `b()` of `a()->b()`. */
  readonly chained: boolean;
  /** Called through a member, `ops->read()` or `.read()`: the name of a member, perhaps of no function. */
  readonly method: boolean;
  /** The function part of `reserve:D`. */
  readonly function: string | null;
}

/** The tokens of `text`, a joined comment or a part of one. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] === ' ') {
      at++;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** Whether a token looks like an identifier of code and not like an English word. */
export function isCodeName(token: Token): boolean {
  if (token.kind !== 'word' || !/\w_|_\w/.test(token.text)) return false;
  return token.call || (/[a-z]/.test(token.text) && /^[^A-Z]/.test(token.text));
}

const ABBREVIATION = /(?:e\.g|i\.e|w\.r\.t|vs|wrt|cf|resp|incl|etc)\.(?= [^A-Z])/iy;
const FILE = /\w(?:[\w.-]{0,80}\/){0,9}[\w.-]{0,80}\.(?:[chS]|rst|txt)(?![\w(])/y;
const LABELLED = /([A-Za-z_]\w{1,100}):([A-Z]\d?)(?!\w)/y;
const LABEL = /[([]([A-Za-z]\d?)[)\]](?!\w)/y;
const BARS = /\| ?([A-Za-z_]\w{1,80}) ?\|/y;
/** `fops::read/write`, the slash perhaps at the end of a line; other `a::b` are members. */
const TABLE = /([A-Za-z_]\w{0,100}ops)::\w{1,80}(?:\/ ?\w{1,80}){0,9}(?:\(\))?/y;
/** `&struct_name`, `@argument` and `%CONSTANT` of kernel-doc are no functions. */
const DOCUMENTED = /[&@%](?:struct )?[A-Za-z_]\w{0,100}(?![\w(]|->|\.\w)/y;
const MEMBER =
  /&?(?:[A-Za-z_]\w{0,100}(?:\[[^\]\n]{0,40}\])?)?(?:(?:->|\.|::)[A-Za-z_]\w{0,100}(?:\[[^\]\n]{0,40}\])?){1,9}/y;
const HYPHENATED = /[A-Za-z]{1,30}(?:-[A-Za-z]{1,30}){1,4}(?![\w(>])/y;
/** An identifier, with `{a,b}`, `(a|b)`, `[a|b]`, `v3/4_`, `*` or `...` in it. */
const NAME =
  /(?:\w{1,120}|\{\w{0,60}(?:, ?\w{0,60}){1,9}\}|\(\w{0,60}(?:\|\w{0,60}){1,9}\)|\[\w{0,60}(?:\|\w{0,60}){1,9}\]|(?<=\d)\/\d{1,3}(?=_)|\*(?=[\w({[])|(?<=[\w)\]}])\*{1,2}|(?<=\w)\.{2,3}(?=\()){1,12}/y;
const ARGUMENTS = /\(((?:[^()\n]|\([^()\n]{0,60}\)){0,160})\)/y;
const POSSESSIVE = /['’]s(?!\w)/y;
const STOP = /[.!?](?=["')\]]{0,3}(?:\s|$))/y;

function readToken(text: string, at: number): Token {
  return (
    fixed(text, at) ??
    labelled(text, at) ??
    memberOrMethod(text, at) ??
    hyphenated(text, at) ??
    nameOrCall(text, at) ??
    mark(text, at)
  );
}

function fixed(text: string, at: number): Token | undefined {
  const abbreviation = match(ABBREVIATION, text, at);
  if (abbreviation) return token('mark', abbreviation[0], at, ABBREVIATION.lastIndex);
  const file = match(FILE, text, at);
  if (file) return token('file', file[0], at, FILE.lastIndex);
  const documented = match(DOCUMENTED, text, at);
  if (documented) return token('member', documented[0], at, DOCUMENTED.lastIndex);
  const bars = match(BARS, text, at);
  return bars ? token('member', bars[1]!, at, BARS.lastIndex) : undefined;
}

function labelled(text: string, at: number): Token | undefined {
  const both = match(LABELLED, text, at);
  if (both) return { ...token('label', both[2]!, at, LABELLED.lastIndex), function: both[1]! };
  const label = match(LABEL, text, at);
  return label ? token('label', label[1]!, at, LABEL.lastIndex) : undefined;
}

function memberOrMethod(text: string, at: number): Token | undefined {
  const table = match(TABLE, text, at);
  if (table) return token('table', table[1]!, at, TABLE.lastIndex);
  const afterName = at > 0 && /[\w)]/.test(text[at - 1]!);
  const path = text[at] === '.' && afterName ? null : match(MEMBER, text, at);
  if (!path) return undefined;
  const end = MEMBER.lastIndex;
  const call = match(ARGUMENTS, text, end);
  if (!call) return token('member', path[0], at, end);
  const last = /\w+(?:\[[^\]]*\])?$/.exec(path[0])![0];
  const chained = afterName && text[at - 1] === ')';
  const name = { start: end - last.length, end };
  return { ...calling(token('word', last, at, end), ARGUMENTS.lastIndex, call[1]!), name, chained, method: !chained };
}

function hyphenated(text: string, at: number): Token | undefined {
  const word = match(HYPHENATED, text, at);
  return word ? token('word', word[0], at, HYPHENATED.lastIndex) : undefined;
}

function nameOrCall(text: string, at: number): Token | undefined {
  const name = match(NAME, text, at);
  if (!name || !/\w/.test(name[0])) return undefined;
  const written = withoutEmphasis(name[0]);
  let result = token('word', written, at, NAME.lastIndex);
  const call = match(ARGUMENTS, text, result.end);
  if (call && isArgument(written, call[1]!)) {
    result = calling(result, ARGUMENTS.lastIndex, call[1]!);
  } else if (call && /^e?s$/.test(call[1]!)) {
    result = { ...result, end: ARGUMENTS.lastIndex };
  }
  if (match(POSSESSIVE, text, result.end)) result = { ...result, end: POSSESSIVE.lastIndex, possessive: true };
  return result;
}

/** `*must*` and `**foo**` are emphasis, `*_read()` is a pattern. */
function withoutEmphasis(name: string): string {
  return name.includes('_') && !/^\*.*\*$/.test(name) ? name : name.replaceAll('*', '');
}

/** `barrier(s)` is a plural, `socket(7)` a manual page, and `index(that is, ...)` a remark. */
function isArgument(name: string, argument: string): boolean {
  if (argument === 's') return false;
  return name.includes('_') || argument === '' || /^(?!\d$)[\w&>*,.-]+$/.test(argument);
}

function mark(text: string, at: number): Token {
  if (text[at] === '\n' || match(STOP, text, at)) return token('stop', text[at]!, at, at + 1);
  return token(text[at] === ';' || text[at] === ':' ? 'clause' : 'mark', text[at]!, at, at + 1);
}

function calling(token: Token, end: number, argument: string): Token {
  return { ...token, end, call: true, argument: argument.trim() || null };
}

function token(kind: TokenKind, text: string, start: number, end: number): Token {
  const word = text.toLowerCase();
  return { kind, text, word, start, end, name: { start, end }, ...PLAIN };
}

const PLAIN = {
  call: false,
  argument: null,
  possessive: false,
  chained: false,
  method: false,
  function: null,
} as const;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
