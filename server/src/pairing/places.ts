/**
 * Where a function that a comment names is defined: nearest first. The same file, then headers it includes and
 * files beside it, then the tree; never another architecture's. A name that is nowhere may be a part of one
 * ("unthrottle()" for acm_tty_unthrottle) or miss it by a letter: such a guess counts only in the neighbourhood.
 */

import type { FunctionRef } from '../index/snapshot.ts';
import type { FileFacts } from '../model/facts.ts';
import { architectureOf, directoryOf, sameArchitecture } from '../model/paths.ts';
import { levenshtein } from '../text/levenshtein.ts';
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
  if (name.includes('*')) return { ...NOWHERE, tiers: matching(from, wildcard(name)) };
  const { snapshot, facts } = from;
  const everywhere = snapshot.functionsNamed(name);
  const exact = everywhere.filter((ref) => sameArchitecture(facts.file, ref.facts.file));
  const [own, near, far] = byDistance(facts, exact);
  // A static function of a far file can't be meant where a near one completes the name.
  const unreachable = far.every((ref) => ref.facts.functions[ref.fn]!.isStatic && !ref.facts.file.endsWith('.h'));
  if (own.length + near.length > 0 || (far.length > 0 && !unreachable)) return { ...NOWHERE, tiers: [own, near, far] };
  const partial = matching(from, partOf(name));
  if (partial.some((tier) => tier.length > 0)) return { ...NOWHERE, tiers: [...partial, far], guessed: true };
  if (far.length > 0) return { ...NOWHERE, tiers: [far] };
  const corrected = matching(from, (other) => isNearMiss(name, other));
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

/** Functions of this file, then of the files beside it and included, whose name fits. */
function matching(from: Anchor, fits: (name: string) => boolean): FunctionRef[][] {
  return [[from.facts], neighbours(from)].map((files) =>
    files.flatMap((facts) =>
      facts.functions.flatMap((fn, i) => (!fn.macro && fits(fn.name) ? [{ facts, fn: i }] : [])),
    ),
  );
}

function neighbours(from: Anchor): FileFacts[] {
  const directory = directoryOf(from.facts.file);
  return from.snapshot.filesIn(directory).filter((facts) => facts !== from.facts);
}

function byDistance(facts: FileFacts, refs: readonly FunctionRef[]): [FunctionRef[], FunctionRef[], FunctionRef[]] {
  const tiers: [FunctionRef[], FunctionRef[], FunctionRef[]] = [[], [], []];
  for (const ref of refs) {
    tiers[ref.facts === facts ? 0 : isNear(facts, ref.facts) ? 1 : 2].push(ref);
  }
  return tiers;
}

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

function partOf(name: string): (other: string) => boolean {
  if (name.length < 4) return () => false;
  return (other) => other.endsWith(`_${name}`) || other.includes(`_${name}_`) || other === `__${name}`;
}

/** One or two letters too many, too few or wrong, in a name long enough that this is no accident. */
function isNearMiss(name: string, other: string): boolean {
  const allowed = name.length >= 16 ? 2 : name.length >= 9 ? 1 : 0;
  return allowed > 0 && name[0] === other[0] && levenshtein(name, other, allowed) <= allowed;
}
