import { describe, expect, it } from 'vitest';
import { type Explanation, explain } from '../../server/src/features/explain.ts';
import { analyse } from '../support/analyse.ts';

/** What is explained on the line of `$0`. */
async function explainAt(marked: string): Promise<Explanation | undefined> {
  const at = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const { pairs } = await analyse(new Map([['main.c', text]]));
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return explain(pairs, 'main.c', { start, end: text.indexOf('\n', at) + 1 });
}

function names(uses: readonly { access: string; primitive: string; spot: { function: string } }[]): string[] {
  return uses.map((use) => `${use.access} ${use.primitive || 'plainly'} in ${use.spot.function}`);
}

const STORY = (reader: string) => `
struct table { struct row *first; };
static struct table *live;

void publish(struct table *made)
{
	/* Pairs with smp_load_acquire() in look(). */
	smp_store_release(&live, made);
}

struct row *look(void)
{
	/* Pairs with smp_store_release() in publish(). */
	struct table *t = smp_load_acquire(&live);

	return t ? t->first : NULL;
}

struct row *peek(void)
{
	${reader}
}
`;

describe('explain', () => {
  it('shows a site with its partners and everyone who touches the object', async () => {
    const result = await explainAt(STORY('return READ_ONCE(live)->first;').replace('&live, made);', '&live, made);$0'));
    const [site] = result!.sites;
    expect(site!.object).toBe('::live');
    expect(site!.partners.map((p) => `${p.primitive} in ${p.spot.function} by ${p.by}`)).toEqual([
      'smp_load_acquire in look by comment',
      'READ_ONCE in peek by object',
    ]);
    expect(names(site!.uses)).toEqual([
      'store smp_store_release in publish',
      'load smp_load_acquire in look',
      'load READ_ONCE in peek',
    ]);
  });

  it('says why READ_ONCE() and a dereference are enough', async () => {
    const result = await explainAt(STORY('return READ_ONCE(live)->first;$0'));
    const { reason } = result!.sites[0]!.partners[0]!;
    expect(reason!.shape).toBe('MP');
    const text = reason!.sentences.join(' ');
    expect(text).toContain('publish() writes what it has prepared first and live last');
    expect(text).toContain('peek() loads live with READ_ONCE() and follows the loaded pointer');
    expect(text).toContain('address dependency is enough');
    expect(text).toContain('sees what was written before it, as far as it is reached through the pointer');
  });

  it('does not say so when the value is only tested', async () => {
    const result = await explainAt(STORY('if (READ_ONCE(live))$0\n\t\treturn fallback();\n\treturn NULL;'));
    const text = result!.sites[0]!.partners[0]!.reason!.sentences.join(' ');
    expect(text).toContain('control dependency orders later stores inside the branch, but no later loads');
    expect(text).not.toContain('also sees');
  });

  it('sees the fence behind a marked load whose value is only tested', async () => {
    const result = await explainAt(
      STORY('if (!READ_ONCE(live))$0\n\t\treturn NULL;\n\tsmp_acquire__after_ctrl_dep();\n\treturn fallback->first;'),
    );
    const text = result!.sites[0]!.partners[0]!.reason!.sentences.join(' ');
    expect(text).toContain(
      'peek() loads live with READ_ONCE() before it reads on: smp_acquire__after_ctrl_dep() is between',
    );
    expect(text).toContain('also sees everything that was written before it');
    expect(text).not.toContain('it would need');
  });

  it('says what is wrong with a plain dereference', async () => {
    const result = await explainAt(STORY('return live->first;$0'));
    const [plain] = result!.plain;
    expect(plain!.object).toBe('::live');
    expect(plain!.why).toContain('peek() loads it without marking and follows the pointer');
    expect(names(plain!.uses)).toContain('plain load plainly in peek');
  });

  it('explains a comment by what it documents and points to', async () => {
    const result = await explainAt(STORY('return NULL;').replace('release() in publish(). */', '$&$0'));
    const [claim] = result!.claims;
    expect(claim!.status).toBe('resolved');
    expect(claim!.targets.map((spot) => spot.function)).toEqual(['publish']);
    // The comment's line holds no site: the documented one is explained.
    expect(result!.sites.map((one) => one.site.primitive)).toEqual(['smp_load_acquire']);
  });

  it('names flag and data between fences', async () => {
    const result = await explainAt(`
struct box { int ready; int value; };

void put(struct box *b)
{
	b->value = 1;
	smp_wmb();$0 /* pairs with smp_rmb() in get() */
	WRITE_ONCE(b->ready, 1);
}

int get(struct box *b)
{
	if (!READ_ONCE(b->ready))
		return 0;
	smp_rmb(); /* pairs with smp_wmb() in put() */
	return b->value;
}
`);
    const { reason } = result!.sites[0]!.partners[0]!;
    expect(reason!.shape).toBe('MP');
    expect(reason!.sentences[0]).toBe(
      'Message passing: put() writes b->value first and b->ready last, kept in that order by smp_wmb().',
    );
  });

  it('recognises store buffering', async () => {
    const result = await explainAt(`
struct pair { int mine; int yours; };

int left(struct pair *p)
{
	WRITE_ONCE(p->mine, 1);
	smp_mb();$0 /* pairs with smp_mb() in right() */
	return READ_ONCE(p->yours);
}

int right(struct pair *p)
{
	WRITE_ONCE(p->yours, 1);
	smp_mb(); /* pairs with smp_mb() in left() */
	return READ_ONCE(p->mine);
}
`);
    const { reason } = result!.sites[0]!.partners[0]!;
    expect(reason!.shape).toBe('SB');
    expect(reason!.sentences[0]).toContain('left() stores p->mine, then loads p->yours');
  });

  it('has nothing to say of other code', async () => {
    expect(await explainAt('int f(void)\n{\n\treturn 1;$0\n}\n')).toBeUndefined();
  });
});
