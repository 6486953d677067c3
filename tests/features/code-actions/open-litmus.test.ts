import { describe, expect, it } from 'vitest';
import { offeredAt } from '../../support/actions.ts';

const CODE = `
struct box { int ready; int value; };
void fill(struct box *b)
{
	b->value = 1;
	/* pairs with take() and peek() */
	smp_store_release(&b->ready, 1);
}
int take(struct box *b)
{
	if (smp_load_acquire(&b->ready)) /* pairs with fill() */
		return b->value;
	return 0;
}
int peek(struct box *b)
{
	if (smp_load_acquire(&b->ready)) /* pairs with fill() */
		return b->value;
	return 1;
}
`;

/** The tests that are offered at the words. */
async function opened(words: string, source = CODE): Promise<[title: string, name: string][]> {
  const { actions } = await offeredAt(source.replace(words, `$0${words}`), ['litmus']);
  return actions
    .filter(({ opens }) => opens && !opens.suffices)
    .map(({ title, opens, edits }) => {
      expect(edits()).toEqual([]);
      return [title, opens!.name];
    });
}

describe('open litmus test', () => {
  it('is offered on a primitive, for each of its pairs', async () => {
    expect(await opened('smp_store_release(')).toEqual([
      ['Open litmus test MP+fill+take', 'MP+fill+take'],
      ['Open litmus test MP+fill+peek', 'MP+fill+peek'],
    ]);
  });

  it('is offered on an operation in a condition, and on its object', async () => {
    const only = [['Open litmus test', 'MP+fill+take']];
    expect(await opened('smp_load_acquire(&b->ready)) /* pairs')).toEqual(only);
    expect(await opened('->ready)) /* pairs')).toEqual(only);
  });

  it('is offered on a pairing comment, for what that names', async () => {
    expect(await opened('pairs with fill()')).toEqual([['Open litmus test', 'MP+fill+take']]);
  });

  it('is offered on a finding about a plain access', async () => {
    const source = `
struct table { int first; };
static struct table *live;
void publish(struct table *made)
{
	smp_store_release(&live, made);
}
int look(void)
{
	struct table *t = smp_load_acquire(&live);

	return t->first;
}
int peek(void)
{
	return live->first;
}
`;
    expect(await opened('live->first', source)).toEqual([['Open litmus test', 'MP+publish+peek']]);
    expect(await opened('int first', source)).toEqual([]);
  });

  it('is not offered when other kinds of actions are asked for', async () => {
    const { actions } = await offeredAt(CODE.replace('smp_store', '$0smp_store'), ['refactor', 'quickfix', 'source']);
    expect(actions.filter(({ opens }) => opens)).toEqual([]);
  });
});
