import { describe, expect, it } from 'vitest';
import { testsAt } from '../../../server/src/features/litmus/at.ts';
import { whatSuffices } from '../../../server/src/features/litmus/suffices.ts';
import { sufficientTest } from '../../../server/src/features/litmus/suffices-words.ts';
import { decide } from '../../../server/src/lkmm/decide.ts';
import { parseLitmus } from '../../../server/src/lkmm/syntax/parse.ts';
import { done, offeredAt } from '../../support/actions.ts';
import { viewOf } from '../../support/view.ts';

const WHAT = 'What would suffice? ';

/** What is said to suffice at `$0`, and whether by an edit; the test that goes with it must forbid the outcome. */
async function answer(source: string): Promise<[words: string, kind: string] | undefined> {
  const { view, file, offset } = await viewOf(source);
  for (const { test, own } of testsAt(view, file, offset)) {
    const sufficient = whatSuffices(test, own);
    if (!sufficient) continue;
    const parsed = parseLitmus(sufficientTest(view, test, sufficient).text);
    if ('problems' in parsed) throw new Error(parsed.problems[0]!.message);
    const decision = decide(parsed.test);
    expect('verdict' in decision && decision.verdict).toMatchObject({ observation: 'Never', flags: [] });
  }
  const action = (await offeredAt(source)).actions.find(({ title }) => title.startsWith(WHAT));
  return action && [action.title.slice(WHAT.length), action.opens ? 'shown' : 'written'];
}

/** The text after the edit that the action at `$0` makes. */
async function written(source: string): Promise<string> {
  return (await done(source, WHAT)).text.trim();
}

const box = 'struct box { int ready; int value; int want; int busy; };\n';

const message = (writer: string, reader: string) => `${box}
void put(struct box *b)
{
${writer}
}

int get(struct box *b)
{
${reader}
}
`;
const WMB = '\tb->value = 1;\n\tsmp_wmb(); /* pairs with smp_rmb() in get() */\n\tWRITE_ONCE(b->ready, 1);';
const RMB =
  '\tif (!READ_ONCE(b->ready))\n\t\treturn 0;\n\tsmp_rmb(); /* pairs with smp_wmb() in put() */\n\treturn b->value;';
const at = (code: string, primitive: string) => code.replace(primitive, `$0${primitive}`);

describe('what would suffice for message passing', () => {
  it('is what is there, where nothing weaker does', async () => {
    const nothing = ['Nothing weaker than what is there', 'shown'];
    expect(await answer(message(at(WMB, 'smp_wmb'), RMB))).toEqual(nothing);
    expect(await answer(message(WMB, at(RMB, 'smp_rmb')))).toEqual(nothing);
  });

  it('is an acquire where the reader has a full barrier, or else a release', async () => {
    const full = (code: string) => code.replace(/smp_[rw]mb\(\);/, 'smp_mb();');
    expect(await answer(message(WMB, at(full(RMB), 'smp_mb')))).toEqual([
      'For this test smp_load_acquire() at get(), line 12 and no smp_mb() in get()',
      'shown',
    ]);
    expect(await answer(message(at(full(WMB), 'smp_mb'), RMB))).toEqual([
      'For this test smp_store_release() at put(), line 7 and no smp_mb() in put()',
      'shown',
    ]);
  });

  it('takes the fence that is there for another one', async () => {
    const wrong = message(WMB, at(RMB.replace('smp_rmb();', 'smp_wmb();'), 'smp_wmb'));
    expect(await answer(wrong)).toEqual(['smp_rmb() for smp_wmb() in get()', 'written']);
    expect(await written(wrong)).toBe(message(WMB, RMB).trim());
  });

  it('is a mark on a flag that is stored plainly', async () => {
    const plain = message(at(WMB.replace('WRITE_ONCE(b->ready, 1)', 'b->ready = 1'), 'smp_wmb'), RMB);
    expect(await answer(plain)).toEqual(['WRITE_ONCE() at put(), line 7', 'written']);
    expect(await written(plain)).toBe(message(WMB, RMB).trim());
  });

  it('is a mark alone for a pointer that is followed: the address dependency orders the rest', async () => {
    const pointer = (load: string) => `
struct table { int first; };
static struct table *live;
void publish(struct table *made)
{
	made->first = 2;
	smp_store_release(&live, made);
}
int peek(void)
{
	return ${load}->first;
}
int look(void)
{
	struct table *t = smp_load_acquire(&live);

	return t->first;
}
`;
    expect(await answer(pointer('$0live'))).toEqual(['READ_ONCE() at peek(), line 10', 'written']);
    expect(await written(pointer('$0live'))).toBe(pointer('READ_ONCE(live)').trim());
    expect(await answer(pointer('live').replace('smp_load_acquire(', '$0smp_load_acquire('))).toEqual([
      'For this test READ_ONCE() at look(), line 14',
      'shown',
    ]);
  });
});

