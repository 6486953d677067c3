/** JSON with comments and trailing commas, as a tree that knows where everything stands. */
// The package's main file is UMD, whose inner imports a bundle loses; this is the same code as ES modules.
import {
  createScanner,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser/lib/esm/main.js';
import type { Span } from '../text/span.ts';
import type { Path } from './check.ts';

export interface Document {
  /** What the text holds as far as it can be read; undefined when it holds nothing. */
  readonly value: unknown;
  /** What is no JSON: at most one for each place. */
  readonly errors: readonly Problem[];
  /** Keys that an object holds once more further down. */
  readonly repeated: readonly { readonly key: string; readonly span: Span }[];
  /** Where the value at a path stands, or its key; the nearest thing around it when there is no such place. */
  spanOf(path: Path, of: 'key' | 'value'): Span;
}

/** Something wrong in a text, and where. */
export interface Problem {
  readonly span: Span;
  /** One sentence, plain text. */
  readonly message: string;
}

/** Reads any text, however broken. */
export function readJsonc(text: string): Document {
  // A byte order mark is no part of the document, but the offsets count it.
  const body = text.replace(/^\ufeff/, ' ');
  const deep = tooDeep(body);
  if (deep) return { value: undefined, errors: [deep], repeated: [], spanOf: () => deep.span };
  const errors: ParseError[] = [];
  const root = parseTree(body, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const repeated: { key: string; span: Span }[] = [];
  return {
    value: root && toValue(root, repeated),
    errors: errors
      .filter(({ offset }, i) => offset !== errors[i - 1]?.offset)
      .map(({ error, offset, length }) => ({
        // A comment that is not closed ends behind the text.
        span: { start: Math.min(offset, text.length), end: Math.min(offset + length, text.length) },
        message: WORDINGS[printParseErrorCode(error)] ?? 'This is no JSON.',
      })),
    repeated,
    spanOf: (path, of) => (root ? spanAt(root, path, of) : { start: 0, end: 0 }),
  };
}

function toValue(node: Node, repeated: { key: string; span: Span }[]): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map((child) => toValue(child, repeated));
  if (node.type !== 'object') return node.value;
  const values = new Map<string, unknown>();
  // From behind: the last of equal keys is the one that counts.
  for (const { children: [key, value] = [] } of [...children].reverse()) {
    if (!key || !value) continue;
    const name = String(key.value);
    if (values.has(name)) repeated.push({ key: name, span: spanOfNode(key) });
    else values.set(name, toValue(value, repeated));
  }
  return Object.fromEntries(values);
}

function spanAt(root: Node, path: Path, of: 'key' | 'value'): Span {
  let node = root;
  for (const [i, step] of path.entries()) {
    if (typeof step === 'number') {
      node = node.children?.[step] ?? node;
      continue;
    }
    const [key, value] = node.children?.findLast((one) => keyOf(one) === step)?.children ?? [];
    if (key && of === 'key' && i === path.length - 1) return spanOfNode(key);
    node = value ?? node;
  }
  return spanOfNode(node);
}

/** The key of a property that has a value. */
function keyOf({ children: [key, value] = [] }: Node): unknown {
  return value && key?.value;
}

function spanOfNode({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** No configuration is nested like this; the parser, which calls itself, would run out of stack. */
const DEEPEST = 100;

function tooDeep(text: string): Problem | undefined {
  const scanner = createScanner(text, true);
  const closing: string[] = [];
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    const first = text[start];
    if (first === undefined) return undefined;
    if (first === '{') closing.push('}');
    else if (first === '[') closing.push(']');
    else if (first === closing.at(-1)) closing.pop();
    if (closing.length > DEEPEST) {
      return { span: { start, end: start + 1 }, message: 'This is nested too deeply to be read.' };
    }
  }
}

/** By the parser's names of errors. */
const WORDINGS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is no JSON value: a string stands in double quotes.',
  InvalidNumberFormat: 'This is no number.',
  PropertyNameExpected: 'A key is expected here, in double quotes.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace is expected here.',
  CloseBracketExpected: 'A closing bracket is expected here.',
  EndOfFileExpected: 'The file should end here, after its one object.',
  UnexpectedEndOfComment: 'This comment is not closed.',
  UnexpectedEndOfString: 'This string is not closed.',
  UnexpectedEndOfNumber: 'This number is not complete.',
  InvalidUnicode: 'This is no code of a character: \\u takes four hexadecimal digits.',
  InvalidEscapeCharacter: 'There is no such escape in JSON.',
  InvalidCharacter: 'This character may not stand in a string.',
};
