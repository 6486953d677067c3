/**
 * Lock-free queues. Producers publish and consumers depend on the pointer or the index that they read.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const queues: readonly Primitive[] = [
  primitive('llist_add', 'rmw-full', order.fullRmw, {
    address: 1,
    value: 0,
    incidental: true,
    source: 'include/linux/llist.h; lib/llist.c',
    summary: 'Pushes an entry on a lock-less list with a fully ordered compare-and-exchange; the entry is published.',
  }),
  primitive('llist_add_batch', 'rmw-full', order.fullRmw, {
    address: 2,
    value: 0,
    incidental: true,
    source: 'include/linux/llist.h; lib/llist.c',
    summary: 'Pushes a chain of entries with a fully ordered compare-and-exchange.',
  }),
  primitive('llist_del_all', 'rmw-full', order.fullRmw, {
    address: 0,
    incidental: true,
    source: 'include/linux/llist.h; lib/llist.c',
    summary: 'Takes the whole list with xchg(): fully ordered.',
  }),
  primitive(
    'llist_del_first',
    'rmw-conditional-full',
    'this R -> later{R,W}; prior{R,W} -> later{R,W} [returned an entry]',
    {
      members: 'llist_del_first{,_init,_this}',
      address: 0,
      condition: 'full only when an entry is returned; the first load is an ACQUIRE',
      incidental: true,
      source: 'include/linux/llist.h; lib/llist.c',
      summary: 'Pops one entry with smp_load_acquire() and a compare-and-exchange.',
    },
  ),
  primitive('llist_empty', 'load-relaxed', order.none, {
    address: 0,
    source: 'include/linux/llist.h; lib/llist.c',
    summary: 'Hint whether the list is empty: READ_ONCE(), unordered.',
  }),
  primitive('__llist_add / __llist_del_all', 'other', order.none, {
    members: '__llist_{add,add_batch,del_all}',
    condition: 'caller serialises',
    scope: 'cpu-local',
    source: 'include/linux/llist.h',
    summary: 'Non-atomic variants for private lists.',
  }),
  primitive('kfifo_{put,in}', 'write', 'element{W} -> index{W}', {
    members: '{,__}kfifo_{put,in}{,_spinlocked,_spinlocked_noirqsave,_r}',
    address: 0,
    form: 'pointer to the fifo',
    value: 1,
    condition: 'one producer at a time',
    source: 'include/linux/kfifo.h; lib/kfifo.c',
    summary: 'Producer side: copies the element, smp_wmb(), then advances the in index.',
  }),
  primitive('kfifo_{get,out,peek}', 'write', 'element copy -> index{W} [smp_wmb() in the source]', {
    members: '{,__}kfifo_{get,out,peek,out_peek}{,_spinlocked,_spinlocked_noirqsave,_r}',
    address: 0,
    form: 'pointer to the fifo',
    condition: 'one consumer at a time',
    source: 'include/linux/kfifo.h; lib/kfifo.c',
    summary: 'Consumer side: copies the element out, smp_wmb(), then advances the out index.',
    gotcha: 'In LKMM terms smp_wmb() does not order the copy-out loads before the index store.',
  }),
  primitive('__ptr_ring_produce', 'publish', 'prior{W} -> this W', {
    members: '{,__}ptr_ring_produce{,_irq,_any,_bh}',
    address: 0,
    value: 1,
    condition: 'producer lock held',
    source: 'include/linux/ptr_ring.h',
    summary: 'smp_wmb() then WRITE_ONCE() of the slot: what the pointer points to is visible first.',
  }),
  primitive('__ptr_ring_consume', 'dependency-load', order.dependency, {
    members: '{,__}ptr_ring_{consume,peek}{,_irq,_any,_bh,_batched}',
    address: 0,
    condition: 'consumer lock held',
    source: 'include/linux/ptr_ring.h',
    summary: 'READ_ONCE() of the slot; accesses through the returned pointer are ordered by the address dependency.',
  }),
];
