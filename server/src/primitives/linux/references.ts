/**
 * Reference counts. refcount_t is deliberately weaker than atomic_t (core-api/refcount-vs-atomic.rst): taking a
 * reference orders nothing, dropping one is a RELEASE, and only the last drop acquires.
 */
import type { Primitive } from '../../model/primitive.ts';
import { primitive } from '../entry.ts';
import { order } from './orders.ts';

export const references: readonly Primitive[] = [
  primitive('refcount_read', 'load-relaxed', order.dependency, {
    address: 0,
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 1',
    summary: 'Marked read of a refcount: unordered.',
  }),
  primitive('refcount_set', 'store-relaxed', order.none, {
    address: 0,
    value: 1,
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 1',
    summary: 'Marked store to a refcount: unordered.',
  }),
  primitive('refcount_set_release', 'release', order.release, {
    address: 0,
    value: 1,
    since: '6.15, backported to 6.12.y',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 2 (6.12 tree); include/linux/refcount.h',
    summary:
      'Set a refcount with RELEASE so the object is visible initialised before the count is; for type-safe-by-RCU slabs.',
  }),
  primitive('refcount_inc', 'rmw-relaxed', order.none, {
    members: '{,__}refcount_inc',
    address: 0,
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 3; include/linux/refcount.h',
    summary: "Increment a refcount already held: unordered, the caller's existing reference gives the ordering.",
  }),
  primitive('refcount_add', 'rmw-relaxed', order.none, {
    members: '{,__}refcount_add',
    address: 1,
    value: 0,
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 3; include/linux/refcount.h',
    summary: 'Add to a refcount already held: unordered.',
  }),
  primitive('refcount_inc_not_zero', 'rmw-relaxed', order.controlOnSuccess, {
    members: '{,__}refcount_inc_not_zero',
    address: 0,
    condition: 'control dependency (later stores) only when it returns true',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 5; include/linux/refcount.h',
    summary:
      'Take a reference unless the count is zero: no fence, only a control dependency ordering later stores on success.',
    gotcha: 'atomic_inc_not_zero() was fully ordered; converting to refcount_t loses load ordering.',
  }),
  primitive('refcount_add_not_zero', 'rmw-relaxed', order.controlOnSuccess, {
    members: '{,__}refcount_add_not_zero',
    address: 1,
    value: 0,
    condition: 'control dependency (later stores) only when it returns true',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 5; include/linux/refcount.h',
    summary: 'Add unless the count is zero: no fence, only a control dependency ordering later stores on success.',
  }),
  primitive('refcount_inc_not_zero_acquire', 'rmw-acquire', order.acquireOnSuccess, {
    members: '{,__}refcount_inc_not_zero_acquire',
    address: 0,
    condition: 'ACQUIRE only on success',
    since: '6.15, backported to 6.12.y',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 6 (6.12 tree); include/linux/refcount.h',
    summary: 'Take a reference unless zero, with ACQUIRE on success, for memory that may be reused for another object.',
  }),
  primitive('refcount_add_not_zero_acquire', 'rmw-acquire', order.acquireOnSuccess, {
    members: '{,__}refcount_add_not_zero_acquire',
    address: 1,
    value: 0,
    condition: 'ACQUIRE only on success',
    since: '6.15, backported to 6.12.y',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 6 (6.12 tree); include/linux/refcount.h',
    summary: 'Add unless zero, with ACQUIRE on success, for memory that may be reused for another object.',
  }),
  primitive('refcount_dec', 'rmw-release', order.release, {
    members: '{,__}refcount_dec',
    address: 0,
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 4; include/linux/refcount.h',
    summary: 'Drop a reference that is not the last: RELEASE.',
    gotcha: 'atomic_dec() is unordered; refcount_dec() is RELEASE.',
  }),
  primitive('refcount_dec_and_test', 'rmw-release', order.dropReference, {
    members: '{,__}refcount_dec_and_test',
    address: 0,
    condition: 'ACQUIRE added only when it returns true',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 7; include/linux/refcount.h',
    summary:
      'Drop a reference: RELEASE always, plus ACQUIRE when it was the last, so the free comes after every other user.',
    gotcha: 'Not a full barrier, unlike atomic_dec_and_test().',
  }),
  primitive('refcount_sub_and_test', 'rmw-release', order.dropReference, {
    members: '{,__}refcount_sub_and_test',
    address: 1,
    value: 0,
    condition: 'ACQUIRE added only when it returns true',
    source: 'Documentation/core-api/refcount-vs-atomic.rst case 7; include/linux/refcount.h',
    summary: 'Drop several references: RELEASE, plus ACQUIRE when it reached zero.',
  }),
  primitive(
    'refcount_dec_if_one',
    'rmw-release',
    'prior{R,W} -> this W [on success]; this R -> dependent{W} [on success]',
    {
      address: 0,
      condition: 'only when the count was one',
      source: 'Documentation/core-api/refcount-vs-atomic.rst case 8; lib/refcount.c',
      summary: 'Try the 1 to 0 transition: RELEASE plus control dependency on success.',
    },
  ),
  primitive(
    'refcount_dec_not_one',
    'rmw-release',
    'prior{R,W} -> this W [on success]; this R -> dependent{W} [on success]',
    {
      address: 0,
      condition: 'only when the count was not one',
      source: 'Documentation/core-api/refcount-vs-atomic.rst case 8; lib/refcount.c',
      summary: 'Decrement unless the count is one: RELEASE plus control dependency on success.',
    },
  ),
  primitive(
    'refcount_dec_and_{lock,mutex_lock}',
    'rmw-release',
    'prior{R,W} -> this W; this R -> dependent{W} and lock ACQUIRE [returns true]',
    {
      members: 'refcount_dec_and_{lock,mutex_lock,lock_irqsave,rtnl_lock}',
      address: 0,
      condition: 'lock held only when it returns true',
      source: 'Documentation/core-api/refcount-vs-atomic.rst case 9; lib/refcount.c',
      summary:
        'Decrement; when it hits zero return true holding the lock: RELEASE plus control dependency plus lock acquisition.',
    },
  ),
  primitive('kref_init', 'store-relaxed', order.none, {
    address: 0,
    source: 'include/linux/kref.h',
    summary: 'Sets the count to one, as refcount_set().',
  }),
  primitive('kref_read', 'load-relaxed', order.dependency, {
    address: 0,
    source: 'include/linux/kref.h',
    summary: 'Reads the count, as refcount_read().',
  }),
  primitive('kref_get', 'rmw-relaxed', order.none, {
    address: 0,
    source: 'include/linux/kref.h',
    summary: 'Takes another reference, as refcount_inc(): unordered.',
  }),
  primitive('kref_get_unless_zero', 'rmw-relaxed', order.controlOnSuccess, {
    address: 0,
    condition: 'control dependency (later stores) only on success',
    source: 'include/linux/kref.h',
    summary: 'As refcount_inc_not_zero().',
  }),
  primitive('kref_put', 'rmw-release', 'prior{R,W} -> this W; this R -> later{R,W} [release() called]', {
    address: 0,
    condition: 'ACQUIRE before calling release() only for the last reference',
    source: 'include/linux/kref.h',
    summary: 'As refcount_dec_and_test(): RELEASE, and ACQUIRE before the release callback runs.',
  }),
  primitive(
    'kref_put_{mutex,lock}',
    'rmw-release',
    'prior{R,W} -> this W; this R -> dependent{W} and lock ACQUIRE [release() called]',
    {
      members: 'kref_put_{mutex,lock}',
      address: 0,
      condition: 'lock held only when release() is called',
      source: 'include/linux/kref.h',
      summary: 'As refcount_dec_and_mutex_lock()/refcount_dec_and_lock().',
    },
  ),
  primitive('rcuref_get', 'rmw-relaxed', order.controlOnSuccess, {
    address: 0,
    condition: 'control dependency (later stores) only on success',
    since: '6.4',
    source: 'include/linux/rcuref.h',
    summary: 'Takes a reference on an RCU-managed count: no fence, control dependency on success.',
  }),
  primitive('rcuref_put{,_rcusafe}', 'rmw-release', order.dropReference, {
    members: 'rcuref_put{,_rcusafe}',
    address: 0,
    condition: 'ACQUIRE only when it returns true',
    since: '6.4',
    source: 'include/linux/rcuref.h',
    summary: 'Drops a reference: RELEASE, plus ACQUIRE when it was the last one.',
  }),
  primitive('set_page_count', 'store-relaxed', order.none, {
    address: 0,
    value: 1,
    source: 'include/linux/page_ref.h',
    summary: 'Sets a page reference count: unordered.',
  }),
  primitive('page_ref_unfreeze', 'release', order.release, {
    address: 0,
    value: 1,
    source: 'include/linux/page_ref.h (atomic_set_release)',
    summary: 'Restores a frozen page reference count with RELEASE.',
  }),
  primitive('mmgrab', 'rmw-relaxed', order.none, {
    address: 0,
    source: 'include/linux/sched/mm.h',
    summary: 'Pins an mm_struct with atomic_inc(): unordered, see smp_mb__after_mmgrab().',
  }),
  primitive('mmdrop', 'rmw-full', order.fullRmw, {
    address: 0,
    source: 'include/linux/sched/mm.h (comment: implicit full barrier, required by membarrier)',
    summary: 'Drops an mm_struct pin with atomic_dec_and_test(), whose full barrier membarrier(2) relies on.',
  }),
  primitive('lockref_get', 'rmw-relaxed', order.none, {
    members: 'lockref_{get,get_not_zero,get_not_dead,put_not_zero,put_return}',
    address: 0,
    source: 'lib/lockref.c (CMPXCHG_LOOP uses try_cmpxchg64_relaxed)',
    summary: 'Increments a lockref: relaxed compare-and-exchange, or the lock as fallback.',
  }),
  primitive('lockref_put_or_lock', 'other', 'spinlock ACQUIRE [returns 0]; otherwise none', {
    address: 0,
    condition: 'lock held only when it returns 0',
    source: 'lib/lockref.c',
    summary: 'Drops a lockref count without the lock, or returns 0 with the spinlock held when that was the last one.',
  }),
  primitive('percpu_ref_{get,put,tryget*}', 'other', 'none documented; percpu mode uses this_cpu ops under RCU', {
    members: 'percpu_ref_{get,get_many,put,put_many,tryget,tryget_many,tryget_live,tryget_live_rcu}',
    address: 0,
    source: 'include/linux/percpu-refcount.h; lib/percpu-refcount.c',
    summary:
      'Per-CPU reference: no fence in percpu mode; teardown is ordered by the RCU grace period of percpu_ref_kill().',
  }),
  primitive('percpu_ref_kill', 'rcu-gp', 'switches to atomic mode after an RCU grace period', {
    members: 'percpu_ref_{kill,kill_and_confirm,switch_to_atomic,switch_to_atomic_sync}',
    address: 0,
    source: 'lib/percpu-refcount.c (header comment)',
    summary: 'Starts teardown of a per-CPU reference; the switch to atomic mode takes an RCU grace period.',
  }),
];
