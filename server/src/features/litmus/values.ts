/** What operations do to values: whether they give one, and what they leave. */
import type { Site } from '../../model/facts.ts';
import type { Access } from './sides.ts';

/** Whether an operation gives no value: relaxed ones of the family without `return`, `fetch`, `test` or `xchg` in their names. */
export function isVoid({ kind, primitive }: Site): boolean {
  return kind === 'rmw-relaxed' && !/return|fetch|test|xchg|unless|try/.test(primitive);
}

/** What a value is before and after the store: what counts down, clears a bit or says NULL leaves 0. */
export function valuesOf({ site, value, isDown }: Access): { readonly old: string; readonly new: string } {
  if (isDown || /&\s*~/.test(value ?? '')) return { old: '1', new: '0' };
  const down = site && /_(?:dec|sub|clear)|clear_bit|^clear_|_clear/.test(site.primitive) && /^rmw-/.test(site.kind);
  if (down || /^\(?(?:0|0x0|NULL|false)[UL]*\)?$/i.test(value ?? '')) return { old: '1', new: '0' };
  return { old: '0', new: '1' };
}
