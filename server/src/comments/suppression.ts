/** `barrier-ls-ignore RULE[, RULE]: reason`. The reason is not optional: a silenced rule owes its readers one. */
import type { Suppression } from '../model/claim.ts';
import type { Joined } from './joined.ts';

const SUPPRESSION = /\bbarrier-ls-ignore ([a-z][a-z-]{0,40}(?: ?, ?[a-z][a-z-]{0,40}){0,20}) ?: ?([^\n]{1,1000})/;

export function readSuppression(joined: Joined): Suppression | null {
  const found = SUPPRESSION.exec(joined.text);
  if (!found) return null;
  const listed = found.index + found[0].indexOf(found[1]!);
  const names = [...found[1]!.matchAll(/[a-z-]+/g)];
  return {
    span: joined.span(found.index, found.index + found[0].length),
    rules: names.map(([name]) => name),
    ruleSpans: names.map(({ 0: name, index }) => joined.span(listed + index, listed + index + name.length)),
    reason: found[2]!.trim(),
  };
}
