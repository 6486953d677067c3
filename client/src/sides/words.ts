/** What is said of the two sides of a pair, and of the accesses in them. */
import type { OrderedAccess, OrderedSide, SidesPair } from '../../../server/src/lsp/messages.ts';

/** "smp_store_release() in publish() ⇄ smp_load_acquire() in consume()" */
export function pairTitle({ one, other }: SidesPair): string {
  return `${sideTitle(one)} ⇄ ${sideTitle(other)}`;
}

/** "kernel/resource.c:2056", 1-based. */
export function placeOf({ file, location }: OrderedSide): string {
  return `${file}:${location.range.start.line + 1}`;
}

/** Sentences for the hover of a barrier. */
export function why({ why, verdict, by }: SidesPair): readonly string[] {
  return [...(why === '' ? [] : [why]), ...(verdict === null ? [] : [verdict]), EVIDENCE[by]];
}

/** What is said of a marked access: what it is to its barrier, and whether the other side has to do with it. */
export function accessWords(
  side: OrderedSide,
  { object, does, shared }: OrderedAccess,
  when: 'before' | 'after',
): string {
  const place = when === 'before' ? 'kept before what follows' : 'kept after what comes before';
  const others = shared ? ` The other side orders its access to it, too.` : '';
  return `${VERBS[does]} ${object}: ${place} by ${operation(side.primitive)}.${others}`;
}

/**
 * A sign at an access that tells without any colour what the tint tells: whether it comes before or after, and, doubled,
 * that the other side shares it.
 */
export function signOf({ shared }: OrderedAccess, when: 'before' | 'after'): string {
  const sign = when === 'before' ? '▲' : '▼';
  return shared ? `${sign}${sign}` : sign;
}

function sideTitle({ primitive, function: fn }: OrderedSide): string {
  return fn === '' || fn === primitive ? operation(primitive) : `${operation(primitive)} in ${fn}()`;
}

function operation(primitive: string): string {
  return /^\w+$/.test(primitive) ? `${primitive}()` : primitive;
}

const VERBS: Readonly<Record<OrderedAccess['does'], string>> = {
  load: 'Loads',
  store: 'Stores',
  update: 'Loads and stores',
};

const EVIDENCE: Readonly<Record<SidesPair['by'], string>> = {
  comment: 'The comment here says that they pair.',
  'their-comment': 'A comment at the other side says that they pair.',
  object: 'They pair by their common object; no comment says so.',
  inferred: 'A guess, by the objects around them; no comment says so.',
};
