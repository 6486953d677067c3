/**
 * Locks that sleep: mutexes, semaphores, and the well-known wrappers of a lock in a subsystem.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const sleepingLocks: readonly Primitive[] = [
  primitive('mutex_lock', 'lock', order.lock, {
    members: 'mutex_lock{,_nested,_nest_lock,_io,_io_nested}',
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (mutexes)',
    summary: 'Mutex acquisition: ACQUIRE.',
  }),
  primitive('mutex_lock_{interruptible,killable}', 'lock', order.lockOnZero, {
    members: 'mutex_lock_{interruptible,killable}{,_nested}',
    address: 0,
    condition: 'ACQUIRE only when it returns 0',
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (5)',
    summary: 'Mutex acquisition that a signal may abort; a failed one orders nothing.',
  }),
  primitive('mutex_trylock', 'lock', order.lockOnSuccess, {
    address: 0,
    condition: 'ACQUIRE only on success',
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (5)',
    summary: 'Mutex acquisition attempt.',
  }),
  primitive('mutex_unlock', 'unlock', order.release, {
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (mutexes)',
    summary: 'Mutex release: RELEASE.',
  }),
  primitive('mutex_is_locked', 'load-relaxed', order.none, {
    address: 0,
    source: 'include/linux/mutex.h',
    summary: 'Reports whether a mutex is held; no ordering documented.',
  }),
  primitive('ww_mutex_lock', 'lock', order.lockOnZero, {
    members: 'ww_mutex_{lock,lock_interruptible,trylock,lock_slow,lock_slow_interruptible}',
    address: 0,
    condition: 'only when it returns 0 (or -EALREADY: already held)',
    source:
      'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (mutexes); Documentation/locking/ww-mutex-design.rst',
    summary: 'Wound/wait mutex acquisition: ACQUIRE when it succeeds.',
  }),
  primitive('ww_mutex_unlock', 'unlock', order.release, {
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (mutexes)',
    summary: 'Wound/wait mutex release: RELEASE.',
  }),
  primitive('rt_mutex_{lock,trylock}', 'lock', order.lock, {
    members: 'rt_mutex_{lock,lock_nested,lock_interruptible,lock_killable,trylock}',
    address: 0,
    condition: 'interruptible, killable and trylock forms only on success',
    source: 'kernel/locking/rtmutex.c (rt_mutex_cmpxchg_acquire)',
    summary: 'PI mutex acquisition: ACQUIRE.',
  }),
  primitive('rt_mutex_unlock', 'unlock', order.release, {
    address: 0,
    source: 'kernel/locking/rtmutex.c (rt_mutex_cmpxchg_release)',
    summary: 'PI mutex release: RELEASE.',
  }),
  primitive('down / down_timeout', 'lock', order.lock, {
    members: 'down{,_interruptible,_killable,_trylock,_timeout}',
    address: 0,
    condition: 'interruptible, killable, timeout and trylock forms only when they return 0',
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (semaphores)',
    summary: 'Counting semaphore acquisition: ACQUIRE.',
  }),
  primitive('up', 'unlock', order.release, {
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (semaphores)',
    summary: 'Counting semaphore release: RELEASE.',
  }),
  primitive('down_{read,write}', 'lock', order.lock, {
    members: 'down_{read,write}{,_interruptible,_killable,_trylock,_nested,_killable_nested,_nest_lock,_non_owner}',
    address: 0,
    condition: 'interruptible, killable and trylock forms only on success',
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (R/W semaphores)',
    summary: 'Reader-writer semaphore acquisition: ACQUIRE.',
  }),
  primitive('up_{read,write}', 'unlock', order.release, {
    members: 'up_{read,write}{,_non_owner}',
    address: 0,
    source: 'Documentation/memory-barriers.txt §LOCK ACQUISITION FUNCTIONS (R/W semaphores)',
    summary: 'Reader-writer semaphore release: RELEASE.',
  }),
  primitive('downgrade_write', 'unlock', order.release, {
    address: 0,
    source: 'kernel/locking/rwsem.c (atomic_long_fetch_add_release)',
    summary: 'Turns a write hold into a read hold, with RELEASE towards the readers let in.',
  }),
  primitive(
    'percpu_down_read{,_trylock}',
    'lock',
    'this R -> later{R,W} [towards the writer]; fast path is a compiler barrier only',
    {
      members: 'percpu_down_read{,_trylock,_freezable}',
      address: 0,
      condition: 'trylock only on success',
      source: 'include/linux/percpu-rwsem.h; Documentation/locking/percpu-rw-semaphore.rst',
      summary:
        'Read-side acquisition that orders against the writer through an RCU grace period; the fast path has no fence.',
      gotcha: 'Gives nothing towards third CPUs that do not take the lock.',
    },
  ),
  primitive(
    'percpu_up_read',
    'unlock',
    'prior{R,W} -> this W [towards the writer]; full barrier on the slow path only',
    {
      address: 0,
      source: 'include/linux/percpu-rwsem.h (smp_mb(); /* B matches C */)',
      summary: 'Read-side release that orders against the writer; a real fence only while a writer is around.',
    },
  ),
  primitive('percpu_down_write', 'lock', order.lock, {
    address: 0,
    source: 'kernel/locking/percpu-rwsem.c; Documentation/locking/percpu-rw-semaphore.rst',
    summary: 'Write-side acquisition: waits for readers through a grace period, then ACQUIRE.',
  }),
  primitive('percpu_up_write', 'unlock', order.release, {
    address: 0,
    source: 'kernel/locking/percpu-rwsem.c (atomic_set_release)',
    summary: 'Write-side release: RELEASE.',
  }),
  primitive(
    'guard / scoped_guard',
    'lock',
    'as the lock class named: ACQUIRE at the declaration, RELEASE at scope end',
    {
      members: '{guard,scoped_guard,scoped_cond_guard}',
      address: 0,
      form: 'class name',
      condition: 'scoped_cond_guard()/*_try classes only on success',
      since: '6.5',
      source: 'include/linux/cleanup.h',
      summary: 'Scope-based locking: acquires the named class here and releases it when the scope ends.',
    },
  ),
  primitive('{rtnl,inode,device,mmap_read,mmap_write}_lock', 'lock', order.lock, {
    members:
      '{rtnl_lock,rtnl_trylock,rtnl_lock_killable,inode_lock,inode_trylock,inode_lock_shared,inode_lock_nested,device_lock,device_trylock,mmap_read_lock,mmap_read_trylock,mmap_read_lock_killable,mmap_write_lock,mmap_write_lock_killable,mmap_write_trylock,mmap_write_lock_nested,lock_sock,lock_sock_nested}',
    address: 0,
    condition: 'trylock and killable forms only on success',
    source: 'include/linux/rtnetlink.h; include/linux/fs.h; include/linux/device.h; include/linux/mmap_lock.h',
    summary: 'Wrapper that takes a subsystem mutex or rwsem: ACQUIRE.',
  }),
  primitive('{rtnl,inode,device,mmap_read,mmap_write}_unlock', 'unlock', order.release, {
    members:
      '{rtnl_unlock,__rtnl_unlock,inode_unlock,inode_unlock_shared,device_unlock,mmap_read_unlock,mmap_write_unlock,mmap_write_downgrade,release_sock}',
    address: 0,
    source: 'include/linux/rtnetlink.h; include/linux/fs.h; include/linux/device.h; include/linux/mmap_lock.h',
    summary: 'Wrapper that drops a subsystem mutex or rwsem: RELEASE.',
  }),
];
