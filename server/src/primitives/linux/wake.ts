/**
 * The waking side: store the condition, then a full barrier if somebody is there to be woken, and none otherwise.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const wake: readonly Primitive[] = [
  primitive('woken_wake_function', 'wake', 'prior{R,W} -> flag{W}; full barrier before the task state is read', {
    address: 0,
    source: 'kernel/sched/wait.c (woken_wake_function)',
    summary: 'Sets WQ_FLAG_WOKEN after a full barrier, then wakes the task.',
  }),
  primitive('wake_up*', 'wake', 'prior{R,W} -> task state{R} [if a task is woken]', {
    members:
      '{,__}wake_up{,_all,_nr,_locked,_all_locked,_sync,_interruptible,_interruptible_nr,_interruptible_all,_interruptible_sync,_poll,_locked_poll,_interruptible_poll,_interruptible_sync_poll,_interruptible_sync_poll_locked,_poll_on_current_cpu,_locked_key,_sync_key,_on_current_cpu,_pollfree}',
    address: 0,
    condition: 'full barrier only if it really wakes a task; otherwise none may be assumed',
    source:
      'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; kernel/sched/wait.c (kernel-doc of __wake_up)',
    summary: 'Wakes waiters: a full barrier before the task state is read, if there was a task to wake.',
    gotcha: 'If nobody waits it may be no barrier at all.',
  }),
  primitive('wake_up_process', 'wake', 'prior{R,W} -> task state{R}', {
    members: '{wake_up_process,wake_up_state,try_to_wake_up,default_wake_function}',
    address: 0,
    condition: 'always, unlike wake_up()',
    source: 'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; kernel/sched/core.c (try_to_wake_up)',
    summary: 'Wakes one task; always executes a full barrier before reading its state.',
  }),
  primitive('swake_up_{one,all,locked}', 'wake', 'prior{R,W} -> task state{R} [if a task is woken]', {
    members: 'swake_up_{one,all,locked,all_locked}',
    address: 0,
    condition: 'full barrier only if it really wakes a task',
    source: 'kernel/sched/swait.c; include/linux/swait.h',
    summary: 'Simple-wait-queue wakeup.',
  }),
  primitive('rcuwait_wake_up', 'wake', 'prior{R,W} -> rcuwait task pointer{R}', {
    address: 0,
    source: 'kernel/exit.c (rcuwait_wake_up: smp_mb() /* (B) */); include/linux/rcuwait.h',
    summary: 'Wakes the single waiter; begins with a full barrier pairing with set_current_state().',
  }),
  primitive('wake_up_bit', 'wake', 'none before the waiter check', {
    address: 0,
    condition: 'the caller must supply a barrier (usually smp_mb__after_atomic()) after clearing the bit',
    source: 'kernel/sched/wait_bit.c (kernel-doc of wake_up_bit)',
    summary: 'Wakes waiters of a bit; uses waitqueue_active() inside, so the caller provides the full barrier.',
    gotcha: 'clear_bit_unlock(); wake_up_bit() without smp_mb__after_atomic() can lose a wakeup.',
  }),
  primitive('wake_up_var', 'wake', 'none before the waiter check', {
    address: 0,
    condition: 'the caller must supply a full barrier first',
    source: 'kernel/sched/wait_bit.c (wake_up_var uses __wake_up_bit)',
    summary: 'Wakes waiters of wait_var_event(); the caller provides the full barrier.',
  }),
  primitive('clear_and_wake_up_bit', 'wake', 'prior{R,W} -> bit clear{W}; bit clear{W} -> waiter check{R}', {
    address: 1,
    source: 'include/linux/wait_bit.h',
    summary: 'clear_bit_unlock(), smp_mb__after_atomic(), wake_up_bit().',
  }),
  primitive('test_and_clear_wake_up_bit', 'wake', order.fullRmw, {
    address: 1,
    source: 'include/linux/wait_bit.h (6.12 tree)',
    summary: 'test_and_clear_bit() (fully ordered) then wake_up_bit() if it was set.',
  }),
  primitive('atomic_dec_and_wake_up', 'wake', order.fullRmw, {
    address: 0,
    condition: 'wakes only when the result is zero',
    source: 'include/linux/wait_bit.h (6.12 tree)',
    summary: 'atomic_dec_and_test() (fully ordered) then wake_up_var() at zero.',
  }),
  primitive('store_release_wake_up', 'wake', 'prior{R,W} -> this W; this W -> waiter check{R}', {
    address: 0,
    value: 1,
    source: 'include/linux/wait_bit.h (6.12 tree)',
    summary: 'smp_store_release(), smp_mb(), wake_up_var().',
  }),
  primitive('waitqueue_active', 'load-relaxed', order.none, {
    members: '{waitqueue_active,swait_active,wq_has_single_sleeper,rcuwait_active}',
    address: 0,
    condition: 'needs the queue lock or an smp_mb() between setting the condition and this check',
    source: 'include/linux/wait.h (kernel-doc of waitqueue_active)',
    summary: 'Lockless check for waiters without any barrier.',
    gotcha: 'Without smp_mb() before it a wakeup can be lost.',
  }),
  primitive('wq_has_sleeper', 'full', 'prior{R,W} -> waiter check{R}', {
    members: '{wq_has_sleeper,swq_has_sleeper,skwq_has_sleeper}',
    address: 0,
    since: '4.5',
    source: 'include/linux/wait.h (wq_has_sleeper)',
    summary: 'waitqueue_active() with the smp_mb() it needs in front.',
  }),
  primitive('wake_q_add', 'full', 'prior{R,W} -> task wake-queue link{RMW}', {
    members: 'wake_q_add{,_safe}',
    address: 1,
    source: 'kernel/sched/core.c (__wake_q_add: smp_mb__before_atomic)',
    summary: 'Queues a wakeup for later; orders earlier accesses before it, as if it were wake_up_process().',
  }),
  primitive('wake_up_q', 'wake', 'prior{R,W} -> task states{R}', {
    address: 0,
    source: 'kernel/sched/core.c (wake_up_q: wake_up_process() executes a full barrier)',
    summary: 'Performs the wakeups queued by wake_q_add().',
  }),
  primitive('complete', 'wake', 'prior{R,W} -> done{W}; prior{R,W} -> task state{R} [if a task is woken]', {
    members: 'complete{,_all,_on_current_cpu}',
    address: 0,
    condition: 'full barrier only if it wakes a task',
    source: 'Documentation/memory-barriers.txt §SLEEP AND WAKE-UP FUNCTIONS; kernel/sched/completion.c',
    summary:
      'Signals one waiter; what was done before is visible to whoever wait_for_completion() returns to (same internal lock).',
  }),
  primitive('completion_done', 'acquire', 'this R -> later{R,W} [returns true: takes and drops the lock]', {
    address: 0,
    condition: 'only when it returns true',
    source: 'kernel/sched/completion.c (completion_done)',
    summary: 'Tests a completion; when true it also takes and drops the internal lock.',
  }),
  primitive('reinit_completion', 'store-relaxed', order.none, {
    address: 0,
    source: 'include/linux/completion.h',
    summary: 'Resets the counter with a plain store.',
  }),
];
