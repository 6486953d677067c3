/**
 * Value-returning atomic read-modify-writes (Documentation/atomic_t.txt, "ORDERING"). Each operation comes in
 * four orderings, told by the suffix; unconditional operations always have theirs, the cmpxchg() family only
 * when it succeeds.
 */
import type { Kind, Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

interface Operation {
  readonly name: string;
  /** All names without their ordering suffix; of atomic_*() when left out. */
  readonly members?: string;
  readonly address: number;
  readonly value?: number;
  /** What it does, up to the words about its ordering. */
  readonly does: string;
  readonly source: string;
  /** The release that brought the suffixed forms, where they are younger than the operation. */
  readonly suffixedSince?: string;
}

interface Ordering {
  readonly suffix: '' | '_relaxed' | '_acquire' | '_release';
  readonly kind: Kind;
  readonly orders: string;
  readonly effect: string;
  readonly condition?: string;
  readonly gotcha?: string;
}

const atomicT = 'Documentation/atomic_t.txt §ORDERING';
const model = 'Documentation/atomic_t.txt §ORDERING; tools/memory-model/linux-kernel.def';
const conditionalRmw =
  'Documentation/atomic_t.txt §ORDERING; tools/memory-model/Documentation/herd-representation.txt §Conditional RMW ops';
const tryCmpxchg = 'Documentation/atomic_t.txt §CMPXCHG vs TRY_CMPXCHG';

const unconditional: readonly Operation[] = [
  {
    name: 'atomic_{add,sub}_return',
    address: 1,
    value: 0,
    does: 'Atomic add or subtract returning the new value',
    source: atomicT,
  },
  {
    name: 'atomic_{inc,dec}_return',
    address: 0,
    does: 'Atomic increment or decrement returning the new value',
    source: atomicT,
  },
  {
    name: 'atomic_fetch_{add,sub,and,or,xor,andnot}',
    address: 1,
    value: 0,
    does: 'Atomic update returning the old value',
    source: atomicT,
  },
  {
    name: 'atomic_fetch_{inc,dec}',
    address: 0,
    does: 'Atomic increment or decrement returning the old value',
    source: atomicT,
  },
  {
    name: 'atomic_xchg',
    address: 0,
    value: 1,
    does: 'Atomic swap of an atomic variable returning the old value',
    source: atomicT,
  },
  {
    name: 'atomic_add_negative',
    address: 1,
    value: 0,
    does: 'Atomic add reporting whether the result is negative',
    source: 'tools/memory-model/Documentation/herd-representation.txt; include/linux/atomic/atomic-arch-fallback.h',
    suffixedSince: '6.3',
  },
  {
    name: 'xchg',
    members: '{,raw_,arch_}xchg',
    address: 0,
    value: 1,
    does: 'Swap *ptr with a new value and return the old one',
    source: model,
  },
];

const conditional: readonly Operation[] = [
  {
    name: 'atomic_cmpxchg',
    address: 0,
    value: 2,
    does: 'Atomic compare-and-exchange returning the old value',
    source: conditionalRmw,
  },
  {
    name: 'atomic_try_cmpxchg',
    address: 0,
    value: 2,
    does: 'Atomic compare-and-exchange returning success and updating *old on failure',
    source: `${tryCmpxchg}, §ORDERING`,
  },
  {
    name: 'cmpxchg',
    members: '{,raw_,arch_}cmpxchg{,64,128}',
    address: 0,
    value: 2,
    does: 'Compare *ptr with old and store new if equal, returning the old value',
    source: conditionalRmw,
  },
  {
    name: 'try_cmpxchg',
    members: '{,raw_,arch_}try_cmpxchg{,64,128}',
    address: 0,
    value: 2,
    does: 'Compare-and-exchange returning success, with *old refreshed on failure',
    source: `${tryCmpxchg}; include/linux/atomic/atomic-instrumented.h`,
  },
];

const always: readonly Ordering[] = [
  {
    suffix: '',
    kind: 'rmw-full',
    orders: order.fullRmw,
    effect: 'fully ordered: like smp_mb() before and after',
  },
  {
    suffix: '_relaxed',
    kind: 'rmw-relaxed',
    orders: order.dependency,
    effect: 'unordered on other locations',
  },
  {
    suffix: '_acquire',
    kind: 'rmw-acquire',
    orders: order.acquire,
    effect: 'the read half is an ACQUIRE',
    gotcha: 'The write half is not ordered before later accesses.',
  },
  {
    suffix: '_release',
    kind: 'rmw-release',
    orders: order.release,
    effect: 'the write half is a RELEASE',
    gotcha: 'The read half is not ordered after earlier accesses.',
  },
];

const onlyOnSuccess = 'ordered only on success; on failure it is a plain marked load (unordered)';

const onSuccess: readonly Ordering[] = [
  {
    suffix: '',
    kind: 'rmw-conditional-full',
    orders: order.fullRmwOnSuccess,
    effect: 'fully ordered when it succeeds',
    condition: onlyOnSuccess,
  },
  {
    suffix: '_relaxed',
    kind: 'rmw-relaxed',
    orders: order.dependency,
    effect: 'unordered',
    condition: 'unordered either way',
  },
  {
    suffix: '_acquire',
    kind: 'rmw-acquire',
    orders: order.acquireOnSuccess,
    effect: 'ACQUIRE when it succeeds',
    condition: onlyOnSuccess,
  },
  {
    suffix: '_release',
    kind: 'rmw-release',
    orders: order.releaseOnSuccess,
    effect: 'RELEASE when it succeeds',
    condition: onlyOnSuccess,
  },
];

export const orderedAtomics: readonly Primitive[] = [
  ...unconditional.flatMap((operation) => always.map((ordering) => inOrdering(operation, ordering))),
  ...conditional.flatMap((operation) => onSuccess.map((ordering) => inOrdering(operation, ordering))),
];

function inOrdering(operation: Operation, ordering: Ordering): Primitive {
  const { name, address, value, does, source, suffixedSince } = operation;
  const { suffix, kind, orders, effect, condition, gotcha } = ordering;
  const members = operation.members ?? name.replace(/^atomic/, '{,raw_,arch_}atomic{,64,_long}');
  return primitive(name + suffix, kind, orders, {
    members: members + suffix,
    address,
    value,
    condition,
    since: suffix === '' ? undefined : suffixedSince,
    source,
    summary: `${does}; ${effect}.`,
    gotcha,
  });
}
