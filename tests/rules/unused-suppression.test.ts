import { describe, expect, it } from 'vitest';
import { runRules } from '../../server/src/rules/index.ts';
import { staleBarrier } from '../../server/src/rules/stale-barrier.ts';
import { staleFunction } from '../../server/src/rules/stale-function.ts';
import { unusedSuppression } from '../../server/src/rules/unused-suppression.ts';
import { analyse, checkFindings } from '../support/analyse.ts';

const check = (source: string) => checkFindings([staleFunction, staleBarrier, unusedSuppression], source);

describe('unused-suppression', () => {
  it('reports a comment that silences nothing', async () => {
    await check(`
void reader(void)
{
	/* barrier-ls-ignore stale-function: the firmware's sources are elsewhere */
	//                   ^^^^^^^^^^^^^^ unused-suppression: stale-function reports nothing here
	smp_rmb();
}
`);
  });

  it('is silent where the comment silences something', async () => {
    await check(`
void reader(void)
{
	/* barrier-ls-ignore stale-function: the firmware's sources are elsewhere */
	/* Pairs with smp_wmb() in firmware_push(). */
	smp_rmb();
}
`);
  });

  it('looks at each of several rules', async () => {
    await check(`
void reader(void)
{
	/* barrier-ls-ignore stale-function, stale-barrier: the firmware's sources are elsewhere */
	//                                   ^^^^^^^^^^^^^ unused-suppression: stale-barrier reports nothing here
	/* Pairs with smp_wmb() in firmware_push(). */
	smp_rmb();
}
`);
  });

  it('names the rule that was meant', async () => {
    await check(`
void reader(void)
{
	/* barrier-ls-ignore stale-functions: the firmware's sources are elsewhere */
	//                   ^^^^^^^^^^^^^^^ unused-suppression: There is no rule stale-functions; did you mean stale-function?
	/* Pairs with smp_wmb() in firmware_push(). */
	//                         ^^^^^^^^^^^^^ stale-function
	smp_rmb();
}
`);
  });

  it('is silent about rules that do not run, and lets itself be silenced', async () => {
    await check(`
void reader(void)
{
	/* barrier-ls-ignore plain-access: that rule is not among those of this test */
	use(table);
	/* barrier-ls-ignore stale-function, unused-suppression: some configurations have it */
	smp_rmb();
}
`);
  });

  it('says the same of a file whatever other files are looked at', async () => {
    const text = '/* barrier-ls-ignore stale-function: gone */\nvoid reader(void) { smp_rmb(); }\n';
    const analysis = await analyse(
      new Map([
        ['a.c', text],
        ['b.c', text],
      ]),
    );
    const selected = [staleFunction, unusedSuppression];
    const all = runRules(analysis, selected);
    const each = analysis.files.flatMap((facts) => runRules({ ...analysis, files: [facts] }, selected));
    expect(all).toHaveLength(2);
    expect(each).toEqual(all);
  });
});
