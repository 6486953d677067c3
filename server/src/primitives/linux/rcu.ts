/**
 * RCU pointers (publish and dereference) and read-side critical sections, of all flavours.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const rcu: readonly Primitive[] = [
  primitive('rcu_assign_pointer', 'publish', order.release, {
    address: 0,
    form: 'lvalue',
    value: 1,
    condition: 'no ordering when the value is a compile-time constant NULL',
    source: 'include/linux/rcupdate.h (rcu_assign_pointer); tools/memory-model/README §LIMITATIONS 6a',
    summary: 'Publishes an RCU pointer: store-release, so readers that follow it see the initialised object.',
    gotcha: 'rcu_assign_pointer(p, NULL) is only WRITE_ONCE(), though LKMM models a release.',
  }),
  primitive('RCU_INIT_POINTER', 'store-relaxed', order.none, {
    address: 0,
    form: 'lvalue',
    value: 1,
    condition: 'allowed only for NULL, for pointers readers cannot see yet, or already-published objects',
    source: 'include/linux/rcupdate.h (RCU_INIT_POINTER)',
    summary: 'Initialises an RCU pointer without any ordering.',
    gotcha: 'Publishing a fresh object with it is a bug.',
  }),
  primitive('RCU_INITIALIZER', 'other', order.none, {
    members: 'RCU_{INITIALIZER,POINTER_INITIALIZER}',
    address: 0,
    form: 'expression',
    scope: 'compiler',
    source: 'include/linux/rcupdate.h',
    summary: 'Type cast for static initialisation of an RCU pointer; no ordering.',
  }),
  primitive('rcu_replace_pointer', 'publish', order.release, {
    members: 'rcu_replace_pointer{,_rtnl,_rtnl_net}',
    address: 0,
    form: 'lvalue',
    value: 1,
    since: '5.5',
    source: 'include/linux/rcupdate.h (rcu_replace_pointer)',
    summary: 'Reads the old pointer under the update lock and publishes the new one with rcu_assign_pointer().',
  }),
  primitive('rcu_dereference', 'dependency-load', order.dependency, {
    members:
      'rcu_dereference{,_check,_bh,_bh_check,_sched,_sched_check,_raw,_raw_check,_all,_all_check,_rtnl,_bh_rtnl,_rtnl_net,_check_fdtable}',
    address: 0,
    form: 'lvalue',
    source: 'include/linux/rcupdate.h; tools/memory-model/Documentation/ordering.txt §RCU Read-Side Ordering',
    summary:
      'Marked load of an RCU pointer: orders accesses whose address or data depend on it, and stores that depend on it through a branch.',
    gotcha:
      'The compiler can break the dependency, e.g. after comparing the pointer with a known address: see Documentation/RCU/rcu_dereference.rst.',
  }),
  primitive('rcu_dereference_protected', 'other', order.none, {
    members: '{rcu_dereference_protected,rtnl_dereference,rtnl_net_dereference}',
    address: 0,
    form: 'lvalue',
    condition: 'update side only, with the lock named in the second argument held',
    source: 'include/linux/rcupdate.h (rcu_dereference_protected)',
    summary: 'Plain access to an RCU pointer by the updater: no READ_ONCE(), no ordering.',
  }),
  primitive('rcu_assign_sk_user_data', 'publish', order.release, {
    members: '{rcu_assign_sk_user_data,__rcu_assign_sk_user_data_with_flags}',
    address: 0,
    form: 'pointer to the socket',
    value: 1,
    source: 'include/net/sock.h (rcu_assign_sk_user_data)',
    summary: "rcu_assign_pointer() of a socket's user data, flag bits included.",
  }),
  primitive('rcu_dereference_sk_user_data', 'dependency-load', order.dependency, {
    members: '{rcu_dereference_sk_user_data,__rcu_dereference_sk_user_data_with_flags}',
    address: 0,
    form: 'pointer to the socket',
    source: 'include/net/sock.h (rcu_dereference_sk_user_data)',
    summary: "rcu_dereference() of a socket's user data, flag bits masked off.",
  }),
  primitive('rcu_access_pointer', 'load-relaxed', order.none, {
    address: 0,
    form: 'lvalue',
    condition: 'the value must not be dereferenced',
    source: 'include/linux/rcupdate.h (rcu_access_pointer)',
    summary: 'Fetches an RCU pointer for testing only, with READ_ONCE().',
  }),
  primitive('rcu_pointer_handoff', 'other', order.none, {
    address: 0,
    form: 'expression',
    source: 'include/linux/rcupdate.h (rcu_pointer_handoff)',
    summary: 'Documents that a pointer passes from RCU protection to another mechanism; does nothing.',
  }),
  primitive('unrcu_pointer', 'other', order.none, {
    address: 0,
    form: 'expression',
    scope: 'compiler',
    source: 'include/linux/rcupdate.h (unrcu_pointer)',
    summary: 'Strips the __rcu marking for use with xchg() and the like; no ordering.',
  }),
  primitive('rcu_read_lock', 'rcu-read-lock', order.readerSection, {
    members: '{,__}rcu_read_lock{,_bh,_sched,_sched_notrace}',
    source: 'include/linux/rcupdate.h; tools/memory-model/linux-kernel.bell/.cat (rcu-lock)',
    summary:
      'Opens an RCU read-side section: no fence of its own, only the guarantee that no grace period falls inside.',
    gotcha: 'Not an ACQUIRE: accesses may move across it.',
  }),
  primitive('rcu_read_unlock', 'rcu-read-unlock', order.readerSection, {
    members: '{,__}rcu_read_unlock{,_bh,_sched,_sched_notrace}',
    source: 'include/linux/rcupdate.h; tools/memory-model/linux-kernel.bell/.cat (rcu-unlock)',
    summary: 'Closes an RCU read-side section.',
    gotcha: 'Not a RELEASE.',
  }),
  primitive('rcu_read_lock_dont_migrate', 'rcu-read-lock', order.readerSection, {
    source: 'include/linux/rcupdate.h (6.12 tree)',
    summary: 'rcu_read_lock() with migration disabled on preemptible RCU.',
  }),
  primitive('rcu_read_unlock_migrate', 'rcu-read-unlock', order.readerSection, {
    source: 'include/linux/rcupdate.h (6.12 tree)',
    summary: 'Ends a rcu_read_lock_dont_migrate() section.',
  }),
  primitive('rcu_read_lock_trace', 'rcu-read-lock', 'section{R,W} ordered against tasks-trace grace periods', {
    source: 'include/linux/rcupdate_trace.h',
    summary: 'Opens a tasks-trace RCU section; contains a full barrier only when the updater asked for one.',
  }),
  primitive('rcu_read_unlock_trace', 'rcu-read-unlock', 'section{R,W} ordered against tasks-trace grace periods', {
    source: 'include/linux/rcupdate_trace.h',
    summary: 'Closes a tasks-trace RCU section.',
  }),
  primitive('srcu_read_lock', 'rcu-read-lock', 'section{R,W} ordered against grace periods of the same srcu_struct', {
    members: '{srcu_read_lock{,_nmisafe,_notrace,_fast,_lite},srcu_down_read}',
    address: 0,
    source: 'include/linux/srcu.h; tools/memory-model/linux-kernel.bell (srcu-lock)',
    summary: 'Opens an SRCU section and returns the index to pass to the unlock.',
    gotcha: 'Contains smp_mb() today, but portable code must add smp_mb__after_srcu_read_lock().',
  }),
  primitive(
    'srcu_read_unlock',
    'rcu-read-unlock',
    'section{R,W} ordered against grace periods of the same srcu_struct',
    {
      members: '{srcu_read_unlock{,_nmisafe,_notrace,_fast,_lite},srcu_up_read}',
      address: 0,
      source: 'include/linux/srcu.h; tools/memory-model/linux-kernel.bell (srcu-unlock)',
      summary: 'Closes the SRCU section with that index.',
    },
  ),
  primitive('srcu_dereference', 'dependency-load', order.dependency, {
    members: 'srcu_dereference{,_check,_notrace}',
    address: 0,
    form: 'lvalue',
    source: 'include/linux/srcu.h; tools/memory-model/Documentation/ordering.txt §RCU Read-Side Ordering',
    summary: 'rcu_dereference() for pointers protected by SRCU.',
  }),
];
