/**
 * The sleeping side (memory-barriers.txt, "SLEEP AND WAKE-UP FUNCTIONS"): store the task state, full barrier,
 * read the condition.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const sleep: readonly Primitive[] = [
  primitive('set_current_state', 'sleep', 'this W (task state) -> later{R,W}; prior{R,W} -> later{R,W}', {
    value: 0,
    source: 'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; include/linux/sched.h',
    summary: 'Sets the task state with smp_store_mb(): the state is visible before the sleep condition is checked.',
    gotcha:
      'Does not order accesses before it against the state store itself; data behind the condition still needs its own pairing.',
  }),
  primitive('__set_current_state', 'store-relaxed', order.none, {
    value: 0,
    source: 'include/linux/sched.h (comment above __set_current_state)',
    summary:
      'Sets the task state with a plain marked store; only when the condition and wakeup are serialised some other way.',
  }),
  primitive('set_special_state', 'sleep', 'this W (task state) under pi_lock; no barrier promised', {
    value: 0,
    since: '4.17',
    source: 'include/linux/sched.h (set_special_state)',
    summary: "Sets a state that must not collide with a wakeup, under the task's pi_lock; not for condition loops.",
  }),
  primitive('get_current_state', 'load-relaxed', order.none, {
    source: 'include/linux/sched.h',
    summary: 'READ_ONCE() of the own task state.',
  }),
  primitive('prepare_to_wait', 'sleep', 'queue and state W -> later{R,W}', {
    members: 'prepare_to_{wait,wait_exclusive,wait_event,swait_exclusive,swait_event}',
    address: 0,
    source: 'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; kernel/sched/wait.c',
    summary: 'Queues the task and sets its state, ending in a full barrier before the condition is checked.',
  }),
  primitive('prepare_to_rcuwait', 'publish', order.release, {
    address: 0,
    source: 'include/linux/rcuwait.h',
    summary:
      'Publishes the waiting task with rcu_assign_pointer(); the full barrier comes from set_current_state() after it.',
  }),
  primitive('finish_wait', 'store-relaxed', 'none documented', {
    members: 'finish_{wait,swait,rcuwait}',
    address: 0,
    source: 'kernel/sched/wait.c (uses list_empty_careful())',
    summary:
      'Sets the task running again and unqueues it; pairs with autoremove_wake_function() through list_empty_careful().',
  }),
  primitive('wait_event*', 'sleep', 'state W -> condition{R} [each pass that goes to sleep]', {
    members:
      '{___{,s}wait_event,rcuwait_wait_event{,_timeout},' +
      '{,__}wait_event{,_timeout,_cmd,_exclusive_cmd,_state,_hrtimeout,_freezable{,_exclusive,_timeout},' +
      '_idle{,_exclusive,_timeout,_exclusive_timeout},_killable{,_exclusive,_timeout},_lock_irq{,_cmd,_timeout},' +
      '_interruptible{,_timeout,_hrtimeout,_exclusive,{,_exclusive}_locked{,_irq},_lock_irq{,_cmd,_timeout}}},' +
      '{,__}swait_event{,_timeout,_idle,_idle_timeout,_interruptible,_interruptible_timeout}{,_exclusive}}',
    address: 0,
    form: 'lvalue (wait queue head)',
    condition: 'no barrier at all if the condition is already true',
    source: 'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; include/linux/wait.h',
    summary: 'Sleeps until the condition is true, with a full barrier between setting the state and each re-check.',
    gotcha: 'Seeing the condition does not order what it guards: the condition needs its own acquire or smp_rmb().',
  }),
  primitive('io_wait_event', 'sleep', 'state W -> condition{R}', {
    address: 0,
    form: 'lvalue (wait queue head)',
    condition: 'no barrier if the condition is already true',
    source: 'include/linux/wait.h',
    summary: 'wait_event() that counts as I/O wait.',
  }),
  primitive('wait_on_bit', 'sleep', 'clearing of the bit seen -> later{R,W}', {
    members: 'wait_on_bit{,_io,_timeout,_action,_lock,_lock_io,_lock_action}',
    address: 0,
    condition: 'ACQUIRE from test_bit_acquire() on the fast path; wait_on_bit_lock uses test_and_set_bit (full)',
    source: 'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; include/linux/wait_bit.h',
    summary: 'Sleeps until a bit is clear; later accesses come after the bit was seen clear.',
  }),
  primitive('wait_var_event', 'sleep', 'state W -> condition{R}', {
    members: '{,__,___}wait_var_event{,_timeout,_killable,_interruptible,_io,_any_lock,_spinlock,_mutex}',
    address: 0,
    condition: 'no barrier if the condition is already true',
    source: 'include/linux/wait_bit.h',
    summary: 'wait_event() keyed on the address of a variable.',
  }),
  primitive('wait_woken', 'sleep', 'state W -> flag{R}; flag clear W -> later{R,W}', {
    address: 0,
    source: 'kernel/sched/wait.c (wait_woken comment)',
    summary: 'Waits on the WQ_FLAG_WOKEN flag with full barriers pairing with woken_wake_function().',
  }),
  primitive('schedule', 'sleep', order.full, {
    members:
      '{schedule,schedule_timeout,schedule_timeout_{interruptible,killable,uninterruptible,idle},io_schedule,io_schedule_timeout,schedule_preempt_disabled,schedule_hrtimeout,schedule_hrtimeout_range}',
    source: 'Documentation/memory-barriers.txt §MISCELLANEOUS FUNCTIONS',
    summary: 'Entering the scheduler implies a full memory barrier.',
  }),
  primitive('add_wait_queue', 'other', 'none towards later{R}', {
    members: '{,__}{add,remove}_wait_queue{,_exclusive,_priority,_entry_tail,_entry_tail_exclusive}',
    address: 0,
    condition: 'the caller still needs set_current_state() or smp_mb() before checking the condition',
    source: 'kernel/sched/wait.c (comment above prepare_to_wait())',
    summary: 'Queues a waiter under the queue lock; no barrier towards a later condition check.',
  }),
  primitive('poll_wait', 'full', 'queueing W -> later{R,W}', {
    address: 1,
    condition: 'only if it really queues (poll table with a queueing function)',
    since: 'smp_mb() inside since 6.14, backported to 6.1.y and 6.12.y',
    source: 'include/linux/poll.h (poll_wait)',
    summary: 'Queues the poller and ends in smp_mb(), pairing with wq_has_sleeper().',
  }),
  primitive('sock_poll_wait', 'full', 'queueing W -> later{R,W}', {
    address: 1,
    condition: 'only if it really waits',
    source: 'include/net/sock.h (sock_poll_wait)',
    summary: 'poll_wait() followed by smp_mb(), pairing with skwq_has_sleeper().',
  }),
  primitive('wait_for_completion', 'sleep', 'completing side prior{R,W} -> later{R,W}', {
    members:
      '{try_wait_for_completion,wait_for_completion{,_state,_timeout,{_io,_interruptible,_killable}{,_timeout}}}',
    address: 0,
    condition: 'timeout, interruptible and killable forms only when they report success',
    source: 'kernel/sched/completion.c',
    summary: 'Waits for complete(); everything before the matching complete() is visible afterwards.',
  }),
  primitive('kthread_stop', 'sleep', 'none documented beyond wake_up_process()+wait_for_completion()', {
    address: 0,
    source: 'kernel/kthread.c (kthread_stop)',
    summary:
      'Sets the stop bit, wakes the thread and waits for it to exit; what the thread did is visible afterwards through the completion.',
  }),
  primitive('kthread_should_{stop,park}', 'load-relaxed', order.none, {
    members: 'kthread_should_{stop,park,stop_or_park}',
    source: 'kernel/kthread.c',
    summary: 'Marked test of a flag bit, unordered; check it after set_current_state() in a sleep loop.',
  }),
];
