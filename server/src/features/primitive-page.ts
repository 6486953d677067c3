/** The parts of a page that are about a primitive wherever it is used: what it orders, and what to read. */
import { linux } from '../primitives/linux.ts';
import { orderingInBrief, trapOf } from './kinds.ts';
import { type Block, text } from './page.ts';
import { prose } from './prose.ts';

/** `isPaired`: a pair is shown with it, so that less need be said. */
export function orderingBlocks(name: string, isPaired: boolean): Block[] {
  const primitive = linux.lookup(name);
  if (!primitive) return [];
  const trap = trapOf(name, primitive, isPaired);
  return [text(...prose([...orderingInBrief(primitive), ...(trap ? [trap] : [])].join(' ')))];
}

/** The document or header that the facts are from. */
export function readingBlocks(name: string): Block[] {
  const part = (linux.lookup(name)?.source ?? '').split('; ')[0]!;
  const path = /^[\w-]+(?:\/[\w.-]+)+\.\w+/.exec(part)?.[0];
  return path === undefined ? [] : [text('See ', { path, label: part })];
}
