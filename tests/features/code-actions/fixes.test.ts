import { describe, expect, it } from 'vitest';
import { done, offeredAt, titlesAt } from '../../support/actions.ts';

const kind = ['quickfix'];
const fixAll = ['source.fixAll'];

/** Titles without the ones that silence, preferred ones marked. */
async function fixesAt(source: string): Promise<string[]> {
  const { actions } = await offeredAt(source, kind);
  const fixes = actions.filter(({ title }) => !title.startsWith('Silence'));
  return fixes.map(({ title, isPreferred }) => title + (isPreferred ? ' (preferred)' : ''));
}

/** A release whose comment says `comment`, and one acquire of the same object in look(). */
const story = (comment: string) => `
static int ready;
void publish(void)
{
	/* ${comment} */
	smp_store_release(&ready, 1);
}
int look(void)
{
	return smp_load_acquire(&ready);
}
`;

describe('correct-primitive', () => {
  it('puts the right name into the comment', async () => {
    const source = story('Pairs with smp_load_$0aquire() in look().');
    expect(await fixesAt(source)).toEqual(['Replace smp_load_aquire by smp_load_acquire (preferred)']);
    const { text, findings } = await done(source, 'Replace smp_load_aquire', kind);
    expect(text).toContain('/* Pairs with smp_load_acquire() in look(). */');
    expect(findings).toEqual([]);
  });

  it('joins a name of two words, and corrects the own side', async () => {
    const { text } = await done(story('Pairs with smp$0 mb in look().'), 'Replace smp mb by smp_mb', kind);
    expect(text).toContain('/* Pairs with smp_mb in look(). */');
    const own = await done(story('The smp_store_re$0lase() pairs with smp_load_acquire() in look().'), 'Replace', kind);
    expect(own.text).toContain('/* The smp_store_release() pairs with');
  });

  it('offers nothing beside it, and nothing for short forms', async () => {
    expect(await fixesAt(story('Pairs with smp_load_aquire() in lo$0ok().'))).toEqual([]);
    expect(await fixesAt(story('Pairs with load_$0acquire in look().'))).toEqual([]);
  });
});

describe('repair-function', () => {
  it('prefers the only function that holds the other side of the object', async () => {
    const source = story('Pairs with smp_load_acquire() in old_$0name().');
    expect(await fixesAt(source)).toEqual(['Replace old_name() by look() (preferred)']);
    const { text, findings, pairs } = await done(source, 'Replace old_name() by look()', kind);
    expect(text).toContain('/* Pairs with smp_load_acquire() in look(). */');
    expect(findings).toEqual([]);
    expect(pairs).toEqual(['main.c:4 smp_store_release@5 -> smp_load_acquire@9 in look [resolved]']);
  });

  it('prefers none of several', async () => {
    const source = `${story('Pairs with smp_load_acquire() in old_$0name().')}
int peek(void)
{
	return smp_load_acquire(&ready);
}
`;
    expect(await fixesAt(source)).toEqual(['Replace old_name() by look()', 'Replace old_name() by peek()']);
    expect(await fixesAt(source.replace('peek', 'peek_by_name'))).toEqual([
      'Replace old_name() by peek_by_name()',
      'Replace old_name() by look()',
    ]);
  });

  it('takes the primitive that the comment names', async () => {
    const source = `${story('Pairs with smp_load_acquire() in old_$0name().')}
int peek(void)
{
	return READ_ONCE(ready);
}
`;
    expect(await fixesAt(source)).toEqual(['Replace old_name() by look() (preferred)']);
  });

  it('leaves out what the comment leads to already', async () => {
    expect(await fixesAt(story('Pairs with smp_load_acquire() in look() and old_$0name().'))).toEqual([]);
  });

  it('follows the comment on the other side', async () => {
    const source = `
void publish(void)
{
	/* Pairs with smp_rmb() in old_$0name(). */
	smp_wmb();
}
int look(void)
{
	/* Pairs with smp_wmb() in publish(). */
	smp_rmb();
}
`;
    expect(await fixesAt(source)).toEqual(['Replace old_name() by look() (preferred)']);
  });

  it('proposes a similar name near by that holds the barrier, and prefers it not', async () => {
    const source = `
//- dir/a.c
void publish(void)
{
	/* Pairs with smp_rmb() in queue_pkt_st$0art(). */
	smp_wmb();
}
//- dir/b.c
void queue_packet_start(void)
{
	smp_rmb();
}
void queue_start(void)
{
	foo();
}
//- other/c.c
void queue_pkt_starts(void)
{
	smp_rmb();
}
`;
    expect(await fixesAt(source)).toEqual(['Replace queue_pkt_start() by queue_packet_start()']);
    expect((await done(source, 'Replace queue_pkt_start()', kind)).findings).toEqual([]);
  });

  it('offers nothing where nothing fits, nor on names that exist', async () => {
    expect(
      await fixesAt(`
void publish(void)
{
	/* Pairs with smp_rmb() in old_$0name(). */
	smp_wmb();
}
`),
    ).toEqual([]);
    expect(await fixesAt(story('Pairs with smp_load_acquire() in lo$0ok().'))).toEqual([]);
  });
});

