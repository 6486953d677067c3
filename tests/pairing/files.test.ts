import { describe, expect, it } from 'vitest';
import { pairLines } from '../support/analyse.ts';

const RING = 'struct ring { int head; int tail; };\n';
const PUSH = `
void push(struct ring *ring)
{
	/* Pairs with smp_load_acquire in stats.c */
	smp_store_release(&ring->head, 1);
}
`;
const POP = `
int pop(struct ring *ring)
{
	if (smp_load_acquire(&ring->tail))
		return smp_load_acquire(&ring->head);
	return 0;
}
`;

describe('a file that is named as the place', () => {
  it('holds the operation on the same object', async () => {
    expect(await pairLines(`//- net/ring.h\n${RING}//- net/push.c${PUSH}//- net/stats.c${POP}`)).toEqual([
      'net/push.c:3 smp_store_release@4 -> smp_load_acquire@net/stats.c:4 in pop [resolved]',
    ]);
  });

  it('is the one in the neighbourhood, if there is one', async () => {
    const other = (path: string) => `//- ${path}/stats.c${POP}`;
    expect(
      await pairLines(`//- net/ring.h\n${RING}//- net/core/push.c${PUSH}${other('net')}${other('sound')}`),
    ).toEqual(['net/core/push.c:3 smp_store_release@4 -> smp_load_acquire@net/stats.c:4 in pop [resolved]']);
    expect(await pairLines(`//- net/ring.h\n${RING}//- net/push.c${PUSH}${other('sound')}`)).toEqual([
      'net/push.c:3 smp_store_release@4 -> smp_load_acquire@sound/stats.c:4 in pop [resolved]',
    ]);
  });

  it('is not one whose name only ends alike', async () => {
    expect(await pairLines(`//- net/ring.h\n${RING}//- net/push.c${PUSH}//- net/en_stats.c${POP}`)).toEqual([
      'net/push.c:3 smp_store_release@4 -> nothing [vague]',
    ]);
  });
});
