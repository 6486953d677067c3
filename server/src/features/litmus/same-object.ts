/** Whether two accesses are to one object, as far as text and type tell: two structures of one type have the same key. */
import type { View } from '../view.ts';
import { isCopyOfCaller, outward } from './expressions.ts';
import type { Access } from './sides.ts';

/** `rings->sq.head` and `rings->cq.head` are the same member of one structure, and two objects; so are two bits, and a copy. */
export function areApart(view: View, one: Access, other: Access): boolean {
  if ([one, other].some(({ spot, object }) => spot && isCopyOfCaller(view, spot.frame, object.text))) return true;
  const [bit, second] = [one, other].map(({ facts, site }) =>
    site && /_bit(?:_|$)/.test(site.primitive)
      ? /\(\s*([^,]*?)\s*,/.exec(view.source(facts).text.slice(site.at, site.end))?.[1]
      : undefined,
  );
  if (bit !== undefined && second !== undefined && bit !== second) return true;
  const [a, b] = [one, other].map(({ object }) => /(\w+)\.\w+$/.exec(object.text)?.[1]);
  return a !== undefined && b !== undefined && a !== b;
}

/**
 * Whether both are members of what one pointer leads to: if so on one side, then on the other one, too. Undefined where
 * that can not be told, because a called function has its own words for one of them.
 */
export function isOneStructure(
  view: View,
  { first, second }: Readonly<Record<'first' | 'second', Access>>,
): boolean | undefined {
  const [a, b] = [first, second].map(({ object }) => (object.members.length > 0 ? object.base : ''));
  if (a !== b || a === '') return true;
  if (first.spot?.frame === second.spot?.frame) return rootOf(first.object.text) === rootOf(second.object.text);
  const [one, other] = [first, second].map(({ object, spot }) => spot && outward(view, spot.frame, object.text));
  return one === undefined || other === undefined ? undefined : rootOf(one) === rootOf(other);
}

/** What the last member is a member of. */
function rootOf(text: string): string {
  return text.replace(/(?:->|\.)\w+(?:\[[^\]]*\])*$/, '').replace(/^\s*&|[\s()]/g, '');
}
