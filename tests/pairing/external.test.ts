import { describe, it } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { checkFindings } from '../support/analyse.ts';

describe('another side that is out of reach by the words is never reported', () => {
  it.each([
    'Pairs with the read barrier in the device.',
    'Pairs with the barrier in user space.',
    'Pairs with the smp_load_acquire() in userspace.',
    'Pairs with the barrier in the guest.',
    'Pairs with the barrier in the hypervisor.',
    'Hopefully paired with an rmb() in HW.',
    'Pairs with the barrier in the firmware, see ring_poll().',
  ])('%s', async (words) => {
    await checkFindings(rules, `void ring_doorbell(struct ring *ring)\n{\n\t/* ${words} */\n\tsmp_wmb();\n}\n`);
  });
});
