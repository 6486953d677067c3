import { describe, expect, it } from 'vitest';
import { prepareRename, rename } from '../../server/src/features/rename.ts';
import { pairLines } from '../support/analyse.ts';
import { applied, viewOf } from '../support/view.ts';

/** What is under the cursor: the whole text with the name in « ». */
async function prepared(source: string): Promise<string | undefined> {
  const { view, file, files, offset } = await viewOf(source);
  const found = prepareRename(view, file, offset);
  if (!found) return undefined;
  const text = files.get(file)!;
  expect(text.slice(found.span.start, found.span.end)).toBe(found.placeholder);
  const line = text.slice(text.lastIndexOf('\n', found.span.start) + 1, found.span.start);
  return `${line.trimStart()}«${found.placeholder}»`;
}

/** All files after renaming what is at `$0`, or the refusal. */
async function renamed(source: string, to: string): Promise<string> {
  const { view, file, files, offset } = await viewOf(source);
  const result = rename(view, file, offset, to);
  if ('refusal' in result) return result.refusal;
  return [...files]
    .map(([path, text]) => {
      const own = result.edits.filter(({ facts }) => facts.file === path);
      return `//- ${path}\n${applied(text, own)}`;
    })
    .join('');
}

/** A rename changes nothing but the words: the claims lead where they led. */
async function check(source: string, to: string, expected: (text: string) => string): Promise<void> {
  const before = [...(await viewOf(source)).files].map(([path, text]) => `//- ${path}\n${text}`).join('');
  const after = await renamed(source, to);
  expect(after).toBe(expected(before));
  expect(await pairLines(after)).toEqual(await pairLines(before));
}

const RING = `
//- ring.c
int desc_read(struct desc *d)
{
	/*
	 * If desc_read:A reads from desc_reserve:B, then desc_read:C
	 * reads from it as well, not so pre_desc_read:A.
	 */
	int a = atomic_read_acquire(&d->a); /* LMM(desc_read:A) */
	smp_rmb(); /* LMM(desc_read:C) */
	return a ? desc_read_A : 0;
}
void desc_reserve(struct desc *d)
{
	/* This pairs with desc_read:A. */
	atomic_set_release(&d->a, 1); /* LMM(desc_reserve:B) */
	/* LMM(desc_write:A) */
	smp_wmb();
}
//- printer.c
void print(struct desc *d)
{
	/* Pairs with desc_read:A in the ring. */
	atomic_set_release(&d->a, 2);
}
`;

describe('rename of a label with its function', () => {
  const at = (words: string) => RING.replace(words, words.replace(/:A/, ':$0A'));
  const everywhere = (text: string) => text.replace(/(?<!\w)desc_read:A/g, 'desc_read:B');

  it('renames the definition and all that spell it, from the definition', async () => {
    expect(await prepared(at('LMM(desc_read:A)'))).toBe('int a = atomic_read_acquire(&d->a); /* LMM(desc_read:«A»');
    await check(at('LMM(desc_read:A)'), 'B', everywhere);
  });

  it('does so from a citation, also of another file', async () => {
    expect(await prepared(at('pairs with desc_read:A'))).toBe('/* This pairs with desc_read:«A»');
    await check(at('pairs with desc_read:A'), 'B', everywhere);
    await check(at('Pairs with desc_read:A'), 'B', everywhere);
  });

  it('refuses what is taken in that function, and what is no label', async () => {
    const source = at('LMM(desc_read:A)');
    expect(await renamed(source, 'C')).toBe('The label C is taken in ring.c.');
    for (const bad of ['', 'a', 'AB', 'A:B', 'the first']) {
      expect(await renamed(source, bad)).toContain(`"${bad}" is no label`);
    }
  });

  it('leaves everything alone for the same name', async () => {
    await check(at('LMM(desc_read:A)'), 'A', (text) => text);
  });

  it('renames the function in front of the colon', async () => {
    const source = RING.replace('pairs with desc_read:A', 'pairs with desc_$0read:A');
    expect(await prepared(source)).toBe('/* This pairs with «desc_read»');
    const text = await renamed(source, 'desc_fetch');
    expect(text).toBe((await renamed(source, 'desc_read')).replace(/(?<!\w)desc_read(?=:[AC])/g, 'desc_fetch'));
  });
});

