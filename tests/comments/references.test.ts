import { describe, expect, it } from 'vitest';
import { references } from './support.ts';

/** The words behind "Pairs with", and how the list must be understood. */
function check(title: string, cases: Readonly<Record<string, string>>): void {
  describe(title, () => {
    for (const [list, expected] of Object.entries(cases)) {
      it(list, () => expect(references(`Pairs with ${list}`)).toBe(expected));
    }
  });
}

check('a primitive in a function', {
  'smp_rmb() in fetch_item().': 'smp_rmb @ fetch_item',
  'the smp_rmb in fetch_item().': 'smp_rmb @ fetch_item',
  'smp_rmb() from fetch_item()': 'smp_rmb @ fetch_item',
  'smp_rmb() within fetch_item()': 'smp_rmb @ fetch_item',
  'smp_load_acquire() during lookup().': 'smp_load_acquire @ lookup',
  'smp_load_acquire() during map_lookup': 'smp_load_acquire @ map_lookup',
  'smp_store_release() in unthrottle.': 'smp_store_release @ unthrottle?',
  'the first smp_wmb() in ring_push().': 'smp_wmb @ ring_push',
  'the smp_store_mb() in set_current_state() that the sleeper does.': 'smp_store_mb @ set_current_state',
  'smp_mb__after_atomic() before wake_reader().': 'smp_mb__after_atomic @ wake_reader',
  'the smp_wmb() after setting q->mode in enter_queue() to ensure order': 'smp_wmb @ enter_queue of mode',
  'smp_wmb() done by ring_push()': 'smp_wmb @ ring_push',
  'smp_wmb() that is executed in ring_push()': 'smp_wmb @ ring_push',
  'smp_wmb() in page_end()->mark_page() or elsewhere': 'smp_wmb @ mark_page',
  'smp_wmb() above in ring_push()': 'smp_wmb @ ring_push',
  'smp_wmb() in ring_push() below': 'smp_wmb @ ring_push',
});

check('lists', {
  'smp_store_release() in a_one(), a_two(), or a_three()': 'smp_store_release @ a_one, a_two, a_three',
  'smp_rmb() in a_one() & a_two()': 'smp_rmb @ a_one, a_two',
  'smp_rmb() in a_one() and smp_mb() in a_two()': 'smp_rmb @ a_one & smp_mb @ a_two',
  'smp_rmb() or smp_mb() in a_one()': 'smp_rmb smp_mb @ a_one',
  'READ_ONCE()/WRITE_ONCE() in a_one()/a_two()': 'READ_ONCE WRITE_ONCE @ a_one, a_two',
  'set_bit/clear_bit in drop_item and add_item.': 'set_bit clear_bit @ drop_item, add_item',
  "the smp_store_release()'s in a_one() and a_two()": 'smp_store_release @ a_one, a_two',
  'smp_mb() in a_one/a_two and with the full barrier implied by xchg in b_three':
    'smp_mb @ a_one, a_two & ~<full> ~xchg @ b_three',
  'the READ_ONCE() here, and another one in peek_item().': 'READ_ONCE @ <here> & READ_ONCE @ peek_item',
  'a_one() b_two(), and ensures that the list is seen': '@ a_one, b_two',
  'smp_rmb() in a_one(), so that b_two() sees it': 'smp_rmb @ a_one',
  'smp_rmb() to ensure that b_two() sees it': 'smp_rmb',
  'smp_rmb() in a_one() -- b_two() relies on it': 'smp_rmb @ a_one',
  'smp_rmb() in a_one (which b_two() calls) and a_three()': 'smp_rmb @ a_one, a_three',
});

check('the function first', {
  "drop_cache()'s smp_load_acquire()": 'smp_load_acquire @ drop_cache',
  'add_area() smp_store_release()': 'smp_store_release @ add_area',
});

check('classes of barriers', {
  'a read barrier in may_access().': '<read> @ may_access',
  'the write memory barrier in limits_set().': '<write> @ limits_set',
  'the barriers in give_back() and submit().': '<any> @ give_back, submit',
  'a full memory barrier in give_back()': '<full> @ give_back',
  'acquire in flush_one() and flush_two() ensures they see it': '<acquire> @ flush_one, flush_two',
  'the load-acquire in flush_one()': '<acquire> @ flush_one',
  'the store-release setting it to true.': '<release>',
  'lockless reads in do_free()': '<load> @ do_free',
  'the store to ->next in do_free()': '<store> @ do_free of next',
  'an address dependency in reuse_item().': '<dependency> @ reuse_item',
  'the control dependency in reuse_item().': '<dependency> @ reuse_item',
  'the one in reuse_item()': '<any> @ reuse_item',
  'the unlock in reuse_item()': '<unlock> @ reuse_item',
  'wmb in commit_it().': 'wmb @ commit_it',
  'MB in commit_it().': '<full> @ commit_it',
  'the barrier() in commit_it().': 'barrier @ commit_it',
  'the smp_mb_*() in enter_it()': '<full> @ enter_it',
  'the smp_mb...() in enter_it()': '<full> @ enter_it',
  'the smp_mb__* in enter_it()': '<full> @ enter_it',
});