const buffering = (one: string, other: string) => `${box}
void ask(struct box *b)
{
	${one}
	if (READ_ONCE(b->busy))
		wait();
}

void work(struct box *b)
{
	${other}
	if (READ_ONCE(b->want))
		wait();
}
`;
const mine = (fence: string, store = 'WRITE_ONCE(b->want, 1);') => `${store}\n\t${fence} /* pairs with work() */`;
const theirs = (fence: string) => `WRITE_ONCE(b->busy, 1);\n\t${fence} /* pairs with ask() */`;

describe('what would suffice for store buffering', () => {
  it('is a full barrier here, when the other side has one', async () => {
    const weak = buffering(mine('$0smp_wmb();'), theirs('smp_mb();'));
    expect(await answer(weak)).toEqual(['smp_mb() for smp_wmb() in ask()', 'written']);
    expect(await written(weak)).toBe(buffering(mine('smp_mb();'), theirs('smp_mb();')).trim());
  });

  it('is one on both sides, when neither has, which is shown', async () => {
    expect(await answer(buffering(mine('$0smp_wmb();'), theirs('smp_rmb();')))).toEqual([
      'smp_mb() for smp_wmb() in ask() and smp_mb() for smp_rmb() in work()',
      'shown',
    ]);
  });

  it('is one on the other side alone, when only that lacks it', async () => {
    expect(await answer(buffering(mine('$0smp_mb();'), theirs('smp_rmb();')))).toEqual([
      'smp_mb() for smp_rmb() in work()',
      'written',
    ]);
  });

  it('is the fence that goes with an atomic operation', async () => {
    const atomic = buffering(mine('$0smp_wmb();', 'atomic_inc(&b->want);'), theirs('smp_mb();'));
    expect(await answer(atomic)).toEqual(['smp_mb__after_atomic() for smp_wmb() in ask()', 'written']);
  });

  it('is nothing where both have a full barrier', async () => {
    expect(await answer(buffering(mine('$0smp_mb();'), theirs('smp_mb();')))).toEqual([
      'Nothing weaker than what is there',
      'shown',
    ]);
  });
});

describe('a fence where there was none', () => {
  const overwriting = (store: string, fence: string) => `${box}
void ask(struct box *b)
{
	WRITE_ONCE(b->want, 1);
${fence}	${store}
}

void work(struct box *b)
{
	WRITE_ONCE(b->ready, 2);
	smp_mb(); /* pairs with ask() */
	if (READ_ONCE(b->want))
		wait();
}
`;
  const store = 'smp_store_release(&b->ready, 1);';
  const release = `$0${store} /* pairs with work() */`;

  it('goes on a line of its own before the statement, and the release stays', async () => {
    const source = overwriting(release, '');
    expect(await answer(source)).toEqual(['smp_mb() in ask(), before line 6', 'written']);
    const after = overwriting(release.replace('$0', ''), '\tsmp_mb();\n');
    expect(await written(source)).toBe(after.trim());
  });

  it.each([
    ['under an if without braces', overwriting(release, '\tif (b->value)\n\t')],
    ['behind the comment of the statement', overwriting(`$0${store}`, '\t/* pairs with work() */\n')],
  ])('is shown rather than written %s', async (_, source) => {
    expect((await answer(source))?.[1]).toBe('shown');
  });
});

it('is not asked where there is no test', async () => {
  expect(await answer('void f(void)\n{\n\t$0smp_mb();\n}\n')).toBe(undefined);
  expect(await answer('int $0x;\n')).toBe(undefined);
});
