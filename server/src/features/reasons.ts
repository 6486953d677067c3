/**
 * Why a pair holds, or what it lacks, in the names of the code: which object is the flag, which one the data, and
 * which rule of the Linux-kernel memory model orders each side. Words only; nothing here decides what is reported.
 */

import type { SiteRef, Snapshot } from '../index/snapshot.ts';
import type { FileFacts, NearAccess, PlainAccess, Site, ValueUse } from '../model/facts.ts';
import { roleOf } from '../primitives/roles.ts';

/** The shape that two sides make, in the names of the litmus-test literature, or null when it can't be told. */
export type Shape = 'MP' | 'SB' | null;

export interface Reason {
  readonly shape: Shape;
  /** Sentences, in reading order. */
  readonly sentences: readonly string[];
  /** The objects that both sides share, as far as the sentences speak of them. */
  readonly objects: readonly SharedObject[];
  /** What to read about the rule that makes it work. */
  readonly see: { readonly path: string; readonly on: string } | null;
}

export interface SharedObject {
  /** As the code of one side has it. */
  readonly text: string;
  readonly key: string;
  /** A flag is stored after the writer's fence and loaded before the reader's, data the other way round. */
  readonly role: 'flag' | 'data';
}

/** Why the orderings at `one` and `other` work together. Never empty: if the code does not tell, it says so. */
export function whyPaired(snapshot: Snapshot, one: SiteRef, other: SiteRef): Reason {
  return (
    storeBuffering(snapshot, one, other) ??
    bothFull(snapshot, one, other) ??
    messagePassing(snapshot, one, other) ??
    messagePassing(snapshot, other, one) ?? {
      shape: null,
      sentences: ['Which objects the two sides share can not be told from the code around them.'],
      objects: [],
      see: null,
    }
  );
}

/** What orders a plain access after the ordered stores of its object, or why nothing does. */
export function whyPlain(facts: FileFacts, access: PlainAccess): string {
  const who = functionName(facts, access.fn);
  if (access.locked) return `${who} accesses it without marking while it holds a lock.`;
  if (access.private)
    return `${who} accesses it without marking, in an object that nobody else can reach at that point.`;
  if (access.mode === 'address') return `${who} only takes its address.`;
  if (access.mode !== 'read')
    return `${who} writes it without marking; nothing orders that store against earlier ones.`;
  return access.use?.dereferenced
    ? `${who} loads it without marking and follows the pointer: the compiler may load it more than once, so that there is no dependency to rely on.`
    : `${who} loads it without marking: the compiler may load it more than once, and nothing orders the loads after it.`;
}

/** Each side stores, then loads what the other one stores: only full barriers on both sides forbid that both miss. */
function storeBuffering(snapshot: Snapshot, one: SiteRef, other: SiteRef): Reason | null {
  if (!roleOf(one.site.kind).full || !roleOf(other.site.kind).full) return null;
  const first = shared(snapshot, around(one, 'before', true), around(other, 'after', false));
  const second = shared(snapshot, around(other, 'before', true), around(one, 'after', false));
  if (!first || !second) return null;
  return {
    shape: 'SB',
    sentences: [
      `Store buffering: ${sideName(one)} stores ${first.text}, then loads ${second.text}; ${sideName(other)} stores ${second.text}, then loads ${first.text}.`,
      'A CPU may do a load before an earlier store of its own is visible, so that without a full barrier on each side both could miss what the other one has stored. With both, at least one of them sees it.',
    ],
    objects: [first, second],
    see: null,
  };
}

/** Full barriers on both sides are mostly there for store buffering; only shared data shows message passing. */
function bothFull(snapshot: Snapshot, one: SiteRef, other: SiteRef): Reason | null {
  if (!roleOf(one.site.kind).full || !roleOf(other.site.kind).full) return null;
  const passes = [messagePassing(snapshot, one, other), messagePassing(snapshot, other, one)].some((way) => way?.data);
  if (passes) return null;
  return {
    shape: null,
    sentences: [
      `Both sides are full barriers: each may store first and then look at what the other one stores (store buffering), and at least one of ${sideName(one)} and ${sideName(other)} sees it. Which objects these are can not be told for sure.`,
    ],
    objects: [],
    see: null,
  };
}

/** `writer` makes data visible before a flag, `reader` looks at the flag before the data. */
function messagePassing(
  snapshot: Snapshot,
  writer: SiteRef,
  reader: SiteRef,
): (Reason & { data: SharedObject | null }) | null {
  const flag = shared(snapshot, flagWritten(writer), flagRead(reader), 'flag');
  if (!flag) return null;
  const data = shared(snapshot, around(writer, 'before', true), around(reader, 'after', false));
  const fence = reader.site.kind === 'load-relaxed' ? fenceBehind(snapshot, reader) : undefined;
  return {
    shape: 'MP',
    data,
    sentences: [
      `Message passing: ${sideName(writer)} writes ${data?.text ?? 'what it has prepared'} first and ${flag.text} last, kept in that order by ${call(writer.site)}${proviso(writer.site)}.`,
      readerSentence(reader, fence, flag.text, data?.text),
      ...conclusion(fence ?? reader.site, flag.text, data?.text),
    ],
    objects: data ? [flag, data] : [flag],
    see: isAddressDependency(reader.site) ? EXPLANATION : null,
  };
}

