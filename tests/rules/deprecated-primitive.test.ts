import { describe, expect, it } from 'vitest';
import { retired } from '../../server/src/primitives/linux/retired.ts';
import { namesOf } from '../../server/src/primitives/vocabulary.ts';
import { deprecatedPrimitive } from '../../server/src/rules/deprecated-primitive.ts';
import { retiredFor } from '../../server/src/rules/retired.ts';
import { done, titlesAt } from '../support/actions.ts';
import { checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([deprecatedPrimitive], source);

describe('deprecated-primitive', () => {
  it('reports what is gone, and says what to use', async () => {
    await check(`
static int f(struct x *x)
{
	int v = ACCESS_ONCE(x->a);
	//      ^^^^^^^^^^^ deprecated-primitive: ACCESS_ONCE() is gone since Linux 4.15: READ_ONCE() loads and WRITE_ONCE() stores

	{ smp_read_barrier_depends(); }
	//^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-primitive: … gone since Linux 5.9
	{ smp_mb__before_clear_bit(); }
	//^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-primitive: … it is smp_mb__before_atomic() today
	clear_bit(1, &x->flags);
	return v;
}
`);
  });

  it('is silent where the tree defines the name, and about comments', async () => {
    await check(`
//- include/linux/compiler.h
#define ACCESS_ONCE(x) (*(volatile typeof(x) *)&(x))
//- fs/f.c
static int f(struct x *x)
{
	/* smp_read_barrier_depends() was here; pairs with smp_wmb() in g(). */
	return ACCESS_ONCE(x->a);
}
`);
  });

  it('is silent about today’s primitives, and those that left after the oldest maintained kernel', async () => {
    await check(`
static void f(struct x *x)
{
	WRITE_ONCE(x->a, READ_ONCE(x->b));
	smp_mb__before_atomic();
	clear_bit_unlock_is_negative_byte(1, &x->flags);
	cmpxchg_double(&x->a, &x->b, 0, 0, 1, 1);
}
`);
  });

  it('knows all that left up to 5.10', () => {
    const old = retired.filter(({ removed }) => {
      const [major, minor] = removed!.split('.').map(Number) as [number, number];
      return major < 5 || (major === 5 && minor <= 10);
    });
    expect(old.flatMap(namesOf).filter((name) => !retiredFor(name))).toEqual([]);
    expect(
      retired
        .filter((one) => !old.includes(one))
        .flatMap(namesOf)
        .filter(retiredFor),
    ).toEqual([]);
  });
});

describe('replace-deprecated', () => {
  it('writes the new name', async () => {
    const { text, findings } = await done(
      'void f(struct x *x)\n{\n\t$0smp_mb__before_clear_bit();\n\tclear_bit(1, &x->flags);\n}\n',
      'Replace smp_mb__before_clear_bit() by smp_mb__before_atomic()',
    );
    expect(text).toContain('\tsmp_mb__before_atomic();\n');
    expect(findings).toEqual([]);
  });

  it('makes a load of ACCESS_ONCE() where it loads, and nothing where it stores', async () => {
    expect((await done('int f(void)\n{\n\treturn $0ACCESS_ONCE(x);\n}\n', 'Replace ACCESS_ONCE()')).text).toContain(
      'return READ_ONCE(x);',
    );
    const titles = await titlesAt('void f(void)\n{\n\t$0ACCESS_ONCE(x) = 1;\n}\n', ['quickfix']);
    expect(titles.filter((title) => title.startsWith('Replace'))).toEqual([]);
  });
});
