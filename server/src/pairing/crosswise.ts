/**
 * Which shape two fences make, by the objects that are accessed around them: what one side stores before its fence
 * the other one loads after its own, and so on. Only what both sides do crosswise counts.
 */
import type { SiteRef, Snapshot, TableOf } from '../index/snapshot.ts';
import type { NearAccess, Site } from '../model/facts.ts';

/** Two objects that both sides access, in opposite order: keys of the snapshot. */
export interface Crossing {
  /** Accessed before the fence of the first side, after that of the second. */
  readonly before: string;
  /** The other way round. */
  readonly after: string;
}

/** `one` stores `before` and loads `after`; `other` stores `after` and loads `before`. */
export function storeBuffering(snapshot: Snapshot, one: SiteRef, other: SiteRef): Crossing | undefined {
  return crossing(
    shared(keysAround(snapshot, one, 'before', 'store'), keysAround(snapshot, other, 'after', 'load')),
    shared(keysAround(snapshot, one, 'after', 'load'), keysAround(snapshot, other, 'before', 'store')),
  );
}

/** `writer` stores `before` (the data) and then `after` (the flag); `reader` loads `after` and then `before`. */
export function messagePassing(snapshot: Snapshot, writer: SiteRef, reader: SiteRef): Crossing | undefined {
  return crossing(
    shared(keysAround(snapshot, writer, 'before', 'store'), keysAround(snapshot, reader, 'after', 'load')),
    shared(keysAround(snapshot, writer, 'after', 'store'), keysAround(snapshot, reader, 'before', 'load')),
  );
}

/** Fences by the objects that are accessed after them. */
export const FENCES_AFTER: TableOf<SiteRef> = fencesBy('after');

/** Fences by the objects that are accessed before them. */
export const FENCES_BEFORE: TableOf<SiteRef> = fencesBy('before');

/** The objects that are stored to, or loaded, on one side of a fence. */
export function keysAround(
  { keyOf }: Pick<Snapshot, 'keyOf'>,
  { facts, site }: SiteRef,
  side: Side,
  what: 'load' | 'store',
): Set<string> {
  const keys = accessesOn(site, side)
    .filter(({ write, passed }) => write === (what === 'store') && !passed)
    .map(({ object }) => keyOf(facts, object));
  return new Set(keys.filter((key) => key !== null));
}

type Side = 'before' | 'after';

function accessesOn(site: Site, side: Side): readonly NearAccess[] {
  return site[side] ?? [];
}

function fencesBy(side: Side): TableOf<SiteRef> {
  return {
    usesObjects: true,
    *entries(facts, keyOf) {
      for (const site of facts.sites) {
        const keys = accessesOn(site, side).map(({ object }) => keyOf(facts, object));
        for (const key of new Set(keys)) if (key !== null) yield [key, { facts, site }];
      }
    },
  };
}

function crossing(before: readonly string[], after: readonly string[]): Crossing | undefined {
  for (const one of before) {
    const other = after.find((key) => key !== one);
    if (other !== undefined) return { before: one, after: other };
  }
  return undefined;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter((key) => other.has(key));
}
