import { describe, expect, it } from 'vitest';
import { factsOf } from '../support/facts.ts';

async function rechecks(body: string): Promise<string[]> {
  const text = `static int f(struct ring *r)\n{\n${body}\n}\n`;
  return ((await factsOf(text)).rechecks ?? []).map(
    ({ stop, check, start, calls, weak }) =>
      `${stop} ${text.slice(check.start, check.end)} ${start} [${calls.join(' ')}]${weak ? ` ${weak}` : ''}`,
  );
}

describe('rechecks', () => {
  it('are stops with the very next condition, and what it calls', async () => {
    expect(await rechecks('\tnetif_stop_queue(r->dev);\n\tif (space(r) > 4)\n\t\tnetif_wake_queue(r->dev);')).toEqual([
      'netif_stop_queue space(r) > 4 netif_wake_queue [space]',
    ]);
  });

  it('may have a weak barrier, an assignment or a message in between', async () => {
    expect(
      await rechecks(
        '\tnetif_stop_subqueue(r->dev, 0);\n\tr->stopped = 1;\n\tnetdev_dbg(r->dev, "full");\n\tsmp_rmb();\n\tif (r->tail != r->head) {\n\t\tnetif_start_subqueue(r->dev, 0);\n\t}',
      ),
    ).toEqual(['netif_stop_subqueue r->tail != r->head netif_start_subqueue [] smp_rmb']);
  });

  it.each([
    ['a full barrier', '\tnetif_stop_queue(d);\n\tsmp_mb();\n\tif (x)\n\t\tnetif_wake_queue(d);'],
    ['another call', '\tnetif_stop_queue(d);\n\treset(d);\n\tif (x)\n\t\tnetif_wake_queue(d);'],
    ['something else than starting', '\tnetif_stop_queue(d);\n\tif (x)\n\t\treturn 1;\n\tnetif_wake_queue(d);'],
    ['the end', '\tnetif_stop_queue(d);'],
    ['garbage', '\tnetif_stop_queue(d'],
  ])('are none with %s', async (_, body) => {
    expect(await rechecks(body)).toEqual([]);
  });
});