describe('carry-rename', () => {
  const source = `
//- a.c
static int ready;
void publish(void)
{
	/* Pairs with smp_load_acquire() in old_$0name(). */
	smp_store_release(&ready, 1);
}
int look(void)
{
	return smp_load_acquire(&ready);
}
//- b.c
void other(void)
{
	/*
	 * While old_name() runs: pairs with the barrier in
	 * old_name(), see there, and in reold_name().
	 */
	smp_wmb();
	old_thing->old_name = 1; /* not ours */
}
`;

  it('renames in all comments that cite the name, and not in code', async () => {
    const title = 'Rename old_name() to look() in the 2 comments that cite it';
    const { text } = await done(source, title, kind);
    expect(text).toContain('/* Pairs with smp_load_acquire() in look(). */');
    expect(text).toContain(
      'While look() runs: pairs with the barrier in\n\t * look(), see there, and in reold_name().',
    );
    expect(text).toContain('old_thing->old_name = 1; /* not ours */');
  });

  it('is not offered for a single comment', async () => {
    const titles = await titlesAt(story('Pairs with smp_load_acquire() in old_$0name().'), kind);
    expect(titles.filter((title) => title.startsWith('Rename'))).toEqual([]);
  });
});

describe('fix-all', () => {
  const source = `
static int ready;
static int other;
void publish(void)
{
	/* Pairs with smp_load_aquire() in old_name(). */
	smp_store_release(&ready, 1);
	/* Pairs with smp_load_acquire() in old_peek(). */
	smp_store_release(&other, 1);
}
int look(void)
{
	return smp_load_acquire(&ready);
}
int peek(void)
{
	return smp_load_acquire(&other);
}
int peek_again(void)
{
	return smp_load_acquire(&other);
}
`;

  it('applies every fix that is the only right one, and leaves the rest', async () => {
    const { text, findings } = await done(source, 'Fix all', fixAll);
    expect(text).toContain('/* Pairs with smp_load_acquire() in look(). */');
    expect(text).toContain('/* Pairs with smp_load_acquire() in old_peek(). */');
    expect(findings).toEqual(['stale-function']);
  });

  it('is offered on request only, once, and only where there is something to fix', async () => {
    const titles = ['Fix all findings that have one right fix'];
    expect(await titlesAt(source, ['source.fixAll.barrier-ls', 'source.fixAll', 'source'])).toEqual(titles);
    expect(await titlesAt(source, ['source.organizeImports'])).toEqual([]);
    expect(await titlesAt(source)).toEqual([]);
    expect(await titlesAt(story('Pairs with smp_load_acquire() in look().'), fixAll)).toEqual([]);
  });
});

describe('codeActions', () => {
  const source = story('Pairs with smp_load_$0aquire() in old_name().');

  it('yields the kinds that are asked for', async () => {
    const kinds = async (only?: string[]) =>
      [...new Set((await offeredAt(source, only)).actions.map((action) => action.kind))].sort();
    expect(await kinds(['refactor'])).toEqual(['refactor.rewrite.barrier-ls']);
    expect(await kinds(['refactor.rewrite.other'])).toEqual([]);
    expect(await kinds(['quick'])).toEqual([]);
    expect(await kinds(['quickfix'])).toEqual(['quickfix']);
    expect(await kinds([''])).toEqual(['quickfix', 'refactor.rewrite.barrier-ls', 'source.fixAll.barrier-ls']);
    expect(await kinds()).toEqual(['quickfix', 'refactor.rewrite.barrier-ls']);
  });

  it('says which finding a fix is for', async () => {
    const { actions } = await offeredAt(source, kind);
    expect(actions.map(({ rule }) => rule)).toEqual(['misspelt-primitive', 'misspelt-primitive']);
  });

  it('has no edits for data that no longer fits', async () => {
    const { view, file, actions } = await offeredAt(source);
    const { resolveCodeAction } = await import('../../../server/src/features/code-actions/index.ts');
    const { data } = actions[0]!;
    expect(resolveCodeAction(view, file, data)).toHaveLength(1);
    expect(resolveCodeAction(view, 'gone.c', data)).toEqual([]);
    expect(resolveCodeAction(view, file, { action: 'unknown', about: {} })).toEqual([]);
    const elsewhere = { ...(data.about as object), span: { start: 3, end: 8 } };
    expect(resolveCodeAction(view, file, { ...data, about: elsewhere })).toEqual([]);
  });
});
