import { describe, expect, it } from 'vitest';
import { readComment } from '../../server/src/comments/read.ts';
import { claims, read, words } from './support.ts';

function check(title: string, cases: Readonly<Record<string, readonly string[]>>): void {
  describe(title, () => {
    for (const [comment, expected] of Object.entries(cases)) {
      it(comment, () => expect(claims(comment)).toEqual(expected));
    }
  });
}

check('verbs', {
  'paired w/ smp_mb() in kick()': ['pair -> smp_mb @ kick'],
  'This barrier is paired in the fill_ring().': ['pair [<any>] -> @ fill_ring'],
  'there are paired barrier()/WRITE_ONCE() in start_it().': ['pair -> barrier WRITE_ONCE @ start_it'],
  'coupled with smp_wmb() in grow_table()': ['couple -> smp_wmb @ grow_table'],
  'Matches the smp_rmb() in fill_ring().': ['match -> smp_rmb @ fill_ring'],
  'Matched by the barrier in pull_one().': ['match -> <any> @ pull_one'],
  'We need smp_rmb(), matching the smp_wmb() in move_page(), first.': ['match [smp_rmb] -> smp_wmb @ move_page'],
  'Synchronizes with smp_store_release() in put_one()': ['synchronize -> smp_store_release @ put_one'],
  'synchronise with put_one()': ['synchronize -> @ put_one'],
  'ordered against put_one()': ['order -> @ put_one'],
  'order with poll_done() checking ->done': ['order -> @ poll_done of done'],
  'serialise with add_one': ['serialize -> @ add_one'],
  'Barrier versus mark_ready().': ['barrier-versus [<any>] -> @ mark_ready'],
  'The corresponding write barrier is in start_patch().': ['correspond -> <write> @ start_patch'],
  'This read barrier corresponds to the smp_wmb() in store_it().': ['correspond [<read>] -> smp_wmb @ store_it'],
  'smp_rmb() balances smp_wmb() in start_it.': ['correspond [smp_rmb] -> smp_wmb @ start_it'],
  'goes with smp_mb() in drop_it': ['correspond -> smp_mb @ drop_it'],
  'Its pair is the barrier in send_list().': ['correspond -> <any> @ send_list'],
  'The pair of this smp_mb() is the one in send_list().': ['correspond [smp_mb] -> <any> @ send_list'],
  'read pair of barrier in freeze_it(), we need to order': ['correspond -> <any> @ freeze_it'],
  'See smp_rmb() in ready_it()': ['see -> smp_rmb @ ready_it'],
  'Please see the comment in ready_it().': ['see -> @ ready_it'],
  'see SLOT_BARRIER_1 for purpose/pairing': ['see -> @ :SLOT_BARRIER_1'],
  'On the other side, the barrier is in flush_it().': ['other-side -> <any> @ flush_it'],
  'The memory barrier in go_idle() saves us here.': ['saved-by -> <any> @ go_idle'],
  '^^^': ['caret'],
  'A, matches D': ['label -> @ :D'],
  'B matches C': ['label -> @ :C'],
});

check('the own side', {
  'This smp_load_acquire() pairs with the smp_store_release() in put_one().': [
    'pair [smp_load_acquire] -> smp_store_release @ put_one',
  ],
  'Note the unlock pairs with the smp_rmb in get_one:': ['pair [<unlock>] -> smp_rmb @ get_one'],
  '_release() is needed here, pairing with xchg() in get_one().': ['pair [<release>] -> xchg @ get_one'],
  'The memory barrier above pairs with the barrier in get_one().': ['pair (above) [<any>] -> <any> @ get_one'],
  'The following wmb is paired with rmb in get_one().': ['pair (below) [wmb] -> rmb @ get_one'],
  'there is an implicit ACQUIRE, which pairs with this barrier.': ['pair [~<acquire> <any>]'],
  'Both WRITE_ONCE() are paired with READ_ONCE() in get_one()': ['pair [WRITE_ONCE] -> READ_ONCE @ get_one'],
  // "up" is a primitive's name, and here a word.
  'before we wake up the thread this smp_mb() pairs with the one in get_one()': ['pair [smp_mb] -> <any> @ get_one'],
});

check('several claims', {
  'This pairs with slot_push:C and this also pairs with slot_first:C.': [
    'pair -> @ slot_push:C',
    'pair -> @ slot_first:C',
  ],
  '1) Pairs with smp_mb() in a_one(). 2) Pairs with smp_mb() in b_two().': [
    'pair -> smp_mb @ a_one',
    'pair -> smp_mb @ b_two',
  ],
  'pairs with smp_rmb() in a_one(), see the comment in b_two().': ['pair -> smp_rmb @ a_one'],
  'pairs with the corresponding smp_rmb() in a_one()': ['pair -> smp_rmb @ a_one'],
});

check('out of reach', {
  'Hopefully paired with a wmb() in HW!': ['pair hardware -> wmb'],
  'This is paired with the barrier that the guest executes.': ['pair guest -> <any>'],
  'Synchronizes with smp_store_release() in user-space producer.': ['synchronize user-space -> smp_store_release'],
  'pairs with memw (1) in fast_switch': ['pair assembly -> @ fast_switch'],
});

