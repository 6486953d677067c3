/**
 * Work handed to another context: what is written before queueing is visible to the work. Also
 * inter-processor calls and membarrier(2).
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const deferredWork: readonly Primitive[] = [
  primitive('{queue_work,queue_delayed_work,mod_delayed_work}', 'publish', order.queueWork, {
    members: '{queue_work,queue_delayed_work,mod_delayed_work}',
    address: 1,
    form: 'pointer to the work item',
    condition: 'only when it returns true (newly queued)',
    source: 'include/linux/workqueue.h (kernel-doc: Memory-ordering properties)',
    summary: 'When it queues the work, stores before it are visible to the work function.',
    gotcha: 'The guarantee is spelled out for a true return of queue_work().',
  }),
  primitive('{schedule_work,schedule_delayed_work}', 'publish', order.queueWork, {
    members: '{schedule_work,schedule_delayed_work}',
    address: 0,
    form: 'pointer to the work item',
    condition: 'only when it returns true (newly queued)',
    source: 'include/linux/workqueue.h (kernel-doc: Memory-ordering properties)',
    summary: 'When it queues the work, stores before it are visible to the work function.',
  }),
  primitive('{queue_work_on,queue_work_node,queue_delayed_work_on,mod_delayed_work_on}', 'publish', order.queueWork, {
    members: '{queue_work_on,queue_work_node,queue_delayed_work_on,mod_delayed_work_on}',
    address: 2,
    form: 'pointer to the work item',
    condition: 'only when it returns true (newly queued)',
    source: 'include/linux/workqueue.h (kernel-doc: Memory-ordering properties)',
    summary: 'When it queues the work, stores before it are visible to the work function.',
  }),
  primitive('{schedule_work_on,schedule_delayed_work_on}', 'publish', order.queueWork, {
    members: '{schedule_work_on,schedule_delayed_work_on}',
    address: 1,
    form: 'pointer to the work item',
    condition: 'only when it returns true (newly queued)',
    source: 'include/linux/workqueue.h (kernel-doc: Memory-ordering properties)',
    summary: 'When it queues the work, stores before it are visible to the work function.',
  }),
  primitive('flush_work', 'sleep', 'work function{R,W} -> later{R,W}', {
    members:
      '{flush_work,flush_workqueue,__flush_workqueue,drain_workqueue,flush_delayed_work,cancel_work_sync,cancel_delayed_work_sync}',
    address: 0,
    condition: 'when it waited for the item',
    source: 'kernel/workqueue.c (kernel-doc of flush_work; flush uses a completion)',
    summary: 'Waits for a work item; what it did is visible afterwards.',
  }),
  primitive('task_work_add', 'rmw-full', order.fullRmw, {
    address: 0,
    form: 'pointer to the task',
    value: 1,
    condition: 'on return 0',
    incidental: true,
    source: 'kernel/task_work.c (try_cmpxchg)',
    summary:
      'Queues a callback on a task with a fully ordered compare-and-exchange; order between callbacks is not promised.',
  }),
  primitive('irq_work_queue', 'rmw-full', order.fullRmw, {
    members: 'irq_work_queue{,_on}',
    address: 0,
    incidental: true,
    source: 'kernel/irq_work.c (irq_work_claim: atomic_fetch_or; pairs with smp_mb() in irq_work_single)',
    summary:
      'Claims and queues interrupt work; even if it was pending already, what was done before is visible to the callback.',
  }),
  primitive('irq_work_sync', 'sleep', 'callback{R,W} -> later{R,W}', {
    address: 0,
    source: 'kernel/irq_work.c',
    summary: 'Waits until the item is no longer busy.',
  }),
  primitive(
    'smp_call_function*',
    'other',
    'prior{R,W} -> called function{R,W}; with wait: called function{R,W} -> later{R,W}',
    {
      members: '{smp_call_function{,_single,_many,_any,_single_async},on_each_cpu{,_mask,_cond,_cond_mask}}',
      condition: 'second half only when waiting',
      source: 'kernel/smp.c (csd_lock_wait: smp_acquire__after_ctrl_dep / csd_unlock: smp_store_release; llist_add)',
      summary:
        'Runs a function on other CPUs; the queueing orders what came before, the wait orders what the function did.',
    },
  ),
  primitive('kick_all_cpus_sync', 'full', 'prior{R,W} -> a function run on every other CPU -> later{R,W}', {
    source: 'kernel/smp.c (kick_all_cpus_sync)',
    summary: 'Full barrier, then interrupts every other CPU and waits.',
  }),
  primitive('tasklet_schedule', 'rmw-full', order.fullRmw, {
    members: 'tasklet_{,hi_}schedule',
    address: 0,
    form: 'pointer to the tasklet',
    incidental: true,
    source: 'include/linux/interrupt.h (test_and_set_bit)',
    summary: 'Marks a tasklet scheduled with a fully ordered test_and_set_bit().',
  }),
  primitive('tasklet_{disable,enable}', 'full', 'disable: count{RMW} -> later{R,W}; enable: prior{R,W} -> count{RMW}', {
    members: 'tasklet_{disable,disable_nosync,disable_in_atomic,enable}',
    address: 0,
    form: 'pointer to the tasklet',
    source: 'include/linux/interrupt.h',
    summary:
      'tasklet_disable() ends in smp_mb() after waiting for the tasklet; tasklet_enable() starts with smp_mb__before_atomic().',
  }),
  primitive('tasklet_trylock', 'rmw-full', order.fullRmw, {
    address: 0,
    form: 'pointer to the tasklet',
    incidental: true,
    source: 'include/linux/interrupt.h; kernel/softirq.c',
    summary: 'Takes the run bit of a tasklet with test_and_set_bit().',
  }),
  primitive('tasklet_unlock', 'unlock', 'prior{R,W} -> bit clear{W} -> waiter check{R}', {
    address: 0,
    form: 'pointer to the tasklet',
    source: 'include/linux/interrupt.h; kernel/softirq.c',
    summary: 'Clears the run bit with a full barrier on both sides, then wakes waiters.',
  }),
  primitive('membarrier', 'full', "caller prior/later{R,W} and every targeted thread's program order", {
    condition: 'MEMBARRIER_CMD_PRIVATE_EXPEDITED only covers threads of a registered process',
    since: '4.3',
    source: 'include/uapi/linux/membarrier.h; kernel/sched/membarrier.c',
    summary:
      'System call that makes every targeted running thread pass through a full barrier, so the fast side needs compiler barriers only.',
  }),
];
