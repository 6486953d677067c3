/**
 * Waiting for RCU readers: what runs after a grace period is ordered against every read section that was there.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const gracePeriods: readonly Primitive[] = [
  primitive('synchronize_rcu', 'rcu-gp', order.gracePeriod, {
    members: 'synchronize_rcu{,_expedited,_mult}',
    source: 'kernel/rcu/tree.c (kernel-doc of synchronize_rcu); tools/memory-model/linux-kernel.cat (gp, rcu-fence)',
    summary:
      'Waits for a grace period: a full barrier, and every CPU executes one between old and new reader sections.',
  }),
  primitive('call_rcu', 'rcu-gp', 'prior{R,W} -> callback{R,W}; pre-existing readers{R,W} -> callback{R,W}', {
    members: 'call_rcu{,_hurry,_tasks,_tasks_trace,_tasks_rude}',
    address: 0,
    form: 'pointer to the rcu_head',
    source: 'kernel/rcu/tree.c (kernel-doc of call_rcu)',
    summary: 'Queues a callback to run after a grace period; a full barrier lies between the call and the callback.',
    gotcha: 'LKMM does not model call_rcu().',
  }),
  primitive('{kfree,kvfree}_rcu', 'rcu-gp', 'pre-existing readers{R,W} -> free', {
    members: 'k{,v}free_rcu{,_mightsleep}',
    address: 0,
    source: 'include/linux/rcupdate.h (kfree_rcu)',
    summary: 'Frees an object after a grace period.',
  }),
  primitive('rcu_barrier', 'rcu-gp', 'callbacks queued before{R,W} -> later{R,W}', {
    members: '{rcu_barrier{,_tasks,_tasks_trace,_tasks_rude},kvfree_rcu_barrier}',
    source: 'kernel/rcu/tree.c (kernel-doc of rcu_barrier)',
    summary: 'Waits until callbacks queued so far have run; does not itself imply a grace period.',
    gotcha: 'With no callback queued it may return at once.',
  }),
  primitive('get_state_synchronize_rcu', 'rcu-gp', 'prior{R,W} -> cookie read', {
    members: '{get_state,start_poll}_synchronize_rcu{,_full,_expedited,_expedited_full}',
    source: 'kernel/rcu/tree.c (get_state_synchronize_rcu)',
    summary: 'Snapshots the grace-period state after a full barrier, for later polling.',
  }),
  primitive(
    'poll_state_synchronize_rcu',
    'rcu-gp',
    'prior{R,W} -> later{R,W}; pre-existing readers{R,W} -> later{R,W}; prior{R,W} -> later readers{R,W} [returns true; since the cookie]',
    {
      members: 'poll_state_synchronize_rcu{,_full}',
      condition: 'only when it returns true',
      source: 'kernel/rcu/tree.c (kernel-doc of poll_state_synchronize_rcu)',
      summary: 'When it returns true it orders like a synchronize_rcu() that began at the cookie and ended here.',
    },
  ),
  primitive(
    'cond_synchronize_rcu',
    'rcu-gp',
    'prior{R,W} -> later{R,W}; pre-existing readers{R,W} -> later{R,W}; prior{R,W} -> later readers{R,W} [since the cookie]',
    {
      members: 'cond_synchronize_rcu{,_full,_expedited,_expedited_full}',
      source: 'kernel/rcu/tree.c (kernel-doc of cond_synchronize_rcu)',
      summary: 'Waits for the rest of a grace period if it has not elapsed since the cookie.',
    },
  ),
  primitive(
    'synchronize_rcu_tasks',
    'rcu-gp',
    'prior{R,W} -> later{R,W}; pre-existing readers{R,W} -> later{R,W}; prior{R,W} -> later readers{R,W} [readers are tasks not voluntarily switching]',
    {
      members: 'synchronize_rcu_tasks{,_rude,_trace}',
      source: 'kernel/rcu/tasks.h',
      summary: 'Grace period of the tasks flavours used by trampolines and BPF.',
    },
  ),
  primitive('rcu_sync_{enter,exit}', 'rcu-gp', 'as synchronize_rcu() on the slow path', {
    members: 'rcu_sync_{enter,exit}',
    address: 0,
    source: 'kernel/rcu/sync.c',
    summary: 'Switches readers between a fast and a slow path with a grace period in between.',
  }),
  primitive(
    'synchronize_srcu',
    'rcu-gp',
    'prior{R,W} -> later{R,W}; pre-existing readers{R,W} -> later{R,W}; prior{R,W} -> later readers{R,W} [same srcu_struct]',
    {
      members: 'synchronize_srcu{,_expedited}',
      address: 0,
      condition: 'only for readers of the same srcu_struct',
      source: 'kernel/rcu/srcutree.c (kernel-doc of synchronize_srcu); tools/memory-model/linux-kernel.cat',
      summary: 'Waits for a grace period of one SRCU domain: full barrier.',
    },
  ),
  primitive('{get_state,start_poll}_synchronize_srcu', 'rcu-gp', 'prior{R,W} -> cookie read', {
    members: '{get_state,start_poll}_synchronize_srcu',
    address: 0,
    source: 'kernel/rcu/srcutree.c (get_state_synchronize_srcu)',
    summary: 'Snapshots the state of one SRCU domain after a full barrier, for later polling.',
  }),
  primitive(
    'poll_state_synchronize_srcu',
    'rcu-gp',
    'prior{R,W} -> later{R,W}; pre-existing readers{R,W} -> later{R,W}; prior{R,W} -> later readers{R,W} [returns true; since the cookie; same srcu_struct]',
    {
      address: 0,
      condition: 'only when it returns true',
      source: 'kernel/rcu/srcutree.c (poll_state_synchronize_srcu)',
      summary: 'When it returns true it orders like a synchronize_srcu() that began at the cookie.',
    },
  ),
  primitive('synchronize_net', 'rcu-gp', order.gracePeriod, {
    source: 'net/core/dev.c (synchronize_net calls synchronize_rcu or the expedited form)',
    summary: 'synchronize_rcu(), expedited when the RTNL is held.',
  }),
  primitive('call_srcu', 'rcu-gp', 'prior{R,W} -> callback{R,W}; pre-existing readers of the domain -> callback{R,W}', {
    address: 0,
    source: 'kernel/rcu/srcutree.c (kernel-doc of call_srcu)',
    summary: 'Queues a callback for after an SRCU grace period.',
  }),
  primitive('srcu_barrier', 'rcu-gp', 'callbacks queued before{R,W} -> later{R,W}', {
    address: 0,
    source: 'kernel/rcu/srcutree.c',
    summary: 'Waits for the callbacks queued so far on one SRCU domain.',
  }),
];
