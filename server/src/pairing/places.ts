/**
 * Where a function that a comment names is defined: nearest first. The same file, then headers it includes and
 * files beside it, then the tree; never another architecture's. A name that is nowhere may be a part of one
 * ("unthrottle()" for acm_tty_unthrottle) or miss it by a letter: such a guess counts only in the neighbourhood.
 */

import type { FunctionRef } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import { architectureOf, directoryOf, sameArchitecture } from '../model/paths.ts';
import { levenshtein } from '../text/levenshtein.ts';
import { type DirectoryNames, EDITS, nameOf, namesIn } from './names.ts';
import type { Anchor } from './pick.ts';

export interface Scopes {
  /** Candidate definitions; the ones in the first tier that hold the operation are meant. */
  readonly tiers: readonly (readonly FunctionRef[])[];
  /** The name was completed or corrected by us. */
  readonly guessed: boolean;
  /** The name is nowhere in the code of the tree: neither defined, generated nor called. */
  readonly absent: boolean;
  /** Absent here, but another architecture has it: which. */
  readonly elsewhere: string | null;
}

const NOWHERE: Scopes = { tiers: [], guessed: false, absent: false, elsewhere: null };

/** How a name is written: `certain` that it is a function's, so it may be called absent; as a call, `foo()`. */
export interface Written {
  readonly certain: boolean;
  readonly isCall: boolean;
}

/** `name` may hold `*`. */
export function scopesOf(from: Anchor, name: string, written: Written): Scopes {
  const { snapshot, facts } = from;
  if (name.includes('*')) return { ...NOWHERE, tiers: ofPattern(from, name) };
  const everywhere = snapshot.functionsNamed(name);
  const [own, near, far] = byDistance(facts, everywhere);
  // A static function of a far file can't be meant where a near one completes the name.
  const unreachable = far.every((ref) => ref.facts.functions[ref.fn]!.isStatic && !ref.facts.file.endsWith('.h'));
  if (own.length + near.length > 0 || (far.length > 0 && !unreachable))
    return { ...NOWHERE, tiers: [own, near, far].map(firstFew) };
  const partial = withPart(from, name);
  if (partial.some((tier) => tier.length > 0)) return { ...NOWHERE, tiers: [...partial, firstFew(far)], guessed: true };
  if (far.length > 0) return { ...NOWHERE, tiers: [firstFew(far)] };
  const corrected = resembling(from, name);
  if (corrected.some((tier) => tier.length > 0)) return { ...NOWHERE, tiers: corrected, guessed: true };
  // What only another architecture has can't be meant either.
  const elsewhere = everywhere[0] ? architectureOf(everywhere[0].facts.file) : null;
  return { ...NOWHERE, elsewhere, absent: written.certain && isAbsent(from, name, written) };
}

/** A name written as a call must be one; a bare name may be any word that stands in the code. */
function isAbsent({ snapshot, facts }: Anchor, name: string, { isCall }: Written): boolean {
  // SYSCALL_DEFINE2(open, ...) makes sys_open(), __x64_sys_open() and more, none of them written out.
  // Until the tree has been searched, as while somebody types the name, nothing can be said.
  if (!snapshot.isAnswered(name)) return false;
  if (snapshot.isAssumed(name) || /^(?:__\w+_|compat_|k)?sys_/.test(name)) return false;
  const here = snapshot.mentions(name).filter((mention) => sameArchitecture(facts.file, mention.file));
  return here.every((mention) => isCall && mention.kind === 'word');
}

function ofPattern(from: Anchor, name: string): Tiers {
  return matching(from, `pattern ${name}`, wildcard(name), (names) => names.withWords(name.replace(/[^\w*]/g, '')));
}

function withPart(from: Anchor, name: string): Tiers {
  if (name.length < SHORTEST_PART) return [];
  return matching(from, `part ${name}`, partOf(name), (names) => names.withWords(name));
}

function resembling(from: Anchor, name: string): Tiers {
  const fits = (other: string) => isNearMiss(name, other);
  return matching(from, `miss ${name}`, fits, (names) => names.resembling(name));
}

type Tiers = readonly (readonly FunctionRef[])[];

/** Functions of this file, then of the files beside it, whose name fits. `question` tells what is looked for. */
function matching(
  { snapshot, facts }: Anchor,
  question: string,
  fits: (name: string) => boolean,
  candidates: (names: DirectoryNames) => readonly FunctionRef[],
): Tiers {
  const names = namesIn(snapshot, directoryOf(facts.file));
  return names.once(`${facts.file} ${question}`, () => {
    const fitting = candidates(names).filter((ref) => fits(nameOf(ref)));
    return [fitting.filter((ref) => ref.facts === facts), fitting.filter((ref) => ref.facts !== facts)].map(firstFew);
  });
}

/** More functions than this, and a name says nothing; to look through them all for every comment would take forever. */
const CROWD = 40;

function firstFew(refs: readonly FunctionRef[]): FunctionRef[] {
  return refs.slice(0, CROWD);
}

type Distances = readonly [FunctionRef[], FunctionRef[], FunctionRef[]];

/** The definitions in this file, near it and far from it, of those that can be linked with it. */
function byDistance(facts: FileFacts, refs: readonly FunctionRef[]): Distances {
  const known = distances.get(refs)?.get(facts);
  if (known) return known;
  const tiers: Distances = [[], [], []];
  for (const ref of refs) {
    if (!sameArchitecture(facts.file, ref.facts.file)) continue;
    tiers[ref.facts === facts ? 0 : isNear(facts, ref.facts) ? 1 : 2].push(ref);
  }
  if (!distances.has(refs)) distances.set(refs, new WeakMap());
  distances.get(refs)!.set(facts, tiers);
  return tiers;
}

/** A snapshot hands out the same list for the same name, for as long as nothing in it is different. */
const distances = new WeakMap<readonly FunctionRef[], WeakMap<FileFacts, Distances>>();

function isNear(facts: FileFacts, other: FileFacts): boolean {
  if (directoryOf(facts.file) === directoryOf(other.file)) return true;
  return facts.includes.some((include) =>
    include.startsWith('./') ? joins(facts.file, include, other.file) : other.file === `include/${include}`,
  );
}

function joins(file: string, include: string, other: string): boolean {
  return other === `${directoryOf(file)}/${include.slice(2)}`;
}

function wildcard(name: string): (other: string) => boolean {
  const parts = name.split('*').map((part) => part.replace(/[^\w]/g, ''));
  const pattern = new RegExp(`^${parts.join('\\w*')}$`);
  // "*_copy_from_read_buf" means the bare one as well.
  const bare = name.startsWith('*_') ? name.slice(2) : null;
  return (other) => pattern.test(other) || other === bare;
}

/** Shorter names are parts of too many. */
const SHORTEST_PART = 4;

function partOf(name: string): (other: string) => boolean {
  return (other) => other.endsWith(`_${name}`) || other.includes(`_${name}_`) || other === `__${name}`;
}

/** One or two letters too many, too few or wrong, in a name long enough that this is no accident. */
function isNearMiss(name: string, other: string): boolean {
  const allowed = name.length >= 16 ? EDITS : name.length >= 9 ? 1 : 0;
  return allowed > 0 && name[0] === other[0] && levenshtein(name, other, allowed) <= allowed;
}
