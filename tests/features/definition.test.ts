import { describe, expect, it } from 'vitest';
import { definition } from '../../server/src/features/definition.ts';
import { story } from '../support/story.ts';
import { viewOf } from '../support/view.ts';

/** From `$0` one goes to `targets`, led by the words `origin`: nowhere when there are no targets. */
async function check(source: string, origin: string, targets: string[]): Promise<void> {
  const { view, files, file, offset, place } = await viewOf(source);
  const found = definition(view, file, offset);
  const words = found ? files.get(file)!.slice(found.origin.start, found.origin.end) : '';
  expect({ origin: words, targets: found?.targets.map(place) ?? [] }).toEqual({ origin, targets });
}

async function checkSilent(source: string): Promise<void> {
  await check(source, '', []);
}

describe('definition on a primitive', () => {
  it('goes to what its comment names', () =>
    check(story('smp_load_acquire(&iomem_inode);\n\n\tif'), 'smp_load_acquire', [
      'smp_store_release in iomem_init_inode',
    ]));

  it('goes to the side whose comment points here, not to what merely uses the object', () =>
    check(story('smp_store_release(&'), 'smp_store_release', ['smp_load_acquire in revoke_iomem']));

  it('goes by the object when no comment speaks', () =>
    check(story('smp_load_acquire(&iomem_inode)->', 'smp_load_acquire(&iomem_inode)'), 'smp_load_acquire', [
      'smp_store_release in iomem_init_inode',
    ]));

  it('goes by a marked load whose value is followed', () =>
    check(story('READ_ONCE', 'READ_ONCE(iomem_inode)'), 'READ_ONCE', ['smp_store_release in iomem_init_inode']));

  it('guesses between fences by the objects around them', () =>
    check(
      `
struct ring { int head; int data; };

void put(struct ring *r, int x)
{
	r->data = x;
	smp_$0wmb();
	WRITE_ONCE(r->head, 1);
}

int get(struct ring *r)
{
	if (!READ_ONCE(r->head))
		return 0;
	smp_rmb();
	return r->data;
}
`,
      'smp_wmb',
      ['smp_rmb in get'],
    ));

  it('knows the end of the name as part of it', () =>
    check(story('(&iomem_inode, inode)'), 'smp_store_release', ['smp_load_acquire in revoke_iomem']));

  it('has nothing to say about a barrier on its own', () => checkSilent('void f(void)\n{\n\tsmp_$0mb();\n}\n'));

  it('has nothing to say about plain accesses and ordinary calls', async () => {
    await checkSilent(story('iomem_inode->'));
    await checkSilent(story('unmap_mapping_range'));
    await checkSilent(story('return 0'));
  });
});

const TWO_SIDES = (comment: string) => `
struct s { int a; int b; };

void one(struct s *s)
{
	s->a = 1;
	smp_wmb();
	WRITE_ONCE(s->b, 1);
}

void other(struct s *s)
{
	s->a = 2;
	smp_mb();
	WRITE_ONCE(s->b, 2);
}

static void hold(void)
{
	smp_wmb();
}

void third(struct s *s)
{
	s->a = 3;
	hold();
	WRITE_ONCE(s->b, 3);
}

void quiet(void)
{
}

int reader(struct s *s)
{
	int b = READ_ONCE(s->b);

	/* ${comment} */
	smp_rmb();
	return b + s->a;
}
`;

const BOTH = 'The data is older. Pairs with smp_wmb() in one() and smp_mb() in other().';