describe('rename of a letter', () => {
  const RWSEM = `
//- include/linux/rwsem.h
#include <linux/other.h>
static inline void up(struct sem *s)
{
	s->a = 1;
	smp_mb(); /* B matches C */
	s->b = 1;
}
//- kernel/rwsem.c
#include <linux/rwsem.h>
/* Copyright (C) A. Nonymous, B. Nonymous */
void down(struct sem *s)
{
	smp_mb(); /* A matches D */
	/* C is the third, (B) is not ours */
	smp_mb(); /* C matches B */
	smp_mb(); /* D matches A */
}
`;

  it('renames the definition and the citations that lead there, in both files', async () => {
    const expected = (text: string) =>
      text.replace('/* B matches C */', '/* E matches C */').replace('/* C matches B */', '/* C matches E */');
    await check(RWSEM.replace('/* B matches', '/* $0B matches'), 'E', expected);
    await check(RWSEM.replace('/* C matches B', '/* C matches $0B'), 'E', expected);
  });

  it('refuses a letter of a file that defines or cites it', async () => {
    expect(await renamed(RWSEM.replace('/* B matches', '/* $0B matches'), 'A')).toBe(
      'The label A is taken in kernel/rwsem.c.',
    );
    expect(await renamed(RWSEM.replace('/* B matches', '/* $0B matches'), 'I')).toContain('"I" is no label');
  });

  it('renames it in brackets, drawings of the same comment included', async () => {
    const source = `
//- main.c
void wake(struct s *s)
{
	smp_mb(); /* (B) */
}
void wait(struct s *s)
{
	/*
	 * Implicit barrier (A) pairs with ($0B) in wake().
	 *     MB (A)     MB (B)
	 */
	smp_mb();
}
`;
    expect(await prepared(source)).toBe('* Implicit barrier (A) pairs with («B»');
    await check(source, 'C', (text) => text.replaceAll('(B)', '(C)'));
  });

  it('is not there where a letter leads nowhere', async () => {
    expect(await prepared('void f(void)\n{\n\t/* Pairs with ($0B). */\n\tsmp_mb();\n}\n')).toBeUndefined();
  });
});

describe('rename of a tag', () => {
  const SEM = `
//- sem.c
/*
 * SEM_BARRIER_1: for the global lock. SEM_BARRIER_10 is another one.
 */
void take(struct s *s)
{
	/* See SEM_BARRIER_1 for purpose/pairing. */
	smp_store_release(&s->mode, SEM_BARRIER_1);
}
void look(struct s *s)
{
	/* See SEM_$0BARRIER_1 for purpose/pairing. */
	smp_load_acquire(&s->mode);
}
`;

  it('renames it in all comments of its file', async () => {
    await check(SEM, 'MODE_BARRIER', (text) =>
      text.replace('* SEM_BARRIER_1:', '* MODE_BARRIER:').replaceAll('See SEM_BARRIER_1 ', 'See MODE_BARRIER '),
    );
  });

  it('refuses what is no tag', async () => {
    expect(await renamed(SEM, 'mode')).toBe('"mode" is no label: SOME_BARRIER_1 is one.');
  });
});

describe('rename of a function', () => {
  const PAIR = `
//- a.c
void publish(struct s *s)
{
	/* look() runs without the lock. Pairs with smp_rmb() in lo$0ok(). */
	smp_wmb();
}
/* look() is called often. */
int look(struct s *s)
{
	smp_rmb();
	s->look();
	return look_again(s);
}
//- b.c
void republish(struct s *s)
{
	/* Pairs with smp_rmb() in look(), see s->look() and a look at it. */
	smp_wmb();
}
`;

  it('renames it in all comments that cite it, and not in code', async () => {
    expect(await prepared(PAIR)).toBe('/* look() runs without the lock. Pairs with smp_rmb() in «look»');
    const text = await renamed(PAIR, 'glance');
    expect(text).toContain('/* glance() runs without the lock. Pairs with smp_rmb() in glance(). */');
    expect(text).toContain('/* Pairs with smp_rmb() in glance(), see s->look() and a look at it. */');
    expect(text).toContain('/* look() is called often. */\nint look(struct s *s)');
  });

  it('renames a bare name where the comment gives it as a place', async () => {
    const source = PAIR.replace('in look(), see s->look() and', 'in lo$0ok, see s->look() and').replace(
      'lo$0ok().',
      'look().',
    );
    expect(await renamed(source, 'glance')).toContain('smp_rmb() in glance, see s->look() and a look at it.');
  });

  it('refuses what can be no name', async () => {
    for (const bad of ['', '2look', 'look()', 'a b', 'a-b']) {
      expect(await renamed(PAIR, bad)).toBe(`No function can have the name "${bad}".`);
    }
  });

  it('is not there in code, on primitives, patterns, verbs, and in ordinary comments', async () => {
    const nothing = async (marked: string) => {
      expect(await prepared(PAIR.replace('$0', '').replace(marked.replace('$0', ''), marked))).toBeUndefined();
    };
    await nothing('int lo$0ok(');
    await nothing('smp_$0wmb();');
    await nothing('Pairs with smp_r$0mb()');
    await nothing('Pai$0rs with');
    await nothing('/* lo$0ok() is called often');
    expect(
      await prepared('void f(void)\n{\n\t/* Pairs with smp_rmb() in {get,put}_$0it(). */\n\tsmp_wmb();\n}\n'),
    ).toBeUndefined();
    expect(await renamed(PAIR.replace('$0', '').replace('int look(', 'int lo$0ok('), 'x')).toBe(
      'Only labels and functions that pairing comments name can be renamed.',
    );
  });
});
