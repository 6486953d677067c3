/** Whether two accesses are to one object, as far as text and type tell: two structures of one type have the same key. */
import type { View } from '../view.ts';
import type { Access } from './sides.ts';

/** `rings->sq.head` and `rings->cq.head` are the same member of one structure, and two objects; so are two bits. */
export function areApart({ source }: View, one: Access, other: Access): boolean {
  const [bit, second] = [one, other].map(({ facts, site }) =>
    site && /_bit(?:_|$)/.test(site.primitive)
      ? /\(\s*([^,]*?)\s*,/.exec(source(facts).text.slice(site.at, site.end))?.[1]
      : undefined,
  );
  if (bit !== undefined && second !== undefined && bit !== second) return true;
  const [a, b] = [one, other].map(({ object }) => /(\w+)\.\w+$/.exec(object.text)?.[1]);
  return a !== undefined && b !== undefined && a !== b;
}

/** Whether both are members of what one pointer leads to: if so on one side, then on the other one, too. */
export function isOneStructure({ first, second }: Readonly<Record<'first' | 'second', Access>>): boolean {
  const [a, b] = [first, second].map(({ object }) => (object.members.length > 0 ? object.base : ''));
  if (a !== b || a === '') return true;
  const [root, other] = [first, second].map(({ object }) => object.text.replace(/(?:->|\.)\w+(?:\[[^\]]*\])*$/, ''));
  return root === other;
}
