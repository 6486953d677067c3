/** What a primitive is, in two or three words, and what it orders in one or two sentences. */

import type { Kind, Primitive } from '../model/primitive.ts';
import { orderingInWords } from './orders.ts';

/** "release store", "write barrier": what stands behind its name in a title. */
export function kindInWords(kind: Kind): string {
  return KINDS[kind];
}

const KINDS: Readonly<Record<Kind, string>> = {
  full: 'full barrier',
  write: 'write barrier',
  read: 'read barrier',
  acquire: 'acquire load',
  release: 'release store',
  publish: 'publishing store (release)',
  'dependency-load': 'load that orders what depends on it',
  'control-acquire': 'barrier after a tested load',
  'load-relaxed': 'marked load',
  'store-relaxed': 'marked store',
  'before-atomic': 'full barrier before an atomic operation',
  'after-atomic': 'full barrier after an atomic operation',
  'rmw-full': 'fully ordered atomic operation',
  'rmw-conditional-full': 'atomic operation, fully ordered if it succeeds',
  'rmw-acquire': 'atomic operation with acquire',
  'rmw-release': 'atomic operation with release',
  'rmw-relaxed': 'atomic operation without ordering',
  lock: 'lock (acquire)',
  unlock: 'unlock (release)',
  'seq-read-begin': 'begin of a sequence-counter read section',
  'seq-read-retry': 'end of a sequence-counter read section',
  'seq-write-begin': 'begin of a sequence-counter write section',
  'seq-write-end': 'end of a sequence-counter write section',
  'rcu-read-lock': 'begin of an RCU read section',
  'rcu-read-unlock': 'end of an RCU read section',
  'rcu-gp': 'RCU grace period',
  sleep: 'going to sleep (full barrier after the state is set)',
  wake: 'wake-up (full barrier if it wakes somebody)',
  'io-read': 'read from a device',
  'io-write': 'write to a device',
  compiler: 'compiler barrier',
  other: 'ordering operation',
};

/** What it orders, and what not, as briefly as it can be said. */
export function orderingInBrief(primitive: Primitive): string[] {
  const { kind, condition, gotcha } = primitive;
  const { orders, leaves } = orderingInWords(primitive);
  if (kind === 'before-atomic') {
    return ['Orders what is before it before the atomic operation that follows, and before all after that.'];
  }
  if (kind === 'after-atomic') {
    return ['Orders the atomic operation just before it, and all before that, before what follows.'];
  }
  if (kind === 'rmw-full') return ['Orders everything before it, itself, and everything after it.'];
  if (kind === 'rmw-conditional-full') {
    return [
      `Orders everything before it, itself, and everything after it, but ${(condition ?? '').replace(/^ordered /, '')}.`,
    ];
  }
  if (orders.length === 0) return ['Orders nothing else: accesses to other variables may move past it both ways.'];
  if (kind === 'load-relaxed' || kind === 'dependency-load' || kind === 'rmw-relaxed') {
    return ['Orders only later accesses that use the loaded value as address or data.'];
  }
  const brief = orders.map((sentence) => sentence.replace(/^It orders/, 'Orders'));
  if (condition !== null) brief.push(sentenceOf(condition));
  if (isToldByTrap(primitive)) brief.push(gotcha!);
  else if (leaves.length > 0) brief.push(`Not ordered: ${leaves.map(bare).join('; ')}.`);
  return brief;
}

/** The mistake people make with it, unless the brief has told it. Where a pair is shown only that of misplacing it. */
export function trapOf(name: string, primitive: Primitive, isPaired: boolean): string | undefined {
  const { kind, gotcha = '' } = primitive;
  if (isPaired && kind !== 'before-atomic' && kind !== 'after-atomic') return undefined;
  // Of another member of the family, or of the formal model alone.
  if (gotcha === '' || (/^\w+\(\)/.test(gotcha) && !gotcha.startsWith(name)) || gotcha.includes('LKMM'))
    return undefined;
  return isToldByTrap(primitive) || kind === 'publish' ? undefined : gotcha;
}

/** The trap of a one-sided primitive is its open side. */
function isToldByTrap({ kind, gotcha }: Primitive): boolean {
  return gotcha !== undefined && /^(acquire|release|rmw-acquire|rmw-release|full)$/.test(kind);
}

/** "Earlier loads and stores: they may be delayed past it." without what follows from it. */
function bare(leaves: string): string {
  const words = leaves.replace(/\.$/, '').replace(/: (they|it|that one) may .*$/, '');
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function sentenceOf(words: string): string {
  const start = /^[a-z]+\b(?!\()/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