/** The fence in the reader's function that holds what follows after the marked load. */
function fenceBehind(snapshot: Snapshot, { facts, site }: SiteRef): Site | undefined {
  if (isAddressDependency(site)) return undefined;
  const key = snapshot.objectKey(facts, site.object);
  return snapshot.sitesIn({ facts, fn: site.fn }).find((other) => {
    const { fence, acquire } = roleOf(other.kind);
    const loads = (other.before ?? []).filter(({ write }) => !write);
    return (
      fence && acquire && other.at > site.at && loads.some(({ object }) => snapshot.objectKey(facts, object) === key)
    );
  });
}

const EXPLANATION = {
  path: 'tools/memory-model/Documentation/explanation.txt',
  on: 'address dependencies; rcu_dereference() is READ_ONCE() for this very reason',
} as const;

function isAddressDependency({ kind, use }: Site): boolean {
  return kind === 'load-relaxed' && dependencyOf(use) === 'address';
}

/** What the reader may rely on. A marked load whose value is not followed gives no conclusion. */
function conclusion(site: Site, flag: string, data: string | undefined): string[] {
  const { kind } = site;
  const dependency = kind === 'dependency-load' || kind === 'load-relaxed';
  if (!dependency)
    return [`So whoever sees the new ${flag} also sees ${data ?? 'everything that was written before it'}.`];
  if (kind === 'load-relaxed' && !isAddressDependency(site)) return [];
  return [
    `So whoever sees the new ${flag} also sees what was written before it, as far as it is reached through the pointer.`,
  ];
}

function readerSentence(
  { site, facts }: SiteRef,
  fence: Site | undefined,
  flag: string,
  data: string | undefined,
): string {
  const who = functionName(facts, site.fn);
  if (fence)
    return `${who} loads ${flag} with ${call(site)} before it reads ${data ?? 'on'}: ${call(fence)} is between.`;
  if (site.kind === 'load-relaxed') return dependencySentence(who, site, flag);
  if (site.kind === 'dependency-load') {
    return `${who} loads ${flag} with ${call(site)}: whatever it reaches through the loaded pointer is read after the pointer (address dependency).`;
  }
  return `${who} loads ${flag} before it reads ${data ?? 'on'}, kept in that order by ${call(site)}${proviso(site)}.`;
}

/** READ_ONCE() orders by what becomes of the value, or not at all (pairing rules of LKMM: address against control dependency). */
function dependencySentence(who: string, site: Site, flag: string): string {
  switch (dependencyOf(site.use)) {
    case 'address':
      return (
        `${who} loads ${flag} with ${call(site)} and follows the loaded pointer. That address dependency is enough: a pointer cannot be followed before it is there ` +
        '(on Alpha, where it can, READ_ONCE() brings the barrier along).'
      );
    case 'control':
      return `${who} loads ${flag} with ${call(site)} and only tests the value. That control dependency orders later stores inside the branch, but no later loads: they may be done before the test. To read what was written before ${flag}, it would need smp_load_acquire(), or smp_rmb() after the test.`;
    case 'elsewhere':
      return `${who} loads ${flag} with ${call(site)} and hands the value on. What is reached through it is ordered by the address dependency; anything else is not.`;
    default:
      return `${who} loads ${flag} with ${call(site)}, which by itself orders no later access.`;
  }
}

function dependencyOf(use: ValueUse | undefined): 'address' | 'control' | 'elsewhere' | null {
  if (!use) return null;
  if (use.dereferenced) return 'address';
  if (use.escapes) return 'elsewhere';
  return use.tested ? 'control' : null;
}

/** The accesses that make the writer's last word: its own store, or what follows its fence. */
function flagWritten(ref: SiteRef): Access[] {
  const role = roleOf(ref.site.kind);
  if (!role.release) return [];
  return [...(role.access === null ? [] : own(ref)), ...(role.fence || role.full ? around(ref, 'after', true) : [])];
}

/** The accesses that the reader looks at first: its own load, or what precedes its fence. */
function flagRead(ref: SiteRef): Access[] {
  const role = roleOf(ref.site.kind);
  if (ref.site.kind === 'load-relaxed') return own(ref);
  if (!role.acquire) return [];
  return [...(role.access === null ? [] : own(ref)), ...(role.fence || role.full ? around(ref, 'before', false) : [])];
}

interface Access {
  readonly facts: FileFacts;
  readonly object: NearAccess['object'];
}

function own(ref: SiteRef): Access[] {
  return ref.site.object ? [{ facts: ref.facts, object: ref.site.object }] : [];
}

function around(ref: SiteRef, side: 'before' | 'after', write: boolean): Access[] {
  const near = ref.site[side] ?? [];
  return near
    .filter((access) => access.write === write && !access.passed)
    .map(({ object }) => ({ facts: ref.facts, object }));
}

/** The first object of `left` that is also in `right`, as the left side writes it. */
function shared(
  snapshot: Snapshot,
  left: readonly Access[],
  right: readonly Access[],
  role: SharedObject['role'] = 'data',
): SharedObject | null {
  const keys = new Set(right.map((access) => snapshot.objectKey(access.facts, access.object)));
  for (const { facts, object } of left) {
    const key = snapshot.objectKey(facts, object);
    if (key !== null && keys.has(key)) return { text: object.text, key, role };
  }
  return null;
}

function sideName(ref: SiteRef): string {
  return functionName(ref.facts, ref.site.fn);
}

function functionName(facts: FileFacts, fn: number): string {
  const name = facts.functions[fn]?.name;
  return name === undefined ? facts.file : `${name}()`;
}

function call(site: Site): string {
  return `${site.primitive}()`;
}

function proviso(site: Site): string {
  return site.kind === 'rmw-conditional-full' ? ' if it succeeds' : '';
}
