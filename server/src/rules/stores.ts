/** Everybody who is seen to store to an object: with a primitive, or plainly. */
import type { AccessRef, Snapshot, TableOf } from '../index/snapshot.ts';
import type { FileFacts, ObjectPath } from '../model/facts.ts';
import type { Related } from '../model/finding.ts';
import { placesIn } from '../pairing/ways.ts';
import { roleOf } from '../primitives/roles.ts';
import { functionName, siteRelated } from './describe.ts';

export interface Store {
  /** The stored value's text; undefined where it is not known, or depends on the old one. */
  readonly value: string | undefined;
  /** The new value is made of the old one. */
  readonly isUpdate: boolean;
  /** The place, with this role in the message. */
  related(role: string): Related;
}

/** The stores to the object with this key (see `Snapshot.objectKey`), those with a primitive first. */
export function storesOf(snapshot: Snapshot, key: string): Store[] {
  const { sites, accesses } = snapshot.uses(key);
  const marked = sites
    .filter(({ site }) => STORES.has(roleOf(site.kind).access))
    .map(({ facts, site }) => ({
      value: site.value,
      isUpdate: roleOf(site.kind).access === 'rmw' && !/xchg/.test(site.primitive),
      related: (role: string) => siteRelated(facts, site, role),
    }));
  const plain = new Map([
    ...accesses.filter(isPublicStore).map(({ facts, access }): [string, Store] => {
      const { fn, at, object } = access;
      return [
        `${facts.file}:${at}`,
        plainStore({ facts, fn, at, object, isUpdate: access.mode === 'update', value: undefined }),
      ];
    }),
    // What a flow knows of a store is more: the value.
    ...snapshot
      .look(PLAIN_STORES, key)
      .map((store): [string, Store] => [`${store.facts.file}:${store.at}`, plainStore(store)]),
  ]);
  return [...marked, ...plain.values()];
}

const STORES: ReadonlySet<string | null> = new Set(['store', 'rmw']);

/** What nobody else can see yet is only prepared. */
function isPublicStore({ access }: AccessRef): boolean {
  return !access.private && (access.mode === 'write' || access.mode === 'update');
}

interface PlainStore {
  readonly facts: FileFacts;
  readonly fn: number;
  readonly at: number;
  readonly object: ObjectPath;
  readonly value: string | undefined;
  readonly isUpdate: boolean;
}

/** The plain stores in flows by the key of their object. */
const PLAIN_STORES: TableOf<PlainStore> = {
  usesObjects: true,
  *entries(facts, keyOf) {
    for (const flow of facts.flows ?? []) {
      for (const [event] of placesIn(flow)) {
        if (event.kind !== 'access' || (event.mode !== 'write' && event.mode !== 'update')) continue;
        const key = keyOf(facts, event.object);
        const { at, object, value } = event;
        if (key !== null) yield [key, { facts, fn: flow.fn, at, object, value, isUpdate: event.mode === 'update' }];
      }
    }
  },
};

function plainStore({ facts, fn, at, object, value, isUpdate }: PlainStore): Store {
  const name = functionName(facts, fn);
  return {
    value,
    isUpdate,
    related: (role) => ({
      file: facts.file,
      span: { start: at, end: at + object.text.length },
      message: `${object.text} in ${name}(): ${role}`,
    }),
  };
}