check('other business', {
  'This must be paired with a call to foo_unmap().': ['pair not-barrier -> @ foo_unmap'],
  'Pairs with the put in node_release()': ['pair not-barrier -> @ node_release'],
  'Paired with fput in poll_done': ['pair not-barrier -> @ poll_done'],
  'Matches kref_put() in node_release()': ['match not-barrier -> @ kref_put, node_release'],
  'Paired with critical section in scan_all().': ['pair not-barrier -> @ scan_all'],
  // Only functions are named: the code beside the comment decides.
  'paired with hand_over()': ['pair -> @ hand_over'],
  // A barrier is named.
  'The barrier must be paired with smp_mb() in node_put()': ['pair [<any>] -> smp_mb @ node_put'],
});

check('no claims', {
  'The remote pairs with the dongle over Bluetooth.': [],
  'A key/value pair with an empty key': [],
  'for every queue pair with no packets': [],
  'Matches with the name given.': [],
  'see the table below': [],
  'see Documentation/memory-barriers.txt': [],
  'we must see next_item()': [],
  'readers see new_item': [],
  'if we see the bit, then we must also see the stores of fill_item()': [],
  'see scenario B in the comment above': [],
  'write the halves in order with a barrier() in between': [],
  'saves two orders of magnitude': [],
  'does not pair with smp_mb() in get_one()': [],
  'there is nothing to pair with in get_one()': [],
  'no barrier paired with this smp_mb()': [],
  'call the corresponding release function': [],
  'until the corresponding barrier ack comes in': [],
  'tightly coupled with the power domain': [],
});

describe('a claim over several lines', () => {
  const text = 'x;\n/*\n * We must not reorder, which pairs\n * with smp_rmb() in\n *   fetch_item().\n */\n';
  const comment = { start: text.indexOf('/*'), end: text.indexOf('*/') + 2, style: 'block' as const };

  it('keeps its offsets into the file', () => {
    const [claim] = readComment(text, comment, words)!.claims;
    const cut = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    expect(cut(claim!.verbSpan)).toBe('pairs\n * with');
    expect(cut(claim!.references[0]!.primitives[0]!.span)).toBe('smp_rmb');
    expect(cut(claim!.references[0]!.places[0]!.span)).toBe('fetch_item');
    expect(claim!.text).toBe('We must not reorder, which pairs with smp_rmb() in fetch_item().');
    expect(cut(claim!.span)).toMatch(/^We must[\s\S]*\.$/);
  });

  it.each([
    ["/* pairs with drop_it()'s smp_mb() */", 'drop_it'],
    ['/* pairs with smp_mb() in add_it()->drop_it() */', 'drop_it'],
    ['/* pairs with smp_mb() in ops->drop() */', 'drop'],
    ['/* pairs with smp_mb() in (a|b)_drop() */', '(a|b)_drop'],
  ])('points at the name alone: %s', (owned, name) => {
    const [claim] = readComment(owned, { start: 0, end: owned.length, style: 'block' }, words)!.claims;
    const { span } = claim!.references[0]!.places[0]!;
    expect(owned.slice(span.start, span.end)).toBe(name);
  });

  it('reads runs of line comments and macro continuations', () => {
    expect(claims('// Pairs with\n\t// smp_rmb() in fetch_item()')).toEqual(['pair -> smp_rmb @ fetch_item']);
    expect(claims('/* Pairs with\t\\\n * smp_rmb() in\t\\\n * fetch_item() */')).toEqual([
      'pair -> smp_rmb @ fetch_item',
    ]);
  });

  it('does not join paragraphs and list items', () => {
    expect(claims('/*\n * - Pairs with smp_rmb()\n * - in fetch_item() nothing happens\n */')).toEqual([
      'pair -> smp_rmb',
    ]);
  });
});

describe('hostile input', () => {
  it.each([
    ['verbs', 'pairs with '.repeat(60_000)],
    ['remarks', 'see see '.repeat(60_000)],
    ['adjectives', 'matching paired '.repeat(40_000)],
    ['parentheses', 'pairs with ' + '('.repeat(500_000)],
    ['letters', 'pairs with ' + 'a'.repeat(800_000)],
    ['hyphens', 'pairs with ' + 'a-'.repeat(300_000)],
    ['patterns', 'pairs with ' + '{a,b}'.repeat(150_000)],
    ['members', 'pairs with ' + 'a->'.repeat(200_000)],
    ['commas', 'pairs with smp_mb() in ' + 'f(), '.repeat(150_000)],
    ['line breaks', '\n * '.repeat(200_000) + 'pairs with x_y()'],
  ])('reads a huge comment of %s in linear time', (_, text) => {
    const start = performance.now();
    read(text);
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it.each(['/**/', '/*', '//', '/* pairs with', '/***/', '/* ->pair with', 'x->balances'])('survives %s', (text) => {
    expect(() => read(text)).not.toThrow();
  });
});