check('misspelt primitives', {
  'smb_rmb() in fetch_item()': 'smp_rmb! @ fetch_item',
  'smp_load_aquire in fetch_item()': 'smp_load_acquire! @ fetch_item',
  'smp mb in fetch_item()': 'smp_mb! @ fetch_item',
});

check('implied barriers', {
  'smp_mb() implied by test_and_set_bit() from end_request().': '~smp_mb ~test_and_set_bit @ end_request',
  'the barriers implied by the xchg() in end_request().': '~<any> ~xchg @ end_request',
  'barrier from wq_has_sleeper call in end_request': '~<any> ~wq_has_sleeper @ end_request',
  'smp_mb() from end_request': 'smp_mb @ end_request',
  'the memory barrier implied in pick_word': '~<any> @ pick_word',
  'the barrier implicit in post_flag (see deliver_flag).': '~<any> @ post_flag, deliver_flag',
  'implicit barrier in wait_for_it()': '~<any> @ wait_for_it',
  'the implied mb in test_and_set_bit(PENDING) and ensures order': '~<full> ~test_and_set_bit(PENDING)',
  'the memory barrier in set_current_state() to ensure order': '<any> @ set_current_state',
  'the full barrier within set_current_state() of wait_loop()': '<full> ~set_current_state @ wait_loop',
  'the dependency in READ_ONCE() in find_item()': '<dependency> ~READ_ONCE @ find_item',
  'smp_rmb() executed by xchg() in end_request()': 'smp_rmb ~xchg @ end_request',
});

check('wrappers and bare functions', {
  'wq_has_sleeper().': '@ wq_has_sleeper',
  'kick_cpu()': '@ kick_cpu',
  'add_work() in queue_worker().': '@ add_work, queue_worker',
  'list_empty_careful in poll_loop, and ensures more': 'list_empty_careful @ poll_loop',
  'set_option(OPT_FAN)': '@ set_option',
  'the checks at the beginning of poll_passive.': '@ poll_passive',
});

check('name patterns', {
  'smp_rmb() in port_(select|migrate)_sock()': 'smp_rmb @ port_select_sock|port_migrate_sock',
  'smp_rmb() in wait_[timeout|done]()': 'smp_rmb @ wait_timeout|wait_done',
  '{set,clear}_stable()': '@ set_stable|clear_stable',
  'smp_wmb() in _dev_v3/4_connect': 'smp_wmb @ _dev_v3_connect|_dev_v4_connect',
  'walk_begin/end.': '@ walk_begin|walk_end',
  'the store in *_copy_in()': '<store> @ *_copy_in',
});

check('objects', {
  'READ_ONCE(sk->sk_ops) in stream_open()': 'READ_ONCE(sk->sk_ops) @ stream_open of sk_ops',
  'smp_store_release(&b->state) in fill_one()': 'smp_store_release(&b->state) @ fill_one of state',
  'smp_store_release() to |next_slab| below and in get_slab().': 'smp_store_release @ <below>, get_slab of next_slab',
  'smp_wmb() when setting chip_mode': 'smp_wmb of chip_mode',
  'smp_rmb() before reading hash_key.': 'smp_rmb of hash_key',
  'the barrier when accessing data->rsp.': '<any> of rsp',
  'done_one() checking ->finished': '@ done_one of finished',
  'the tail_seq update in push_tail().': '<store> @ push_tail of tail_seq',
});

check('places in this function or file', {
  'smp_store_release() below': 'smp_store_release @ <below>',
  'READ_ONCE() above and in the lookup code.': 'READ_ONCE @ <above>',
  'smp_mb() at the beginning of the function.': 'smp_mb @ <above>',
  'smp_mb() at the end of this function to make sure': 'smp_mb @ <below>',
  'the update done later in this function': '<store> @ <below>',
  'acquire at the top of scan_list().': '<acquire> @ scan_list',
  'the acquire on the lockless fast path above.': '<acquire> @ <above>',
  'smp_load_acquire in eth_stats.c.': 'smp_load_acquire @ eth_stats.c',
});

check('labels', {
  'reserve_slot:D.': '@ reserve_slot:D',
  'C.': '@ :C',
  '(B) in wake_it().': '@ wake_it:B',
  'the smp_mb() (C) in wake_it() such that': 'smp_mb @ wake_it:C',
});

check('nothing that could be resolved', {
  'update-side barriers.': '<any>',
  'the barrier between the owner update and switch_it() later': '<any>',
  'smp_wmb() in the reader': 'smp_wmb',
  'A barrier of some kind': '<any>',
});
