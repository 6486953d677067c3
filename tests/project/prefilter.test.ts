import { expect, it } from 'vitest';
import { candidate } from '../../server/src/project/prefilter.ts';

it.each([
  'smp_mb();',
  'dma_rmb();',
  'v = smp_load_acquire(&p->x);',
  'rcu_assign_pointer(head, p);',
  'WRITE_ONCE(x, 1);',
  '/* Pairs with the unlock in foo(). */',
  'atomic_dec(&p->users);\n\tif (unlikely(atomic_read(&p->closing)))',
  // Broken between two words.
  '\t * this is paired\n\t * with the one in bar()',
  '// pairing with g()',
])('a file with «%s» is worth reading', (text) => {
  expect(candidate.test(`int x;\n${text}\n`)).toBe(true);
});

it.each([
  'spin_lock(&lock);',
  'a pair of shoes',
  '#define DCN_READ_ONCE_MASK 0x10',
  'kref_get(&k);',
  'atomic_dec(&p->users);\n\tput(p);',
  'if (atomic_read(&p->users))',
])('a file with no more than «%s» is not', (text) => {
  expect(candidate.test(`int x;\n${text}\n`)).toBe(false);
});