describe('definition in a comment', () => {
  it('goes from the verb to all that the comment points to', () =>
    check(TWO_SIDES(BOTH.replace('Pairs', 'Pa$0irs')), 'Pairs with', ['smp_wmb in one', 'smp_mb in other']));

  it('goes from any other word of the sentence, too, and from no other sentence', async () => {
    await check(TWO_SIDES(BOTH.replace('and', 'a$0nd')), 'and', ['smp_wmb in one', 'smp_mb in other']);
    await checkSilent(TWO_SIDES(BOTH.replace('data', 'da$0ta')));
  });

  it('goes from the name of a function to what it holds', async () => {
    await check(TWO_SIDES(BOTH.replace('one()', 'o$0ne()')), 'one', ['smp_wmb in one']);
    await check(TWO_SIDES(BOTH.replace('other()', '$0other()')), 'other', ['smp_mb in other']);
  });

  it('goes from the name of a function to the barrier that it calls', () =>
    check(TWO_SIDES('Pairs with smp_wmb() in th$0ird().'), 'third', ['smp_wmb in hold']));

  it('goes from the name of a primitive to that primitive', () =>
    check(TWO_SIDES(BOTH.replace('smp_mb', 'smp_$0mb')), 'smp_mb', ['smp_mb in other']));

  it('goes from a primitive to its own places only', () =>
    check(TWO_SIDES('Pairs with the barrier in one() and the full bar$0rier in other().'), 'full barrier', [
      'smp_mb in other',
    ]));

  it('goes to the definition of a function that holds no such barrier', () =>
    check(TWO_SIDES('Pairs with smp_wmb() in qui$0et().'), 'quiet', ['quiet in quiet']));

  it('goes nowhere from a name that the tree does not hold, though others are found', () =>
    checkSilent(TWO_SIDES('Pairs with smp_wmb() in one() and smp_mb() in go$0ne().')));

  it('goes from what the comment says of its own side to that side', () =>
    check(TWO_SIDES('This smp_$0rmb() pairs with smp_wmb() in one().'), 'smp_rmb', ['smp_rmb in reader']));

  it('has nothing to say about other comments', async () => {
    await checkSilent(TWO_SIDES('Look at on$0e() for the details.'));
    await checkSilent(TWO_SIDES('Nothing to p$0air here.'));
  });

  it('does not take a function that is merely mentioned for the other side', async () => {
    const source = 'void w(void)\n{\n\tsmp_wmb();\n}\n\nvoid r(void)\n{\n\t/* COMMENT */\n\tsmp_$0rmb();\n}\n';
    await checkSilent(source.replace('COMMENT', 'Before w() is called again.'));
    await check(source.replace('COMMENT', 'Pairs with w().'), 'smp_rmb', ['smp_wmb in w']);
  });
});

describe('definition across files', () => {
  it('goes to the nearest definition, and never to another architecture', () =>
    check(
      `
//- arch/x86/kernel/a.c
void reader(void)
{
	/* Pairs with smp_wmb() in wri$0ter(). */
	smp_rmb();
}
//- arch/arm/kernel/b.c
void writer(void)
{
	x = 1;
}
//- kernel/c.c
void writer(void)
{
	y = 1;
}
`,
      'writer',
      ['kernel/c.c: writer in writer'],
    ));
});

const LABELS = (from: string, to: string) => `
struct d { int id; int state; };

void reserve(struct d *d)
{
	d->id = 1;
	/*
	 * The id is new before the state is.
	 *
	 * This pairs with ${from}.
	 */
	smp_wmb(); /* LMM(${to}) */
	WRITE_ONCE(d->state, 1);
}

int read_it(struct d *d)
{
	int state = READ_ONCE(d->state);

	/*
	 * Pairs with reserve:A.
	 */
	smp_rmb(); /* LMM(read_it:B) */
	return state + d->id;
}
`;

describe('definition on labels', () => {
  it('goes from a cited label to the labelled operation', () =>
    check(LABELS('read_it:$0B', 'reserve:A'), 'read_it:B', ['smp_rmb in read_it']));

  it('goes from a label to the comments that cite it', () =>
    check(LABELS('read_it:B', 'reserve:$0A'), 'A', ['reserve:A in read_it']));

  it('has nothing to say about a label that nobody cites', () => checkSilent(LABELS('read_it:B', 'reserve:$0C')));
});
