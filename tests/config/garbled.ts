/** Texts as they are while someone types, pastes and deletes: pieces of a good one, moved about. */

const BITS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '\\u12',
  '//',
  '/*',
  '*/',
  '1e999',
  '-',
  'null',
  '\0',
  '\ud83d',
  '\n',
];

/** `count` garbled versions of `text`, the same ones on every run. */
export function* garbled(text: string, count: number): Generator<string> {
  let state = 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * limit);
  };
  for (let i = 0; i < count; i++) {
    let result = text;
    for (let changes = 1 + below(6); changes > 0; changes--) {
      const start = below(result.length + 1);
      const end = Math.min(result.length, start + below(12));
      const pasted = below(2) === 0 ? BITS[below(BITS.length)]! : text.slice(below(text.length), below(text.length));
      result = result.slice(0, start) + pasted + result.slice(end);
    }
    yield result;
  }
}
