import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/model/finding.ts';
import { type Rule, rules, runRules } from '../../server/src/rules/index.ts';
import { staleBarrier } from '../../server/src/rules/stale-barrier.ts';
import { staleFunction } from '../../server/src/rules/stale-function.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([staleFunction, staleBarrier], source);

describe('a suppression', () => {
  it('silences its rules in the comment that it is part of', async () => {
    await check(`
void reader(void)
{
	/*
	 * Pairs with smp_wmb() in firmware_push().
	 * barrier-ls-ignore stale-function: the firmware's sources are elsewhere
	 */
	smp_rmb();
}
`);
  });

  it('silences its rules in the statement below, comments included, and no further', async () => {
    await check(`
void reader(void)
{
	/* barrier-ls-ignore stale-function: the firmware's sources are elsewhere */
	/* Pairs with smp_wmb() in firmware_push(). */
	smp_rmb();
	/* Pairs with smp_wmb() in firmware_pull(). */
	//                         ^^^^^^^^^^^^^ stale-function
	smp_rmb();
}
`);
  });

  it('silences its rules in the function that it heads, and not in the next', async () => {
    await check(`
/* barrier-ls-ignore stale-function: the firmware's sources are elsewhere */
void reader(void)
{
	if (ready) {
		/* Pairs with smp_wmb() in firmware_push(). */
		smp_rmb();
	}
}

void another(void)
{
	smp_rmb(); /* Pairs with smp_wmb() in firmware_push(). */
	//                                    ^^^^^^^^^^^^^ stale-function
}
`);
  });

  it('silences no other rules', async () => {
    await check(`
void writer(void) { use(x); }

/* barrier-ls-ignore stale-function: the firmware's sources are elsewhere */
void reader(void)
{
	/* Pairs with smp_wmb() in firmware_push(). */
	smp_rmb();
	/* Pairs with smp_wmb() in writer(). */
	//                         ^^^^^^ stale-barrier
	smp_rmb();
}
`);
  });

  it('silences all rules that it names', async () => {
    await check(`
void writer(void) { use(x); }

/* barrier-ls-ignore stale-function, stale-barrier: a sketch */
void reader(void)
{
	/* Pairs with smp_wmb() in firmware_push(). */
	smp_rmb();
	/* Pairs with smp_wmb() in writer(). */
	smp_rmb();
}
`);
  });
});

describe('a run', () => {
  /** A rule that finds something at these offsets of these files. */
  const rule = (code: string, on: boolean, places: readonly [string, number][]): Rule => ({
    meta: { ...staleFunction.meta, code, default: on },
    check: () =>
      places.map(
        ([file, start]): Finding => ({
          rule: code,
          severity: 'hint',
          file,
          span: { start, end: start + 1 },
          message: '',
          related: [],
          function: '',
        }),
      ),
  });
  const run = async (selected?: readonly Rule[]) =>
    runRules(await analyse(new Map([['a.c', 'int a;\n']])), selected).map(
      (found) => `${found.file}:${found.span.start} ${found.rule}`,
    );

  it('sorts by file, position and rule', async () => {
    const b = rule('b', true, [
      ['b.c', 1],
      ['a.c', 10],
    ]);
    const a = rule('a', true, [
      ['a.c', 9],
      ['b.c', 1],
    ]);
    expect(await run([b, a])).toEqual(['a.c:9 a', 'a.c:10 b', 'b.c:1 a', 'b.c:1 b']);
  });

  it('runs what is selected, on by default or not', async () => {
    expect(await run([rule('off', false, [['a.c', 0]])])).toEqual(['a.c:0 off']);
    expect(await run([])).toEqual([]);
  });

  it('runs otherwise what is on by default', async () => {
    const source = 'void f(void)\n{\n\t/* Pairs with smb_wmb() in gone_away(). */\n\tsmp_rmb();\n}\n';
    const context = await analyse(new Map([['main.c', source]]));
    const on = rules.filter((one) => one.meta.default);
    expect(runRules(context)).toEqual(runRules(context, on));
    expect(runRules(context).map((found) => found.rule)).toContain('stale-function');
  });

  it('has a code of its own for each rule, in order', () => {
    const codes = rules.map((one) => one.meta.code);
    expect(codes).toEqual([...new Set(codes)].sort());
  });
});
