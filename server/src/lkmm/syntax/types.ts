/** Which words of C are types. A litmus test names types, but herd knows only integers and pointers. */
import type { Scanner } from './scanner.ts';

/** Whether a name begins a type wherever it stands. */
export function isTypeWord(name: string): boolean {
  return TYPE_WORDS.has(name) || /_t$/.test(name) || /^[us](8|16|32|64)$/.test(name);
}

/** Reads a type: its words and stars, without the name that is declared. */
export function readType(scanner: Scanner): string {
  const words: string[] = [];
  let hasBase = false;
  for (;;) {
    const token = scanner.peek();
    if (token.text === '*' && token.kind === 'mark') words.push(scanner.take().text);
    else if (token.kind === 'name' && (isTypeWord(token.text) || !hasBase)) {
      words.push(scanner.take().text);
      if (token.text === 'struct' || token.text === 'union')
        words.push(scanner.expectName('the name of a struct').text);
      hasBase ||= !QUALIFIERS.has(token.text);
    } else break;
  }
  if (words.length === 0) scanner.fail('expected a type');
  return words.join(' ').replace(/\* (?=\*)/g, '*');
}

const QUALIFIERS: ReadonlySet<string> = new Set([
  'const',
  'volatile',
  '__rcu',
  '_Atomic',
  'static',
  'register',
  'auto',
]);

const TYPE_WORDS: ReadonlySet<string> = new Set([
  ...QUALIFIERS,
  ...['int', 'long', 'short', 'char', 'unsigned', 'signed', 'void', 'bool', '_Bool', 'struct', 'union'],
]);
