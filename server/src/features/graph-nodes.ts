/** The operations of a graph of pairs: primitives, plain accesses, and what stands for either. */
import type { AccessRef, SiteRef } from '../index/snapshot.ts';
import type { FileFacts, Site } from '../model/facts.ts';
import type { ResolvedClaim, Target } from '../model/pair.ts';
import type { Kind } from '../model/primitive.ts';
import { roleOf } from '../primitives/roles.ts';
import { kindInWords } from './kinds.ts';
import { accessSpot, siteSpot, targetSpot, wordsSpot } from './spots.ts';
import type { Spot } from './view.ts';

export interface Node {
  readonly facts: FileFacts;
  readonly at: number;
  readonly fn: number;
  readonly what: string;
  readonly object: string;
  readonly family: Family;
  readonly kind: string;
  /** Whether it stands on the publishing side. */
  readonly publishes: boolean;
  readonly observes: boolean;
  /** Null where it depends on the other side. */
  readonly column: Column | null;
  readonly spot: Spot;
  readonly of: SiteRef | AccessRef | null;
}

/** What people tell apart by colour. `plain` is an access without any primitive. */
export type Family = 'release' | 'acquire' | 'full' | 'dependency' | 'other' | 'plain';

/** Who stores, and who loads. A full barrier is on the other side of whom it pairs with. */
export type Column = 'stores' | 'loads';

export function siteNode(ref: SiteRef): Node {
  const { facts, site } = ref;
  const { release, acquire, access } = roleOf(site.kind);
  const isEither = access === null && release === acquire;
  return {
    facts,
    at: site.at,
    fn: site.fn,
    what: `${site.primitive}()`,
    object: site.object?.text ?? '',
    family: familyOf(site),
    kind: kindInWords(site.kind),
    publishes: release,
    observes: acquire || site.kind === 'load-relaxed',
    column: isEither ? null : access === 'load' || (access === null && acquire) ? 'loads' : 'stores',
    spot: siteSpot(ref),
    of: ref,
  };
}

export function accessNode(ref: AccessRef): Node {
  const { facts, access } = ref;
  const kind = { read: 'plain load', write: 'plain store', update: 'plain update', address: 'address taken' }[
    access.mode
  ];
  const { at, fn, object, mode } = access;
  const place = { facts, at, fn, column: mode === 'write' || mode === 'update' ? 'stores' : 'loads' } as const;
  const shown = { what: object.text, object: '', family: 'plain', kind, spot: accessSpot(ref), of: ref } as const;
  return { ...place, ...shown, publishes: false, observes: true };
}

/** A call or a definition that stands for the operation. */
export function targetNode(target: Target): Node {
  const { facts, at, primitive } = target;
  const fn = facts.functions.findIndex((one) => one.at === at || (one.body.start <= at && at < one.body.end));
  const what = /^\w+$/.test(primitive) ? `${primitive}()` : primitive;
  const kind = 'named by a comment';
  const place = { facts, at, fn, column: null, spot: targetSpot(target), of: null };
  return { ...place, what, object: '', family: 'other', kind, publishes: false, observes: false };
}

export function commentNode(resolved: ResolvedClaim): Node {
  const { facts, comment, claim } = resolved;
  const shared = { what: 'comment', object: '', family: 'other', kind: 'comment without an operation' } as const;
  const spot = wordsSpot(resolved, claim.verbSpan);
  const place = { facts, at: claim.verbSpan.start, fn: comment.fn, column: null, spot, of: null };
  return { ...place, ...shared, publishes: false, observes: false };
}

function familyOf({ kind }: Site): Family {
  return FAMILIES[kind] ?? 'other';
}

const FAMILIES: Readonly<Partial<Record<Kind, Family>>> = {
  release: 'release',
  publish: 'release',
  write: 'release',
  'rmw-release': 'release',
  unlock: 'release',
  'seq-write-begin': 'release',
  'seq-write-end': 'release',
  acquire: 'acquire',
  read: 'acquire',
  'control-acquire': 'acquire',
  'rmw-acquire': 'acquire',
  lock: 'acquire',
  'seq-read-begin': 'acquire',
  'seq-read-retry': 'acquire',
  full: 'full',
  'before-atomic': 'full',
  'after-atomic': 'full',
  'rmw-full': 'full',
  'rmw-conditional-full': 'full',
  sleep: 'full',
  wake: 'full',
  'rcu-gp': 'full',
  'dependency-load': 'dependency',
  'load-relaxed': 'dependency',
};
