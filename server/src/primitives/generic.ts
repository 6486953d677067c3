/**
 * Which kinds of primitives a comment means when it names a class of them: "a read barrier", "the acquire in".
 * The classes and what stands in the code where they are named were counted in the pairing comments of
 * Linux 6.1: authors count a stronger primitive in, and a fully ordered read-modify-write as any barrier.
 */
import type { GenericBarrier } from '../model/claim.ts';
import type { Kind } from '../model/primitive.ts';

/** Tells for a class whether a kind fulfils it. */
export function genericMembers(generic: GenericBarrier): (kind: Kind) => boolean {
  const members = MEMBERS[generic];
  return (kind) => members.has(kind);
}

/** Full barriers, and what implies one. */
const full: readonly Kind[] = ['full', 'before-atomic', 'after-atomic', 'rmw-full', 'rmw-conditional-full'];
const sequenceRead: readonly Kind[] = ['seq-read-begin', 'seq-read-retry'];
const sequenceWrite: readonly Kind[] = ['seq-write-begin', 'seq-write-end'];
const read: readonly Kind[] = ['read', 'acquire', 'control-acquire', 'rmw-acquire', ...sequenceRead];
const write: readonly Kind[] = ['write', 'release', 'publish', 'rmw-release', ...sequenceWrite];
const implied: readonly Kind[] = ['lock', 'unlock', 'rcu-gp', 'sleep', 'wake', 'dependency-load'];

const MEMBERS: Readonly<Record<GenericBarrier, ReadonlySet<Kind>>> = {
  any: new Set([...full, ...read, ...write, ...implied]),
  read: new Set([...read, ...full, 'dependency-load']),
  write: new Set([...write, ...full]),
  full: new Set([...full, 'rcu-gp', 'sleep', 'wake']),
  acquire: new Set([
    'acquire',
    'control-acquire',
    'rmw-acquire',
    'rmw-full',
    'rmw-conditional-full',
    'lock',
    'seq-read-begin',
  ]),
  release: new Set([
    'release',
    'publish',
    'rmw-release',
    'rmw-full',
    'rmw-conditional-full',
    'unlock',
    'seq-write-end',
  ]),
  load: new Set(['load-relaxed', 'acquire', 'dependency-load']),
  store: new Set(['store-relaxed', 'release', 'publish']),
  // A dependency starts at any marked load, often a plain READ_ONCE().
  dependency: new Set(['dependency-load', 'load-relaxed']),
  atomic: new Set(['rmw-full', 'rmw-conditional-full', 'rmw-acquire', 'rmw-release', 'rmw-relaxed']),
  lock: new Set(['lock', 'rmw-acquire', 'seq-write-begin']),
  unlock: new Set(['unlock', 'rmw-release', 'seq-write-end']),
};
